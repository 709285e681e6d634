import type { RangeBar } from '../axis/own-bars';
import type { HeatGrid } from './heatmap-frame';

/** The bars behind a grid, oldest first; columns without one are left out. */
export function barsOf({ startMs, columnMs, columns, high, low, close }: HeatGrid): RangeBar[] {
  const bars: RangeBar[] = [];
  for (let column = 0; column < columns; column++) {
    if (!(high[column] > 0)) continue;
    bars.push({
      timeSec: (startMs + column * columnMs) / 1000,
      high: high[column],
      low: low[column],
      close: close[column],
    });
  }
  return bars;
}
