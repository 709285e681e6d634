import type { ClusterInput } from '../../../src/core/clusters/measure-clusters';
import type { LiquidationProfile } from '../../../src/core/frame/heatmap-frame';

export const LOG_BIN = 0.001;
export const BINS = 400;
export const MARK = 100;
/** The mark price lies at the lower edge of this bin. */
export const MIDDLE = 200;
export const LOG_PRICE_MIN = Math.log(MARK) - MIDDLE * LOG_BIN;

/** USD by bin: triangles of a height and a half width in bins over a floor. */
export function hills(peaks: [bin: number, usd: number, halfWidth?: number][], floor = 0): Float32Array {
  const usd = new Float32Array(BINS).fill(floor);
  for (const [bin, height, halfWidth = 3] of peaks) {
    for (let at = bin - halfWidth; at <= bin + halfWidth; at += 1) {
      usd[at] += height * (1 - Math.abs(at - bin) / (halfWidth + 1));
    }
  }
  return usd;
}

/** A profile whose bins below MIDDLE are longs and the others shorts. */
export function profileOf(usd: Float32Array): LiquidationProfile {
  const groups = new Float32Array(3 * BINS);
  groups.set(usd, BINS);
  return {
    logPriceMin: LOG_PRICE_MIN,
    logBin: LOG_BIN,
    bins: BINS,
    long: usd.map((value, bin) => (bin < MIDDLE ? value : 0)),
    short: usd.map((value, bin) => (bin < MIDDLE ? 0 : value)),
    groups,
  };
}

export function clusterInput(usd: Float32Array, change: Partial<ClusterInput> = {}): ClusterInput {
  return {
    profile: profileOf(usd),
    exchangeUsd: [usd],
    coverage: { firstBin: -1, lastBin: BINS },
    markPrice: MARK,
    atr1h: 1,
    sigmaDay: 0.03,
    q10Usd: 1e6,
    openInterestUsd: 1e4,
    isScored: true,
    ageMs: () => 7,
    ...change,
  };
}

export function priceAt(bin: number): number {
  return Math.exp(LOG_PRICE_MIN + bin * LOG_BIN);
}
