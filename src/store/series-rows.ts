import { DAY_MS, type SeriesKind } from './schema';

/** Numbers in one row of each kind, the time included; NaN stands for "the source does not say". */
export const ROW_WIDTH: Record<SeriesKind, number> = {
  /** time, open, high, low, close, volume, taker buys */
  candle: 7,
  /** time, high, low, close */
  mark: 4,
  /** time, base, quote, 1 when halved */
  'open-interest': 4,
  /** time, rate per interval, interval hours */
  funding: 3,
  /** time, buys, sells */
  taker: 3,
  /** time, long share */
  'ratio-accounts': 2,
  'ratio-top-accounts': 2,
  'ratio-top-positions': 2,
};

export interface MergedRows {
  rows: Float64Array;
  added: number;
  duplicates: number;
}

/** Start of the UTC day that holds `timeMs`. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS) * DAY_MS;
}

/**
 * Union of two row lists by time, sorted. What is stored stays: a later row of the same time is a duplicate, so the
 * outcome of a repeated or reordered delivery is the same.
 */
export function mergeRows(stored: Float64Array, incoming: readonly number[][], width: number): MergedRows {
  const fresh = incoming.filter((row) => !hasTime(stored, width, row[0])).sort((a, b) => a[0] - b[0]);
  const unique = fresh.filter((row, index) => index === 0 || row[0] !== fresh[index - 1][0]);
  if (unique.length === 0) return { rows: stored, added: 0, duplicates: incoming.length };
  return {
    rows: interleave(stored, unique, width),
    added: unique.length,
    duplicates: incoming.length - unique.length,
  };
}

/** Index of the first row at or after `timeMs`, counted in rows. */
export function firstRowAt(rows: Float64Array, width: number, timeMs: number): number {
  let low = 0;
  let high = rows.length / width;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle * width] < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hasTime(rows: Float64Array, width: number, timeMs: number): boolean {
  return rows[firstRowAt(rows, width, timeMs) * width] === timeMs;
}

function interleave(stored: Float64Array, fresh: readonly number[][], width: number): Float64Array {
  const merged = new Float64Array(stored.length + fresh.length * width);
  let from = 0;
  let to = 0;
  for (const row of fresh) {
    const start = from;
    while (from < stored.length && stored[from] < row[0]) from += width;
    merged.set(stored.subarray(start, from), to);
    to += from - start;
    merged.set(row, to);
    to += width;
  }
  merged.set(stored.subarray(from), to);
  return merged;
}
