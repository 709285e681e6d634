/** Bins of ln price: bin `i` covers [logPriceMin + i * logBin, + logBin). */
export interface LogGrid {
  logPriceMin: number;
  logBin: number;
  bins: number;
}

/** Position of a price on the grid, in bins; fractional, may lie outside [0, bins). */
export function gridPosition(grid: LogGrid, price: number): number {
  return (Math.log(price) - grid.logPriceMin) / grid.logBin;
}
