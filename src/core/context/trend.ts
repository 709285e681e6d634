import type { TrendDirection } from './market-context';

const MEAN_BARS = 20;
const SLOPE_BARS = 5;
/** Change of the mean over SLOPE_BARS, as a multiple of the mean absolute bar move, below which it counts as flat. */
const FLAT_MOVES = 0.5;

/**
 * Direction of a series of closes: up when the mean of 20 has risen over five bars by more than half a typical bar
 * move and the last close is above it; down in the mirror case; else flat. Null with fewer than 25 closes.
 */
export function trendDirection(closes: readonly number[]): TrendDirection | null {
  if (closes.length < MEAN_BARS + SLOPE_BARS) return null;
  const now = mean(closes.slice(-MEAN_BARS));
  const before = mean(closes.slice(-MEAN_BARS - SLOPE_BARS, -SLOPE_BARS));
  const recent = closes.slice(-MEAN_BARS - 1);
  const typicalMove = mean(recent.slice(1).map((close, index) => Math.abs(close - recent[index])));
  const slope = now - before;
  const close = closes[closes.length - 1];
  if (slope > FLAT_MOVES * typicalMove && close > now) return 'up';
  if (slope < -FLAT_MOVES * typicalMove && close < now) return 'down';
  return 'flat';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
