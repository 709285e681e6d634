import type { JSX } from 'preact';
import { isCascade, measureBurst } from '../../core/alerts/burst';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatNumber } from '../format/percent';
import type { SectionProps } from '../sections/section';
import { shownPrice } from '../status/shown-price';
import { text } from '../strings/text';
import { Chip } from './chip';

/** Count and rate of forced closings while many of them meet a price inside a cluster; nothing otherwise. */
export function CascadeChip({
  frame,
  model,
}: Pick<SectionProps, 'model'> & { frame: HeatmapFrame }): JSX.Element | null {
  if (frame.badge === 'replay') return null;
  const burst = measureBurst(frame, model.now.value);
  if (!isCascade(burst, shownPrice(model, frame), frame.clusters)) return null;
  return (
    <p class="chips" role="status">
      <Chip tone="caution" title={text('cascadeRunningHelp')}>
        {text('cascadeRunning', formatNumber(burst.count, 0), formatNumber(burst.times, 0))}
      </Chip>
    </p>
  );
}
