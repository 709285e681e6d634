import type { MarketContext } from '../core/context/market-context';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import type { EstimatorConfig } from '../core/estimate/estimator-config';
import { createEstimator, type EstimatorState } from '../core/estimate/estimator-state';
import type { UndoJournal } from '../core/estimate/undo-journal';
import { COARSE, FINE } from '../core/frame/column-chunk';
import { type ColumnTable, createTable } from '../core/frame/column-table';
import type { FormingColumn } from '../core/frame/grid-source';
import { createLedger, type ObservedLedger } from '../core/frame/observed-ledger';
import type { Candle } from '../core/market/candle';
import type { ExactPosition } from '../core/market/exact-position';
import { type Instrument, type InstrumentKey, instrumentKey } from '../core/market/instrument';
import { emptyWindow, type InputWindow } from './input-window';
import type { ModelTrack } from './track-state';

/**
 * One instrument in memory. Bars go through three stages: SEALED ones are part of `sealed` and of the frozen columns,
 * stored, and never change again; PROVISIONAL ones are closed but may still gain older neighbours or late readings;
 * the FORMING one changes with every tick.
 */
export interface InstrumentRuntime {
  key: InstrumentKey;
  instrument: Instrument;
  config: EstimatorConfig;
  /** Start of the newest and of the oldest sealed bar, null before the first. */
  sealedBarMs: number | null;
  firstSealedBarMs: number | null;
  isHistoryComplete: boolean;
  /** State after the last sealed bar. */
  sealed: EstimatorState;
  /** State after `liveCount` provisional bars; null when that is `sealed` itself. */
  live: EstimatorState | null;
  provisional: EstimatorBar[];
  liveCount: number;
  /** Oldest bar touched by inputs that `provisional` does not contain yet, Infinity when none. */
  dirtyFromMs: number;
  /** Inputs after the last sealed bar. */
  window: InputWindow;
  /** Newest bars, sealed and applied ones, for volatility and context; at most four days. */
  recent: EstimatorBar[];
  /** Hours before `recent`, for the context. */
  hours: Candle[];
  context: { barMs: number; value: MarketContext | null } | null;
  /** Sealed bars of the UTC day of `sealedBarMs`. */
  sealedDay: EstimatorBar[];
  fine: ColumnTable;
  coarse: ColumnTable;
  forming: Candle | null;
  formingMark: MarkTicks | null;
  /** True when the venue delivers ranges of the mark price itself. */
  hasMarkSeries: boolean;
  /** Since when ticks have come without a break, Unix ms: before that nobody listened for forced closings. */
  listeningSinceMs: number | null;
  mark: { timeMs: number; price: number } | null;
  /** The state now, forming bar included; null before the first bar. */
  newest: { column: FormingColumn; bar: EstimatorBar; isForming: boolean } | null;
  isNewestStale: boolean;
  journal: UndoJournal | null;
  ledger: ObservedLedger;
  liquidationsSinceMs: number | null;
  newestFunding: Float64Array | null;
  /** Bars with a stored checkpoint, newest first. */
  checkpoints: number[];
  /** True when the state no longer follows from the newest checkpoint and the sealed bars. */
  mustCheckpoint: boolean;
  /** When inputs of bars long closed last arrived, Unix ms. */
  lastBackfillMs: number;
  /** Ms to add to the machine's clock to have the exchange's. */
  clockOffsetMs: number;
  /** Up to when the store says that every input is told, Unix ms; NaN before this runtime has stored anything. */
  wholeStoredMs: number;
  /** True when the feed says that it has delivered all it can. */
  isFeedSettled: boolean;
  /** When the first hole behind the sealed bars was noticed, Unix ms; null while there is none. */
  holeNoticedMs: number | null;
  /** How far sums were frozen without the columns that this instrument has not sealed; null when none was. */
  passed: Passed | null;
  lastAskedMs: number;
  hasExchangeTiers: boolean;
  /** Positions that the venue itself publishes; empty for the others. */
  positions: readonly ExactPosition[];
  /** Share of the open interest that `positions` cover, 0..1. */
  observedShare: number;
  /** Rises whenever closed bars were applied or taken back. */
  revision: number;
  /** Foreign methods that some frame asked for, by id. */
  tracks: Map<string, ModelTrack>;
}

/** A sum was frozen up to `untilMs`, at `atMs`, without the instrument; both Unix ms. */
interface Passed {
  untilMs: number;
  atMs: number;
  isStored: boolean;
}

/** Mark prices seen in one bar. */
export interface MarkTicks {
  barMs: number;
  high: number;
  low: number;
  close: number;
  /** True while ticks have come from the start of the bar without a break. */
  isWhole: boolean;
}

/** Time kept in `recent`, ms. */
export const RECENT_MS = 4 * 86_400_000;
/** Time kept in `hours` and `recent` together, ms. */
export const CONTEXT_MS = 30 * 86_400_000;

export function createRuntime(
  instrument: Instrument,
  config: EstimatorConfig,
  nowMs: number,
): InstrumentRuntime {
  return {
    key: instrumentKey(instrument),
    instrument,
    config,
    sealedBarMs: null,
    firstSealedBarMs: null,
    isHistoryComplete: false,
    sealed: createEstimator(config),
    live: null,
    provisional: [],
    liveCount: 0,
    dirtyFromMs: Number.POSITIVE_INFINITY,
    window: emptyWindow(),
    recent: [],
    hours: [],
    context: null,
    sealedDay: [],
    fine: createTable(FINE),
    coarse: createTable(COARSE),
    forming: null,
    formingMark: null,
    hasMarkSeries: false,
    listeningSinceMs: null,
    mark: null,
    newest: null,
    isNewestStale: true,
    journal: null,
    ledger: createLedger(),
    liquidationsSinceMs: null,
    newestFunding: null,
    checkpoints: [],
    mustCheckpoint: false,
    lastBackfillMs: 0,
    clockOffsetMs: 0,
    wholeStoredMs: Number.NaN,
    isFeedSettled: false,
    holeNoticedMs: null,
    passed: null,
    lastAskedMs: nowMs,
    hasExchangeTiers: false,
    positions: [],
    observedShare: 0,
    revision: 0,
    tracks: new Map(),
  };
}

/** End of the sealed bars, Unix ms; -Infinity when there are none. */
export function sealedEndMs(runtime: InstrumentRuntime): number {
  return runtime.sealedBarMs === null ? Number.NEGATIVE_INFINITY : runtime.sealedBarMs + runtime.config.barMs;
}

/** The newest closed bar, sealed or not. */
export function newestBar(runtime: InstrumentRuntime): EstimatorBar | null {
  return runtime.recent.at(-1) ?? null;
}
