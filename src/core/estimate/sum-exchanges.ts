import type { LogGrid } from '../market/log-grid';

/** One exchange's open interest in the sum. */
export interface ExchangeStock {
  exchange: string;
  /** USD, one side. */
  openInterestUsd: number;
  isIncluded: boolean;
}

/**
 * The grid to read another exchange's estimator on so that its levels line up with the reference's marks: shifted by
 * ln(reference mark / own mark). Both marks in quote currency, above 0.
 */
export function gridSeenFrom(grid: LogGrid, referenceMark: number, ownMark: number): LogGrid {
  if (!(referenceMark > 0) || !(ownMark > 0)) throw new Error(`invalid marks: ${referenceMark}, ${ownMark}`);
  return { ...grid, logPriceMin: grid.logPriceMin + Math.log(ownMark / referenceMark) };
}

/** Adds `part` to `sum` in place; both on the same grid and with the same layers. */
export function addColumn(sum: Float32Array, part: Float32Array): void {
  if (sum.length !== part.length) throw new Error(`lengths differ: ${sum.length}, ${part.length}`);
  for (let cell = 0; cell < sum.length; cell++) sum[cell] += part[cell];
}

/** Open interest of the exchanges in the sum, USD of one side. */
export function includedUsd(stocks: readonly ExchangeStock[]): number {
  return stocks.reduce((sum, stock) => sum + (stock.isIncluded ? stock.openInterestUsd : 0), 0);
}

/** Share of each exchange in the included open interest, 0..1; 0 for those left out. */
export function exchangeShares(stocks: readonly ExchangeStock[]): number[] {
  const total = includedUsd(stocks);
  return stocks.map((stock) => (stock.isIncluded && total > 0 ? stock.openInterestUsd / total : 0));
}

/**
 * Share of all known open interest that the sum covers, 0..1; NaN when nothing is known. A sum is never scaled up to
 * what it does not cover.
 */
export function coverageOf(stocks: readonly ExchangeStock[]): number {
  const known = stocks.reduce((sum, stock) => sum + stock.openInterestUsd, 0);
  return known > 0 ? includedUsd(stocks) / known : Number.NaN;
}

/**
 * Doubt about the level of the sum, ln, from those of its exchanges (`doubts[i]` belongs to `stocks[i]`): what the sum
 * would be, were each exchange's reports right instead of its estimate. 0 when nothing is in the sum.
 */
export function doubtOfSum(stocks: readonly ExchangeStock[], doubts: readonly number[]): number {
  const shares = exchangeShares(stocks);
  if (shares.every((share) => share === 0)) return 0;
  return -Math.log(shares.reduce((sum, share, i) => sum + (share > 0 ? share * Math.exp(-doubts[i]) : 0), 0));
}
