import { usdBetween } from '../clusters/imbalance';
import type { LiquidationProfile } from '../frame/heatmap-frame';
import type { MarketCrowding } from '../frame/market-crowding';
import { cascadePath } from './cascade-path';
import { vulnerability } from './cascade-walk';
import { type CrowdingGauges, crowding } from './crowding';

/** What the market looks like at one moment; `sigmaDay` in ln price, volume in USD. */
export interface CrowdingInput {
  profile: LiquidationProfile;
  markPrice: number;
  sigmaDay: number;
  volumeDayUsd: number;
  now: CrowdingGauges;
  history: readonly CrowdingGauges[];
}

/** Crowding and vulnerability of both sides (estimation.md 7). */
export function marketCrowding(input: CrowdingInput): MarketCrowding {
  const { profile, markPrice, sigmaDay, volumeDayUsd, now, history } = input;
  const isKnown = sigmaDay > 0 && volumeDayUsd > 0;
  const worst = (side: 'long' | 'short'): number =>
    isKnown ? vulnerability(cascadePath(profile, side, markPrice, sigmaDay, volumeDayUsd)) : Number.NaN;
  return {
    index: crowding(now, history),
    moments: history.length,
    longVulnerability: worst('long'),
    shortVulnerability: worst('short'),
  };
}

/** ln of long over short USD within two daily sigmas of the price; NaN where a side is empty or sigma unknown. */
export function riskLogRatio(profile: LiquidationProfile, markPrice: number, sigmaDay: number): number {
  if (!(sigmaDay > 0)) return Number.NaN;
  const reach = Math.exp(2 * sigmaDay);
  const long = usdBetween(profile, profile.long, markPrice / reach, markPrice);
  const short = usdBetween(profile, profile.short, markPrice, markPrice * reach);
  return long > 0 && short > 0 ? Math.log(long / short) : Number.NaN;
}

/** ln odds of longs among accounts; NaN when unknown. */
export function accountLogOdds(longShare: number): number {
  return longShare > 0 && longShare < 1 ? Math.log(longShare / (1 - longShare)) : Number.NaN;
}
