import type { HeatmapFrame } from '../frame/heatmap-frame';

const MINUTE_MS = 60_000;
/** Time that makes up the norm of forced closings. */
const NORM_MS = 24 * 60 * MINUTE_MS;
/** Times the usual rate from which closings count as a burst (assumed). */
export const BURST_FACTOR = 8;

/** Forced closings of the last minute against what is usual. */
export interface Burst {
  count: number;
  usd: number;
  /** Usual forced closings per minute, USD; NaN before there is a norm. */
  usualUsd: number;
  /** `usd` over `usualUsd`; NaN before there is a norm. */
  times: number;
}

/** Rate of observed forced closings at `nowMs` (Unix ms, this machine's clock); every count is a lower bound where streams are throttled. */
export function measureBurst(
  frame: Pick<HeatmapFrame, 'observed' | 'grid' | 'asOfMs' | 'clockOffsetMs'>,
  nowMs: number,
): Burst {
  const { lastMinute } = frame.observed;
  const exchangeMs = nowMs + frame.clockOffsetMs;
  let count = 0;
  let usd = 0;
  // Points are in time order: the last minute is at their end.
  for (let index = frame.observed.points.length - 1; index >= 0; index -= 1) {
    const point = frame.observed.points[index];
    if (point.timeMs < exchangeMs - MINUTE_MS) break;
    count += 1;
    usd += point.notionalUsd;
  }
  // The frame keeps the largest points only; its own minute has all of them, and grows old with the frame.
  if (lastMinute && exchangeMs - frame.asOfMs < MINUTE_MS / 2) {
    count = Math.max(count, lastMinute.count);
    usd = Math.max(usd, lastMinute.usd);
  }
  const usualUsd = usualPerMinute(frame);
  return { count, usd, usualUsd, times: usd / usualUsd };
}

/** True when a burst meets a price inside a cluster: forced orders may be setting off one another. */
export function isCascade(
  burst: Burst,
  price: number,
  clusters: readonly { lowPrice: number; highPrice: number }[],
): boolean {
  return (
    burst.times >= BURST_FACTOR &&
    clusters.some(({ lowPrice, highPrice }) => price >= lowPrice && price <= highPrice)
  );
}

/**
 * Observed sums of the day before the newest column, USD per minute; NaN without any. Columns in which nothing was
 * liquidated have no bar, so the time is counted from the first bar and not by bars.
 */
function usualPerMinute({
  observed,
  grid,
  asOfMs,
}: Pick<HeatmapFrame, 'observed' | 'grid' | 'asOfMs'>): number {
  const endMs = Math.floor(asOfMs / grid.columnMs) * grid.columnMs;
  const bars = observed.bars.filter(({ timeMs }) => timeMs >= endMs - NORM_MS && timeMs < endMs);
  if (bars.length === 0) return Number.NaN;
  const sum = bars.reduce((total, bar) => total + bar.longUsd + bar.shortUsd, 0);
  return sum / ((endMs - bars[0].timeMs) / MINUTE_MS);
}
