import type { PositionSide } from '../market/liquidation';

/** Bins on each side of the price that the score looks at, and their width in ln price: 12 %. */
export const WINDOW_BINS = 120;

/** Width of a bin of the windows in ln price. */
export const WINDOW_LOG_BIN = 0.001;
/** The same width in percent, the unit of the earth mover's distance. */
export const WINDOW_BIN_PCT = 0.1;

/** USD by distance from the price: bin 0 is the price's own, bin j lies j bins away on the losing side. */
export interface SideWindows {
  long: Float64Array;
  short: Float64Array;
}

/** Cuts the windows around a bin out of profiles on one grid; bins outside the grid count 0. */
export function cutWindows(
  profile: Record<PositionSide, ArrayLike<number>>,
  priceBin: number,
  bins = WINDOW_BINS,
): SideWindows {
  const long = new Float64Array(bins);
  const short = new Float64Array(bins);
  for (let distance = 0; distance < bins; distance++) {
    long[distance] = profile.long[priceBin - distance] ?? 0;
    short[distance] = profile.short[priceBin + distance] ?? 0;
  }
  return { long, short };
}
