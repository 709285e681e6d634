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

/**
 * Kinds of which only the last reading of a bar of this length counts, ms: they are polled far more often than they
 * are used. A reading at the very end of a bar still belongs to it.
 */
const LAST_PER_BAR_MS: Partial<Record<SeriesKind, number>> = { 'open-interest': 300_000 };

/** The rows of a stored record; none when they are not whole rows of the kind, as a crash may leave them. */
export function soundRows(rows: unknown, kind: SeriesKind): Float64Array {
  const isSound = rows instanceof Float64Array && rows.length % ROW_WIDTH[kind] === 0;
  return isSound ? rows : new Float64Array(0);
}

/** Start of the UTC day that holds `timeMs`. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS) * DAY_MS;
}

/**
 * Union of two row lists of one kind by time, sorted. What is stored stays: a later row of the same time is a
 * duplicate, so the outcome of a repeated or reordered delivery is the same.
 */
export function mergeRows(stored: Float64Array, incoming: readonly number[][], kind: SeriesKind): MergedRows {
  const width = ROW_WIDTH[kind];
  const barMs = LAST_PER_BAR_MS[kind];
  const fresh = incoming.filter((row) => !isKnown(stored, width, row[0], barMs)).sort((a, b) => a[0] - b[0]);
  const unique = fresh.filter(({ 0: timeMs }, index) => {
    const next = fresh[index + 1]?.[0];
    if (barMs !== undefined) return next === undefined || barAt(next, barMs) !== barAt(timeMs, barMs);
    return index === 0 || timeMs !== fresh[index - 1][0];
  });
  if (unique.length === 0) return { rows: stored, added: 0, duplicates: incoming.length };
  const merged = interleave(stored, unique, width);
  return {
    rows: barMs === undefined ? merged : lastPerBar(merged, width, barMs),
    added: unique.length,
    duplicates: incoming.length - unique.length,
  };
}

function isKnown(rows: Float64Array, width: number, timeMs: number, barMs: number | undefined): boolean {
  const at = firstRowAt(rows, width, timeMs) * width;
  const later = rows[at];
  if (later === timeMs || barMs === undefined) return later === timeMs;
  return later !== undefined && barAt(later, barMs) === barAt(timeMs, barMs);
}

function lastPerBar(rows: Float64Array, width: number, barMs: number): Float64Array {
  const kept = new Float64Array(rows.length);
  let used = 0;
  for (let at = 0; at < rows.length; at += width) {
    const isLast = at + width >= rows.length || barAt(rows[at], barMs) !== barAt(rows[at + width], barMs);
    if (!isLast) continue;
    kept.set(rows.subarray(at, at + width), used);
    used += width;
  }
  return kept.slice(0, used);
}

function barAt(timeMs: number, barMs: number): number {
  return Math.floor((timeMs - 1) / barMs);
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
