import type { HeatmapFrame } from '../frame/heatmap-frame';
import { instrumentKey } from '../market/instrument';
import type { AlertMoment } from './alert-state';

const MINUTE_MS = 60_000;
/** Columns that make up the norm of forced closings: a day of five-minute bars. */
const NORM_COLUMNS = 288;
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

/** Mean of the observed bars of the last day, USD per minute; NaN without any. */
function usualPerMinute(frame: HeatmapFrame): number {
  const bars = frame.observed.bars.slice(-NORM_COLUMNS - 1, -1);
  if (bars.length === 0) return Number.NaN;
  const sum = bars.reduce((total, bar) => total + bar.longUsd + bar.shortUsd, 0);
  return sum / bars.length / (frame.grid.columnMs / MINUTE_MS);
}
