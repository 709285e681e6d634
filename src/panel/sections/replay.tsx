import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { replayOutcome } from '../../core/context/replay-outcome';
import { topClusters } from '../../core/context/top-clusters';
import type { HeatGrid, HeatmapFrame } from '../../core/frame/heatmap-frame';
import { formatAge } from '../format/age';
import { formatPriceBand } from '../format/price';
import { formatMoment } from '../format/time';
import { sideText } from '../parts/cluster-words';
import { text } from '../strings/text';
import type { SectionProps } from './section';

const HOUR_MS = 3_600_000;
const HORIZON_MS = 24 * HOUR_MS;

/** Goes back to a moment of the range in view, as it was known then; what came after stays hidden until asked for. */
export function ReplaySection({ model, actions }: SectionProps): JSX.Element {
  const frame = model.frame.value;
  if (!frame) return <p class="quiet">{text('provenanceNone')}</p>;
  const begin = (): void => {
    model.replayFuture.value = frame.grid;
    actions.setReplay(frame.asOfMs - HORIZON_MS);
  };
  if (frame.badge !== 'replay') {
    return (
      <div class="form">
        <p class="quiet">{text('replayNote')}</p>
        <button type="button" class="button" onClick={begin}>
          {text('replayBegin')}
        </button>
      </div>
    );
  }
  return <Scrubber frame={frame} model={model} actions={actions} />;
}

function Scrubber({ frame, model, actions }: SectionProps & { frame: HeatmapFrame }): JSX.Element {
  const isRevealed = useSignal(false);
  const future = model.replayFuture.value;
  const lastMs = future ? future.startMs + future.columns * future.columnMs : model.now.value;
  const firstMs = future ? future.startMs : lastMs - frame.query.rangeMs;
  const goTo = (timeMs: number): void => {
    isRevealed.value = false;
    actions.setReplay(Math.min(lastMs, Math.max(firstMs, timeMs)));
  };
  const end = (): void => {
    model.replayFuture.value = null;
    actions.setReplay(null);
  };
  return (
    <div class="form">
      <label class="field">
        <span>{formatMoment(frame.asOfMs)}</span>
        <input
          type="range"
          min={firstMs}
          max={lastMs}
          step={frame.grid.columnMs}
          value={frame.asOfMs}
          aria-label={text('replayMoment')}
          aria-valuetext={formatMoment(frame.asOfMs)}
          onChange={(event) => goTo(Number(event.currentTarget.value))}
        />
      </label>
      <div class="row">
        <button type="button" class="button" onClick={() => goTo(frame.asOfMs - HOUR_MS)}>
          {text('replayBack')}
        </button>
        <button type="button" class="button" onClick={() => goTo(frame.asOfMs + HOUR_MS)}>
          {text('replayForward')}
        </button>
        <button type="button" class="button" onClick={end}>
          {text('replayEnd')}
        </button>
      </div>
      {future && (
        <button
          type="button"
          class="toggle"
          aria-pressed={isRevealed.value}
          onClick={() => (isRevealed.value = !isRevealed.value)}
        >
          {text('replayReveal')}
        </button>
      )}
      {future && isRevealed.value && <Outcomes frame={frame} future={future} />}
    </div>
  );
}

function Outcomes({ frame, future }: { frame: HeatmapFrame; future: HeatGrid }): JSX.Element {
  const { above, below } = topClusters(frame.clusters, 2);
  return (
    <ul class="plain-list" aria-live="polite">
      {[...above, ...below].map((cluster) => {
        const outcome = replayOutcome(cluster, future, frame.asOfMs, HORIZON_MS);
        const band = formatPriceBand(cluster.lowPrice, cluster.highPrice, frame.instrument.tickSize);
        return (
          <li key={cluster.id} class="spread">
            <span>
              {sideText(cluster.side)} {band}
            </span>
            <span class="quiet">
              {outcome.state === 'touched' && text('replayTouched', formatAge(outcome.afterMs))}
              {outcome.state === 'missed' && text('replayMissed', formatAge(HORIZON_MS))}
              {outcome.state === 'open' && text('replayOpen')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
