import type { LiquidationProfile } from '../frame/heatmap-frame';

/** Estimated USD at risk on the two sides of the price within a window. */
export interface Imbalance {
  /** Short positions liquidated above, USD. */
  aboveUsd: number;
  /** Long positions liquidated below, USD. */
  belowUsd: number;
  /** Part of the sum that lies above, 0..1; NaN when the window is empty. */
  aboveShare: number;
}

/**
 * Sums the newest profile within `window` (quote currency, > 0) of `price`; bins that the window cuts count by the
 * part of their log width inside it.
 */
export function imbalance(profile: LiquidationProfile, price: number, window: number): Imbalance {
  const logPrice = Math.log(price);
  const aboveUsd = sumBetween(profile, profile.short, logPrice, Math.log(price + window));
  const belowUsd = sumBetween(
    profile,
    profile.long,
    Math.log(Math.max(price - window, price * 1e-6)),
    logPrice,
  );
  return { aboveUsd, belowUsd, aboveShare: aboveUsd / (aboveUsd + belowUsd) };
}

function sumBetween(profile: LiquidationProfile, usd: Float32Array, low: number, high: number): number {
  const { logPriceMin, logBin, bins } = profile;
  const first = Math.max(0, Math.floor((low - logPriceMin) / logBin));
  const last = Math.min(bins - 1, Math.floor((high - logPriceMin) / logBin));
  let sum = 0;
  for (let bin = first; bin <= last; bin++) {
    const start = logPriceMin + bin * logBin;
    const part = (Math.min(high, start + logBin) - Math.max(low, start)) / logBin;
    sum += usd[bin] * Math.max(0, part);
  }
  return sum;
}
