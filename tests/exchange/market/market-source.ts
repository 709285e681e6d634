import type { LeverageTier } from '../../../src/core/market/leverage-tier';
import type { PositionSide } from '../../../src/core/market/liquidation';

/** One bar of a recording or a simulation, times in served (exchange) Unix ms, prices in quote currency. */
export interface SourceBar {
  openTimeMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  /** Base coins; 0 where the source has no volume. */
  volumeBase: number;
  /** Null where the source has no taker split. */
  takerBuyBase: number | null;
}

/** Open interest of one side at a moment. */
export interface SourceOpenInterest {
  timeMs: number;
  base: number;
  quote: number;
}

/** The running funding rate at a moment, fraction per eight hours. */
export interface SourceFunding {
  timeMs: number;
  rate: number;
}

/** Share of accounts that are long, 0..1. */
export interface SourceRatio {
  timeMs: number;
  longShare: number;
}

export interface SourceLiquidation {
  timeMs: number;
  positionSide: PositionSide;
  price: number;
  base: number;
}

/** An open position with its account, on venues where accounts are public. */
export interface SourcePosition {
  /** `0x` and 40 hexadecimal digits. */
  account: string;
  positionSide: PositionSide;
  base: number;
  entryPrice: number;
  liquidationPrice: number | null;
}

/**
 * Where the local exchange's numbers come from. All ranges are inclusive, all answers ascend in time and hold only
 * what the source has: an empty list stands for "not recorded", and nothing is made up to fill it.
 */
export interface MarketSource {
  readonly name: string;
  /** Served Unix ms of the first and last bar on hand (Infinity for a market that never ends). */
  readonly startMs: number;
  readonly endMs: number;
  /** Base coins listed on a venue. */
  coins(venue: string): readonly string[];
  /** Bar lengths the source holds itself, finest first. */
  steps(venue: string, coin: string): readonly number[];
  bars(venue: string, coin: string, stepMs: number, fromMs: number, toMs: number): SourceBar[];
  /** Bars of the mark price; volume is 0. */
  markBars(venue: string, coin: string, stepMs: number, fromMs: number, toMs: number): SourceBar[];
  openInterest(venue: string, coin: string, fromMs: number, toMs: number): SourceOpenInterest[];
  funding(venue: string, coin: string, fromMs: number, toMs: number): SourceFunding[];
  accountRatio(venue: string, coin: string, fromMs: number, toMs: number): SourceRatio[];
  /** Every forced closing; a venue that throttles its stream drops some of them itself. */
  liquidations(venue: string, coin: string, fromMs: number, toMs: number): SourceLiquidation[];
  /** Margin brackets in force, null where none were recorded. */
  tiers(venue: string, coin: string): readonly LeverageTier[] | null;
  /** Positions open at a moment, as far as the market has been played. */
  positions(venue: string, coin: string, nowMs: number): SourcePosition[];
}
