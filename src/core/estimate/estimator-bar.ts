import type { PositionSide } from '../market/liquidation';

/** A forced closing inside a bar; price null when only the bar's total is known. */
export interface BarLiquidation {
  positionSide: PositionSide;
  /** Quote currency. */
  price: number | null;
  /** Base coins. */
  base: number;
}

/**
 * Everything the estimator uses of one bar. What is missing is null and has a stated result: no mark range -> the
 * last-price range sweeps; no volume -> clock time; no taker volume -> no taker tilt; no open interest -> the stock is
 * held, and the first one told counts for all bars before it; no account share -> the last known one, even before the
 * first; no liquidations -> nothing is learned.
 */
export interface EstimatorBar {
  /** Unix ms of the bar's start. */
  openTimeMs: number;
  intervalMs: number;
  /** Last price, quote currency. */
  open: number;
  high: number;
  low: number;
  close: number;
  /** Range of the mark price; liquidations fire on it. */
  markHigh: number | null;
  markLow: number | null;
  /** Base coins. */
  volumeBase: number | null;
  takerBuyBase: number | null;
  /** Base coins of one side at the END of the bar. */
  openInterestBase: number | null;
  /** Share of longs among accounts, 0..1. */
  longAccountShare: number | null;
  /** Null: no feed covered this bar; empty: the feed told of none. */
  liquidations: BarLiquidation[] | null;
  /** True where the feed is throttled, so that sums are lower bounds; the learner goes by the venue's priors. */
  isSampled: boolean;
}

/** Why a bar cannot be used, or null when it can. A missing value is not a fault, an absurd one is. */
export function barFault(bar: EstimatorBar): string | null {
  const prices = [bar.open, bar.high, bar.low, bar.close];
  if (prices.some((price) => !(price > 0) || !Number.isFinite(price))) return 'price';
  if (bar.low > Math.min(bar.open, bar.close) || bar.high < Math.max(bar.open, bar.close)) return 'range';
  if (!Number.isFinite(bar.openTimeMs)) return 'time';
  if (!(bar.intervalMs > 0) || !Number.isFinite(bar.intervalMs)) return 'interval';
  return null;
}
