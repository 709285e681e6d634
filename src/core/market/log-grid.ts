/** Bins of ln price: bin `i` covers [logPriceMin + i * logBin, + logBin). */
export interface LogGrid {
  logPriceMin: number;
  logBin: number;
  bins: number;
}
