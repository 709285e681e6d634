import type { AtrChoice } from '../../core/context/atr-choice';
import { formatNumber } from '../format/percent';
import { text } from '../strings/text';

/** A distance with the unit it is told in: `1.3 ATR(14,1h)`; words where the unit is not known yet. */
export function atrText(distance: number, { period, timeframe }: AtrChoice): string {
  if (!Number.isFinite(distance)) return text('atrUnknown');
  return text('atrDistanceOf', formatNumber(distance, 1), period, timeframe);
}
