import type { Cluster } from '../clusters/cluster';
import type { HeatGrid } from '../frame/heatmap-frame';

/** What became of a cluster after a moment of the past. */
export type ReplayOutcome =
  /** Price reached the nearer edge; `afterMs` from the moment to the end of that column. */
  | { state: 'touched'; afterMs: number }
  | { state: 'missed' }
  /** The horizon reaches beyond what is known, and nothing was touched until there. */
  | { state: 'open' };

/**
 * Looks in the columns after `fromMs` (Unix ms) whether price reached the nearer edge of a cluster within the horizon.
 * `grid` is the live one, whose columns go on after the replayed moment.
 */
export function replayOutcome(
  cluster: Pick<Cluster, 'side' | 'lowPrice' | 'highPrice'>,
  grid: HeatGrid,
  fromMs: number,
  horizonMs: number,
): ReplayOutcome {
  const first = Math.max(0, Math.ceil((fromMs - grid.startMs) / grid.columnMs));
  const wanted = Math.ceil((fromMs + horizonMs - grid.startMs) / grid.columnMs);
  for (let column = first; column < Math.min(wanted, grid.columns); column++) {
    const isTouched =
      cluster.side === 'short'
        ? grid.high[column] >= cluster.lowPrice
        : grid.low[column] <= cluster.highPrice;
    if (isTouched) {
      return { state: 'touched', afterMs: grid.startMs + (column + 1) * grid.columnMs - fromMs };
    }
  }
  return wanted <= grid.columns ? { state: 'missed' } : { state: 'open' };
}
