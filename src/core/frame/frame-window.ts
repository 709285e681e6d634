/** Bins of the global lattice that a frame shows. */
export interface FrameWindow {
  /** Lattice bin of the frame's bin 0. */
  firstBin: number;
  bins: number;
}

/** Part of the price shown on either side of the mark price. */
const REACH = 0.15;
/** Highs and lows of the range beyond this part of the mark price are clipped. */
const CLIP = 0.3;
/** Edges lie on multiples of this many bins, so that the window does not move with every bar. */
const SNAP_BINS = 64;
const MAX_BINS = 1536;

/**
 * Window of a frame: 15 % to either side of the mark price and the range of its columns, at most 30 % away. Prices
 * in quote currency, `logBin` the width of a bin in ln price.
 */
export function frameWindow(markPrice: number, high: number, low: number, logBin: number): FrameWindow {
  const top = Math.min(Math.max(high, markPrice * (1 + REACH)), markPrice * (1 + CLIP));
  const bottom = Math.max(Math.min(low, markPrice * (1 - REACH)), markPrice * (1 - CLIP));
  const firstBin = Math.floor(Math.log(bottom) / logBin / SNAP_BINS) * SNAP_BINS;
  const lastBin = Math.ceil(Math.log(top) / logBin / SNAP_BINS) * SNAP_BINS;
  return { firstBin, bins: Math.min(MAX_BINS, lastBin - firstBin) };
}
