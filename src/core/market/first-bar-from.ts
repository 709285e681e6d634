/** Index of the first of the bars, in time order, that begins at or after `timeMs`; their count when none does. */
export function firstBarFrom(bars: readonly { openTimeMs: number }[], timeMs: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bars[middle].openTimeMs < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
