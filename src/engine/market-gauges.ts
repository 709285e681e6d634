import { quantityFor10Bp } from '../core/clusters/importance';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import { atr1h, sigmaDay } from '../core/frame/volatility';

const DAY_MS = 86_400_000;

/** What the newest bars say of one market. */
export interface MarketGauges {
  /** Quote currency; NaN when unknown. */
  atr1h: number;
  /** Standard deviation of a day's log return; NaN when unknown. */
  sigmaDay: number;
  /** Traded in the last 24 h, USD; NaN when no bar tells. */
  volumeDayUsd: number;
  /** USD that moves price 10 bp; NaN when unknown. */
  q10Usd: number;
  /** One-sided, USD; NaN when no bar tells. */
  openInterestUsd: number;
}

export function gaugesOf(bars: readonly EstimatorBar[]): MarketGauges {
  const sigma = sigmaDay(bars);
  const volumeUsd = volumeDayUsd(bars);
  return {
    atr1h: atr1h(bars),
    sigmaDay: sigma,
    volumeDayUsd: volumeUsd,
    q10Usd: quantityFor10Bp(sigma, volumeUsd),
    openInterestUsd: openInterestUsd(bars),
  };
}

/** Traded in the last 24 h, USD, missing bars made up for by the mean of the others; NaN when no bar tells. */
export function volumeDayUsd(bars: readonly EstimatorBar[]): number {
  const fromMs = (bars.at(-1)?.openTimeMs ?? 0) - DAY_MS;
  let usd = 0;
  let known = 0;
  for (let index = bars.length - 1; index >= 0 && bars[index].openTimeMs > fromMs; index -= 1) {
    const { volumeBase, close } = bars[index];
    if (volumeBase === null) continue;
    usd += volumeBase * close;
    known += 1;
  }
  return usd > 0 ? (usd * DAY_MS) / (known * bars[bars.length - 1].intervalMs) : Number.NaN;
}

function openInterestUsd(bars: readonly EstimatorBar[]): number {
  const newest = bars.at(-1);
  for (let index = bars.length - 1; index >= 0 && newest; index -= 1) {
    const { openInterestBase } = bars[index];
    if (openInterestBase !== null) return openInterestBase * newest.close;
  }
  return Number.NaN;
}
