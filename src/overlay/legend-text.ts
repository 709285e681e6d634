import { encodeSalience } from '../core/frame/salience';
import type { LookSettings } from '../core/settings/settings';
import { topPercent } from './code-scale';
import { valueAtIntensity } from './colour-table';
import type { PreparedFrame } from './layer-content';
import { barUsd } from './map-bars';
import { fill, type OverlayStrings } from './overlay-strings';
import type { LegendText } from './paint-legend';

/** Words and numbers of the legend: unit, value at low, middle and high, and the largest amount now in view. */
export function legendText(
  { frame, scale, format, cells, counts }: PreparedFrame,
  look: LookSettings,
  words: OverlayStrings,
): LegendText {
  const [low, high] = look.intensity;
  const value = (share: number) => {
    const amount = valueAtIntensity(share, scale.topValue, look.isLog === true);
    if (scale.kind === 'usd') return format.estimate(amount);
    // Salience has no unit: what says something is how much of the view is as bright.
    return `${format.number(topPercent(counts, encodeSalience(amount, frame.grid.salienceMax)))}%`;
  };
  let largest = 0;
  for (let bin = cells.fromBin; bin < cells.toBin; bin += 1)
    largest = Math.max(largest, barUsd(frame.profile, bin));
  return {
    tag: words.estimated,
    title: scale.kind === 'usd' ? words.perLevel : words.standsOut,
    less: words.less,
    more: words.more,
    marks: [value(low), value((low + high) / 2), value(high)],
    largest: fill(words.largest, format.estimate(largest)),
    source: words.source,
  };
}
