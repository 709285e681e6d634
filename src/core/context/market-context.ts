/** Direction over a longer timeframe, by slope and position against its mean. */
export type TrendDirection = 'up' | 'down' | 'flat';

/** Why a price is a level. */
export type LevelKind =
  | 'swing-high'
  | 'swing-low'
  | 'prior-day-high'
  | 'prior-day-low'
  | 'prior-week-high'
  | 'prior-week-low'
  | 'range-top'
  | 'range-bottom'
  | 'round';

/** A price that traders look at for reasons other than liquidations. */
export interface PriceLevel {
  kind: LevelKind;
  /** Quote currency. */
  price: number;
  /** Unix ms at which the level was made; 0 for round numbers. */
  timeMs: number;
}

/** A high or low that price has closed beyond. */
export interface BrokenLevel extends PriceLevel {
  /** Unix ms of the end of the bar that closed beyond it. */
  brokenMs: number;
}

/** The last day's range of one-hour bars, and whether it is narrow for its volatility. */
export interface TradingRange {
  top: number;
  bottom: number;
  /** Height in ATR(14); NaN before there are enough bars. */
  heightAtr: number;
  isTight: boolean;
}

/** What moved against what was forcibly closed while it moved (a drop with few liquidations, and so on). */
export type MomentumCheck = 'drop-without-flush' | 'flushed-drop' | 'clean-rise' | 'squeezed-rise' | 'quiet';

/** The market around the clusters, computed by the engine with the frame. Null or NaN where data is missing. */
export interface MarketContext {
  trend4h: TrendDirection | null;
  trend1d: TrendDirection | null;
  /** RSI of 14 one-hour closes, 0..100. */
  rsi: number;
  /** Newest closed hour's volume over the mean of the 20 before it. */
  relativeVolume: number;
  /** Price and RSI disagree at the last two swings. */
  divergence: 'bullish' | 'bearish' | null;
  /** Fraction per eight hours; positive: longs pay. */
  fundingPer8h: number;
  /** The same, times the eight-hour periods of a year; fraction. */
  fundingAnnualised: number;
  /** Change of base open interest, fraction. */
  openInterestChange1h: number;
  openInterestChange24h: number;
  /** Traded in the last 24 hours, quote currency; NaN where the bars carry no volume. */
  volumeDayUsd: number;
  /** Share of longs among accounts, 0..1. */
  longShare: number;
  momentum: MomentumCheck | null;
  /** Null with fewer than 24 hours of bars. */
  range: TradingRange | null;
  /** Realised volatility or volume is far outside its own month. */
  isAbnormal: boolean;
  /** Observed forced closings of the last hour, USD; NaN when no stream is on. */
  observedLongUsd1h: number;
  observedShortUsd1h: number;
  levels: PriceLevel[];
  /** Highs and lows broken within the last day; absent in frames of older versions. */
  broken?: BrokenLevel[];
}
