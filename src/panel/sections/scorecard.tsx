import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { levelScore, wilsonInterval } from '../../core/context/level-score';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatAge } from '../format/age';
import { formatShare } from '../format/percent';
import { text } from '../strings/text';
import type { SectionProps } from './section';

const HOUR_MS = 3_600_000;
/** Fewer samples than this say nothing. */
const MIN_SAMPLES = 8;

/** How the levels of the range in view fared: touches, their outcomes, and a control. */
export function ScorecardSection({ model }: SectionProps): JSX.Element {
  const frame = model.frame.value;
  if (!frame) return <p class="quiet">{text('provenanceNone')}</p>;
  return (
    <div class="form">
      <LevelLine frame={frame} />
      {frame.touches && frame.touches.total > 0 ? (
        <p>
          {text(
            'scoreTouches',
            frame.touches.total,
            frame.touches.through,
            frame.touches.reversed,
            frame.touches.partial,
          )}
        </p>
      ) : (
        <p class="quiet">{text('scoreNoTouches')}</p>
      )}
      <p class="quiet">{text('scoreNote')}</p>
    </div>
  );
}

function LevelLine({ frame }: { frame: HeatmapFrame }): JSX.Element {
  const { grid, query } = frame;
  const horizonMs = horizonOf(query.rangeMs);
  // Frozen columns never change, so their hash says when there is something new to count.
  const score = useMemo(() => levelScore(grid, horizonMs), [grid.frozenHash, horizonMs]);
  const interval = wilsonInterval(score.touched, score.samples);
  if (score.samples < MIN_SAMPLES || !interval) return <p class="quiet">{text('scoreTooFew')}</p>;
  const [low, high] = interval;
  return (
    <p>
      {text(
        'scoreLevels',
        formatAge(horizonMs),
        formatShare(score.touched / score.samples),
        `${formatShare(low)}–${formatShare(high)}`,
        formatShare(score.controlTouched / score.samples),
        score.samples,
      )}
    </p>
  );
}

/** A horizon that gives a few dozen samples in the range. */
function horizonOf(rangeMs: number): number {
  if (rangeMs >= 14 * 24 * HOUR_MS) return 24 * HOUR_MS;
  return rangeMs >= 48 * HOUR_MS ? 4 * HOUR_MS : HOUR_MS;
}
