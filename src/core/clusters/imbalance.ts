import type { LiquidationProfile } from '../frame/heatmap-frame';
import { binOfPrice } from './price-profile';

/** Estimated USD on both sides within a distance of the mark price. */
export interface Imbalance {
  /** Hourly ATRs. */
  withinAtr: number;
  longUsd: number;
  shortUsd: number;
  /** Share of the shorts, 0..1; NaN when both sides are empty. */
  shortShare: number;
}

/** Both sides within one, two and three hourly ATRs of the mark price; the gauge of CORE-17. */
export function imbalance(profile: LiquidationProfile, markPrice: number, atr1h: number): Imbalance[] {
  return [1, 2, 3].map((withinAtr) => {
    const longUsd = usdBetween(profile, profile.long, markPrice - withinAtr * atr1h, markPrice);
    const shortUsd = usdBetween(profile, profile.short, markPrice, markPrice + withinAtr * atr1h);
    return { withinAtr, longUsd, shortUsd, shortShare: shortUsd / (longUsd + shortUsd) };
  });
}

/** Standard score of `value` among `history`; NaN with fewer than ten values or without spread. */
export function zScore(value: number, history: readonly number[]): number {
  const known = history.filter(Number.isFinite);
  if (known.length < 10) return Number.NaN;
  const mean = known.reduce((sum, x) => sum + x, 0) / known.length;
  const variance = known.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (known.length - 1);
  return variance > 0 ? (value - mean) / Math.sqrt(variance) : Number.NaN;
}

/** USD of one side between two prices, with the bins at the ends counted by the part that lies inside. */
export function usdBetween(
  profile: LiquidationProfile,
  usd: Float32Array,
  low: number,
  high: number,
): number {
  if (!(high > low)) return 0;
  const from = Math.max(0, low > 0 ? binOfPrice(profile, low) : 0);
  const to = Math.min(usd.length, binOfPrice(profile, high));
  let sum = 0;
  for (let bin = Math.floor(from); bin < to; bin += 1) {
    sum += usd[bin] * (Math.min(bin + 1, to) - Math.max(bin, from));
  }
  return sum;
}
