import type { Cluster } from '../clusters/cluster';
import type { TouchOutcome } from '../clusters/cluster-touch';
import type { TrueRanges } from '../context/atr-choice';
import type { MarketContext } from '../context/market-context';
import type { Instrument } from '../market/instrument';
import type { LeverageTier } from '../market/leverage-tier';
import type { PositionSide } from '../market/liquidation';
import type { SourceStatus } from '../market/source-status';
import type { FrameQuery } from './frame-query';
import type { MarketCrowding } from './market-crowding';
import type { Scorecard } from './scorecard';

/**
 * Estimated liquidation notional over time and price. Cells are column-major: `column * bins + bin`.
 * Bin `i` covers ln price in [logPriceMin + i*logBin, + logBin). In column `c` bins below `split[c]` hold long
 * positions and bins above it short ones, since longs are liquidated below the price and shorts above.
 */
export interface HeatGrid {
  /** Unix ms at which column 0 begins. */
  startMs: number;
  columnMs: number;
  columns: number;
  logPriceMin: number;
  logBin: number;
  bins: number;
  /** How much a level stands out of its surroundings; 0 = nothing, else (q / 255) ** 2 * salienceMax; no unit. */
  salience: Uint8Array;
  /** Value of 255: `SALIENCE_MAX` of `salience.ts`, the same in every grid, so that codes never change later. */
  salienceMax: number;
  /** Estimated USD, log-quantised: 0 = none, else usdFloor * (usdCeil / usdFloor) ** ((q - 1) / 254). */
  usd: Uint8Array;
  usdFloor: number;
  usdCeil: number;
  /** Bin of the close of each column. */
  split: Uint16Array;
  /** High, low and close of each column, quote currency; NaN where there is no bar. */
  high: Float32Array;
  low: Float32Array;
  close: Float32Array;
  /** Columns before this index never change again. */
  frozenColumns: number;
  /** Hash of the frozen columns, hexadecimal; equal hashes mean equal pictures. */
  frozenHash: string;
}

/** The newest column at full precision: USD per bin of the grid and leverage group. */
export interface LiquidationProfile {
  logPriceMin: number;
  logBin: number;
  bins: number;
  long: Float32Array;
  short: Float32Array;
  /** Row-major leverage group x bin, groups in the order low, medium, high; both sides together. */
  groups: Float32Array;
}

/** Observed forced closings in one column, USD. */
export interface ObservedBar {
  timeMs: number;
  longUsd: number;
  shortUsd: number;
}

/** One observed forced closing, for dots and rings. */
export interface ObservedPoint {
  timeMs: number;
  price: number;
  positionSide: PositionSide;
  notionalUsd: number;
}

/** Liquidations that exchanges reported within the range, USD. */
export interface ObservedLiquidations {
  bars: ObservedBar[];
  /** The largest single events of the range, newest last, at most 400. */
  points: ObservedPoint[];
  /** Price bins with the largest observed sums, largest first, at most 8. */
  flushes: { lowPrice: number; highPrice: number; longUsd: number; shortUsd: number; lastMs: number }[];
  /** True when a source throttles its stream: every sum is a lower bound. */
  isLowerBound: boolean;
  /** Everything reported in the minute before `asOfMs`, the small ones too. */
  lastMinute?: { count: number; usd: number };
}

/** What one exchange adds to the picture. */
export interface ExchangeShare {
  exchange: string;
  /** Share of the open interest in the sum, 0..1. */
  share: number;
  openInterestUsd: number;
  isIncluded: boolean;
}

/** How far the level of the estimate is backed by reported liquidations. */
export type CalibrationState = 'warming-up' | 'prior' | 'calibrated' | 'uncalibrated';

/** Where the numbers come from: the panel's "How this was made". */
export interface Provenance {
  inputs: { exchange: string; name: string; newestMs: number; note: string }[];
  assumptions: { name: string; value: string }[];
  calibration: CalibrationState;
  /** Predicted over reported liquidations, ratio, NaN before there is any. */
  predictedOverReported: number;
  /** Share of the known total open interest that the sum covers, 0..1, NaN when unknown. */
  coverage: number;
  /** Share of the sum that was observed as exact positions, 0..1. */
  observedShare: number;
  shares: ExchangeShare[];
}

/** The one value that crosses every border between the engine and the screen. */
export interface HeatmapFrame {
  version: 1;
  instrument: Instrument;
  query: FrameQuery;
  /** Unix ms of the newest data in the frame; like every time in it by the exchange's clock. */
  asOfMs: number;
  /** What this machine's clock must be moved by to show the time of the exchange's, ms. */
  clockOffsetMs: number;
  /** Mark price of `instrument` at `asOfMs`, quote currency. */
  markPrice: number;
  /** Average true range of 14 one-hour bars, quote currency; NaN before there are enough. */
  atr1h: number;
  /** Standard deviation of a day's log return, from 5 min bars. */
  sigmaDay: number;
  /** For distances in other units than `atr1h`. */
  trueRanges?: TrueRanges;
  /** Traded in an hour, mean of the last day, on the exchanges of the sum, USD; absent where no bar tells. */
  volumeHourUsd?: number;
  /** Price on the page (its unit, its market) over price of the contract, in which the store and alerts count; absent = 1. */
  priceFactor?: number;
  grid: HeatGrid;
  profile: LiquidationProfile;
  clusters: Cluster[];
  observed: ObservedLiquidations;
  sources: SourceStatus[];
  provenance: Provenance;
  /** Trend, funding, levels and the like; absent until the engine has enough bars. */
  context?: MarketContext;
  /** Margin rules of `instrument` as the estimate used them; absent where nobody asks for plans. */
  margin?: { tiers: readonly LeverageTier[]; feeRate: number };
  /** Outcomes of the newest touched clusters of this view, at most 30; absent before any was followed. */
  touches?: Record<TouchOutcome, number> & { total: number };
  /** How what this view showed has fared; absent in replays and until the engine has looked. */
  scorecard?: Scorecard;
  /** How one-sided and fragile the market is after the newest closed bar; absent in replays. */
  crowding?: MarketCrowding;
  badge: 'live' | 'demo' | 'replay';
  isThin: boolean;
}
