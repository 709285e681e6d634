import type { Candle, MarkRange } from './candle';
import type { ExactPosition } from './exact-position';
import type { FundingRate } from './funding-rate';
import type { LeverageTier } from './leverage-tier';
import type { Liquidation } from './liquidation';
import type { LongShortRatio } from './long-short-ratio';
import type { MarkPrice } from './mark-price';
import type { OpenInterest } from './open-interest';
import type { TakerVolume } from './taker-volume';

/** Everything a feed can say about one instrument. */
export type MarketEvent =
  | { type: 'candle'; candle: Candle }
  | { type: 'mark-range'; markRange: MarkRange }
  | { type: 'open-interest'; openInterest: OpenInterest }
  | { type: 'funding-rate'; fundingRate: FundingRate }
  | { type: 'long-short-ratio'; longShortRatio: LongShortRatio }
  | { type: 'taker-volume'; takerVolume: TakerVolume }
  | { type: 'mark-price'; markPrice: MarkPrice }
  | { type: 'liquidation'; liquidation: Liquidation }
  | { type: 'leverage-tiers'; tiers: LeverageTier[]; source: 'exchange' | 'fallback'; asOfMs: number }
  | { type: 'exact-positions'; positions: ExactPosition[]; asOfMs: number };
