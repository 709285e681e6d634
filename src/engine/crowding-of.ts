import type { CrowdingGauges } from '../core/cascade/crowding';
import { accountLogOdds, marketCrowding, riskLogRatio } from '../core/cascade/market-crowding';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import type { LiquidationProfile } from '../core/frame/heatmap-frame';
import type { MarketCrowding } from '../core/frame/market-crowding';
import { fundingPer8h } from '../core/market/funding-rate';
import { type InstrumentRuntime, newestBar } from './instrument-runtime';
import type { MarketGauges } from './market-gauges';

/** A funding rate or an account ratio older than this says nothing of now, ms. */
const READING_LIFE_MS = 86_400_000;

/** The four gauges after the newest of `bars`; `funding` is a stored row: time, rate, hours. */
export function crowdingGauges(
  bars: readonly EstimatorBar[],
  funding: Float64Array | null,
  profile: LiquidationProfile,
  markPrice: number,
  market: MarketGauges,
): CrowdingGauges {
  const newestMs = bars.at(-1)?.openTimeMs ?? 0;
  const [timeMs, ratePerInterval, intervalHours] = funding ?? [0, 0, 0];
  const isFundingKnown = newestMs - timeMs < READING_LIFE_MS;
  const ratio = bars.findLast((bar) => bar.longAccountShare !== null);
  const isRatioKnown = ratio && newestMs - ratio.openTimeMs < READING_LIFE_MS;
  return {
    funding: isFundingKnown ? fundingPer8h({ timeMs, ratePerInterval, intervalHours }) : Number.NaN,
    accountLogOdds: accountLogOdds((isRatioKnown && ratio.longAccountShare) || Number.NaN),
    openInterestPerVolume: market.openInterestUsd / market.volumeDayUsd,
    riskLogRatio: riskLogRatio(profile, markPrice, market.sigmaDay),
  };
}

/** Crowding and vulnerability after a closed bar. */
export interface KnownCrowding {
  barMs: number;
  moments: number;
  value: MarketCrowding;
}

/** Crowding of an instrument; measured once a bar and view, `known` being what was measured last. */
export function crowdingOf(
  own: InstrumentRuntime,
  profile: LiquidationProfile,
  markPrice: number,
  market: MarketGauges,
  history: readonly CrowdingGauges[],
  known: KnownCrowding | null,
): KnownCrowding {
  const barMs = newestBar(own)?.openTimeMs ?? 0;
  if (known?.barMs === barMs && known.moments === history.length) return known;
  const now = crowdingGauges(own.recent, own.newestFunding, profile, markPrice, market);
  const { sigmaDay, volumeDayUsd } = market;
  const value = marketCrowding({ profile, markPrice, sigmaDay, volumeDayUsd, now, history });
  return { barMs, moments: history.length, value };
}
