import type { HeatmapFrame } from '../frame/heatmap-frame';
import { instrumentKey } from '../market/instrument';
import type { AlertMoment } from './alert-state';

const MINUTE_MS = 60_000;
/** Time that makes up the norm of forced closings. */
const NORM_MS = 24 * 60 * MINUTE_MS;
const DEAD_STATES = ['stale', 'offline', 'blocked', 'no-permission', 'quarantined'];

/** What the judge of alerts needs, read from a frame at `nowMs` (Unix ms). */
export function momentOfFrame(frame: HeatmapFrame, nowMs: number): AlertMoment {
  const clusters = [...frame.clusters].sort((a, b) => b.importance - a.importance);
  return {
    key: instrumentKey(frame.instrument),
    timeMs: nowMs,
    priceAgeMs: Math.max(0, nowMs - frame.asOfMs),
    price: frame.markPrice,
    atr: frame.atr1h,
    clusters,
    liquidatedLastMinuteUsd: liquidatedSince(frame, nowMs - MINUTE_MS),
    usualPerMinuteUsd: usualPerMinute(frame),
    isOffline: frame.sources.length > 0 && frame.sources.every(({ state }) => DEAD_STATES.includes(state)),
  };
}

function liquidatedSince(frame: HeatmapFrame, sinceMs: number): number {
  let sum = 0;
  for (const point of frame.observed.points) if (point.timeMs >= sinceMs) sum += point.notionalUsd;
  return sum;
}

/**
 * Observed sums of the day before the newest column, USD per minute; NaN without any. Columns in which nothing was
 * liquidated have no bar, so the time is counted from the first bar and not by bars.
 */
function usualPerMinute(frame: HeatmapFrame): number {
  const { columnMs } = frame.grid;
  const endMs = Math.floor(frame.asOfMs / columnMs) * columnMs;
  const bars = frame.observed.bars.filter(({ timeMs }) => timeMs >= endMs - NORM_MS && timeMs < endMs);
  if (bars.length === 0) return Number.NaN;
  const sum = bars.reduce((total, bar) => total + bar.longUsd + bar.shortUsd, 0);
  return sum / ((endMs - bars[0].timeMs) / MINUTE_MS);
}
