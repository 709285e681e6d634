import type { DBSchema } from 'idb';
import type { Instrument, InstrumentKey } from '../core/market/instrument';
import type { PositionSide } from '../core/market/liquidation';

/** Raw inputs kept as rows of numbers, one record a UTC day. The first number of a row is its Unix ms. */
export type SeriesKind =
  | 'candle'
  | 'mark'
  | 'open-interest'
  | 'funding'
  | 'taker'
  | 'ratio-accounts'
  | 'ratio-top-accounts'
  | 'ratio-top-positions';

/** Rows of one kind, one instrument and one UTC day, sorted by time, row-major. */
export interface SeriesRecord {
  instrument: InstrumentKey;
  kind: SeriesKind;
  dayMs: number;
  rows: Float64Array;
  bytes: number;
}

/** An observed forced closing; all that tells it from others is its key, so that a repeated one is the same. */
export interface LiquidationRecord {
  instrument: InstrumentKey;
  timeMs: number;
  side: PositionSide;
  price: number;
  base: number;
  /** `Liquidation.id`, empty where there is none. */
  id: string;
  notionalUsd: number;
  priceKind: string;
  isSampled: boolean;
}

/** Assembled bars exactly as the estimator consumed them, one record a UTC day, row-major. */
export interface BarRecord {
  instrument: InstrumentKey;
  dayMs: number;
  rows: Float64Array;
  bytes: number;
}

/** Estimator state after the bar that began at `barMs`. */
export interface CheckpointRecord {
  instrument: InstrumentKey;
  barMs: number;
  /** Layout of `state`; a checkpoint of another layout is not read. */
  layout: string;
  state: unknown;
  bytes: number;
}

/** Display columns that never change again. */
export interface ColumnRecord {
  instrument: InstrumentKey;
  level: 'fine' | 'coarse';
  chunkMs: number;
  columns: unknown;
  bytes: number;
}

/** What the engine remembers of one instrument. */
export interface InstrumentRecord {
  key: InstrumentKey;
  instrument: Instrument;
  /** Start of the newest bar whose columns are frozen, null before the first. */
  sealedBarMs: number | null;
  /** Start of the oldest bar whose columns are frozen. */
  firstSealedBarMs: number | null;
  isHistoryComplete: boolean;
  /** Up to here every input is stored, not the bars alone; Unix ms. */
  wholeUntilMs?: number;
  /** How far, and when, sums were frozen without bars that are not frozen themselves; Unix ms. */
  passed?: { untilMs: number; atMs: number };
  lastAskedMs: number;
}

/** Small values by name: margin tiers, exact positions, cluster histories. */
export interface MetaRecord {
  name: string;
  value: unknown;
  bytes: number;
}

export interface LiqlensSchema extends DBSchema {
  series: {
    key: [InstrumentKey, SeriesKind, number];
    value: SeriesRecord;
    indexes: { bytes: [InstrumentKey, number] };
  };
  liquidations: {
    key: [InstrumentKey, number, PositionSide, number, number, string];
    value: LiquidationRecord;
  };
  bars: { key: [InstrumentKey, number]; value: BarRecord; indexes: { bytes: [InstrumentKey, number] } };
  checkpoints: {
    key: [InstrumentKey, number];
    value: CheckpointRecord;
    indexes: { bytes: [InstrumentKey, number] };
  };
  columns: {
    key: [InstrumentKey, 'fine' | 'coarse', number];
    value: ColumnRecord;
    indexes: { bytes: [InstrumentKey, number] };
  };
  instruments: { key: InstrumentKey; value: InstrumentRecord };
  meta: { key: string; value: MetaRecord };
}

export const STORE_NAMES = [
  'series',
  'liquidations',
  'bars',
  'checkpoints',
  'columns',
  'instruments',
  'meta',
] as const;

export type LiqlensStoreName = (typeof STORE_NAMES)[number];

/** Stores whose records carry their size. */
export const SIZED_STORES = ['series', 'bars', 'checkpoints', 'columns'] as const;

/** What the database may hold, bytes: the oldest days go first. PRIVACY.md and the options page say so. */
export const CAP_BYTES = 200 * 1024 * 1024;
export const DAY_MS = 86_400_000;
