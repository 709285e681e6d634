import type { Cluster } from '../clusters/cluster';
import type { PriceLevel } from '../context/market-context';
import type { LiquidationProfile } from '../frame/heatmap-frame';
import type { Instrument } from '../market/instrument';
import type { LeverageTier } from '../market/leverage-tier';
import type { PositionSide } from '../market/liquidation';

/** One trade as the user has typed it; prices in quote currency, null where nothing is entered. */
export interface TradePlan {
  side: PositionSide;
  entryPrice: number | null;
  /** Effective leverage: notional over margin. */
  leverage: number | null;
  stopPrice: number | null;
  targetPrice: number | null;
  /** Quote currency. */
  notionalUsd: number | null;
  marginMode: 'isolated' | 'cross';
  /** Part closed at the first of two targets, 0..1; absent or null = half. */
  firstTargetShare?: number | null;
}

/** A plan whose entry and leverage passed `planProblems`. */
export interface CheckedPlan extends TradePlan {
  entryPrice: number;
  leverage: number;
}

/** What a plan is checked against; everything of one instrument at one moment. */
export interface PlanSurroundings {
  instrument: Instrument;
  markPrice: number;
  /** ATR of 14 one-hour bars, quote currency; NaN when unknown. */
  atr: number;
  /** Standard deviation of a day's log return. */
  sigmaDay: number;
  /** Quote currency; NaN when unknown. */
  volumeDayUsd: number;
  clusters: readonly Cluster[];
  levels: readonly PriceLevel[];
  profile: LiquidationProfile | null;
  /** Maintenance-margin brackets, floors ascending. */
  tiers: readonly LeverageTier[];
  /** Closing fee that the venue counts into the requirement, fraction. */
  requirementFeeRate: number;
}

/** What the user allows for costs, fractions of notional for one way. */
export interface CostAllowance {
  feeRate: number;
  slippageRate: number;
}

/** Common taker fee without discounts, and as much again as a first guess for slippage. */
export const DEFAULT_COSTS: CostAllowance = { feeRate: 0.0005, slippageRate: 0.0005 };

/** +1 where the position gains from rising prices. */
export function directionOf(side: PositionSide): 1 | -1 {
  return side === 'long' ? 1 : -1;
}

/** Clusters that can still be hit; cleared and faded ones hold nothing. */
export function openClusters(clusters: readonly Cluster[]): Cluster[] {
  return clusters.filter(({ life }) => life !== 'cleared' && life !== 'faded');
}
