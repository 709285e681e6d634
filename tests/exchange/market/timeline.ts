/** First index whose time is at or after `timeMs`, by binary search. */
function lowerBound<T>(rows: readonly T[], timeOf: (row: T) => number, timeMs: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(rows[middle]) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows of an ascending list whose time lies in [fromMs, toMs]. */
export function rowsBetween<T>(
  rows: readonly T[],
  timeOf: (row: T) => number,
  fromMs: number,
  toMs: number,
): T[] {
  return rows.slice(lowerBound(rows, timeOf, fromMs), lowerBound(rows, timeOf, toMs + 1));
}
