import type { HeatGrid } from './heatmap-frame';

/** Sum of column hashes, two independent 32-bit lanes; `EMPTY_HASH` for no column. */
export interface HashSum {
  a: number;
  b: number;
}

/** The sum over no columns. */
export const EMPTY_HASH: HashSum = { a: 0, b: 0 };

const FNV_PRIME = 0x01000193;
const OTHER_PRIME = 0x85ebca6b;

/**
 * The sum with column `column` of `grid` added, or taken out with `sign` -1. A column's hash covers its place in
 * time and price, its codes and its bar, so the sum does not depend on the order of adding: a range that moves on
 * costs one column in and one out.
 */
export function addColumnHash(sum: HashSum, grid: HeatGrid, column: number, sign: 1 | -1 = 1): HashSum {
  const hash = columnHash(grid, column);
  return { a: (sum.a + sign * hash.a) >>> 0, b: (sum.b + sign * hash.b) >>> 0 };
}

/** 16 hexadecimal digits, the form of `HeatGrid.frozenHash`. */
export function hashText({ a, b }: HashSum): string {
  return a.toString(16).padStart(8, '0') + b.toString(16).padStart(8, '0');
}

/** Hash of all frozen columns of `grid`, from scratch. */
export function frozenHash(grid: HeatGrid): string {
  let sum = EMPTY_HASH;
  for (let column = 0; column < grid.frozenColumns; column += 1) sum = addColumnHash(sum, grid, column);
  return hashText(sum);
}

function columnHash(grid: HeatGrid, column: number): HashSum {
  const { bins } = grid;
  const head = new Float64Array([
    grid.startMs + column * grid.columnMs,
    grid.columnMs,
    grid.logPriceMin,
    grid.logBin,
    grid.salienceMax,
    grid.usdFloor,
    grid.usdCeil,
    grid.split[column],
    grid.high[column],
    grid.low[column],
    grid.close[column],
  ]);
  const sum = { a: 0x811c9dc5, b: 0x9e3779b9 };
  mix(sum, new Uint8Array(head.buffer), 0, head.byteLength);
  mix(sum, grid.salience, column * bins, (column + 1) * bins);
  mix(sum, grid.usd, column * bins, (column + 1) * bins);
  return { a: finish(sum.a), b: finish(sum.b) };
}

function mix(sum: HashSum, bytes: Uint8Array, from: number, to: number): void {
  let { a, b } = sum;
  for (let index = from; index < to; index += 1) {
    a = Math.imul(a ^ bytes[index], FNV_PRIME);
    b = Math.imul(b + bytes[index], OTHER_PRIME) ^ (b >>> 15);
  }
  sum.a = a;
  sum.b = b;
}

/** Spreads the last bytes over the whole word, so that sums of similar columns do not cancel. */
function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  h = Math.imul(h, 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}
