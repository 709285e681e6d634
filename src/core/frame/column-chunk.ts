import { LAYER_COUNT } from '../estimate/leverage-classes';
import { createUsdQuantiser, decodeUsd, type UsdRange } from './quantise';

/** Bins of a stored column, half of them below its close: 15 % to either side at 5 bp, 30 % at 10 bp. */
export const COLUMN_BINS = 600;

/** Cells of one column: `layer * COLUMN_BINS + bin`. */
export const COLUMN_CELLS = LAYER_COUNT * COLUMN_BINS;

/** Range of the code of a stored cell, USD per bin and layer; one step is 7.5 %. */
export const CELL_RANGE: UsdRange = { floor: 10, ceil: 1e9 };

/** Marks a slot without a column. */
export const NO_COLUMN = -0x80000000;

/** Two resolutions are kept; a frame uses one of them throughout, so that no column changes as it grows older. */
export interface ColumnLevel {
  name: 'fine' | 'coarse';
  columnMs: number;
  slots: number;
}

/** Columns of five minutes, two hours a chunk. */
export const FINE: ColumnLevel = { name: 'fine', columnMs: 300_000, slots: 24 };

/** Columns of half an hour, a day a chunk. */
export const COARSE: ColumnLevel = { name: 'coarse', columnMs: 1_800_000, slots: 48 };

/** What the level of an estimate rests on at one moment. */
export interface LevelTrust {
  /** Count of equal liquidations, 0 and more. */
  levelEvents: number;
  /** ln of estimated over reported liquidations where they contradict each other, else 0; may be infinite. */
  levelDoubt: number;
}

/** A stretch of display columns of one exchange; the unit in which columns are stored. */
export interface ColumnChunk {
  /** Unix ms at which slot 0 begins. */
  chunkMs: number;
  columnMs: number;
  /** Bin of the global lattice at which a column's cells begin, NO_COLUMN for an empty slot. */
  base: Int32Array;
  /** Quote currency. */
  high: Float32Array;
  low: Float32Array;
  close: Float32Array;
  /** When the column was frozen, Unix ms; 0 = not yet, or as part of the history that the exchange came with. */
  sealedAtMs: Float64Array;
  /** As in `LevelTrust`, when the column was made; NaN where nobody noted it. */
  levelEvents: Float32Array;
  levelDoubt: Float32Array;
  /** Estimated USD codes, `slot * COLUMN_CELLS + layer * COLUMN_BINS + bin`. */
  cells: Uint8Array;
}

/** One column before it is coded. */
export interface ColumnSample {
  base: number;
  high: number;
  low: number;
  close: number;
  /** USD, laid out like COLUMN_CELLS. */
  usd: Float32Array;
  trust?: LevelTrust;
}

const QUANTISER = createUsdQuantiser(CELL_RANGE);

/** USD of each code. */
export const CELL_USD = Float32Array.from({ length: 256 }, (_, code) => decodeUsd(code, CELL_RANGE));

/** Start of the chunk that holds `timeMs`. */
export function chunkStart(level: ColumnLevel, timeMs: number): number {
  const chunkMs = level.columnMs * level.slots;
  return Math.floor(timeMs / chunkMs) * chunkMs;
}

/** A chunk that begins at `chunkMs` (Unix ms) and holds no column. */
export function createChunk(level: ColumnLevel, chunkMs: number): ColumnChunk {
  return {
    chunkMs,
    columnMs: level.columnMs,
    base: new Int32Array(level.slots).fill(NO_COLUMN),
    high: new Float32Array(level.slots),
    low: new Float32Array(level.slots),
    close: new Float32Array(level.slots),
    sealedAtMs: new Float64Array(level.slots),
    levelEvents: unknownRow(level),
    levelDoubt: unknownRow(level),
    cells: new Uint8Array(level.slots * COLUMN_CELLS),
  };
}

/** A number for each column of a chunk that nobody noted. */
export function unknownRow({ slots }: ColumnLevel): Float32Array<ArrayBuffer> {
  return new Float32Array(slots).fill(Number.NaN);
}

/** Codes `sample` into a slot, over what was there. */
export function writeSlot(chunk: ColumnChunk, slot: number, sample: ColumnSample): void {
  chunk.base[slot] = sample.base;
  chunk.high[slot] = sample.high;
  chunk.low[slot] = sample.low;
  chunk.close[slot] = sample.close;
  chunk.sealedAtMs[slot] = 0;
  chunk.levelEvents[slot] = sample.trust?.levelEvents ?? Number.NaN;
  chunk.levelDoubt[slot] = sample.trust?.levelDoubt ?? Number.NaN;
  QUANTISER.encodeColumn(sample.usd, chunk.cells, slot * COLUMN_CELLS);
}

/** First lattice bin of a column around `close`; `logBin` is the width of a bin in ln price. */
export function baseOf(close: number, logBin: number): number {
  return Math.floor(Math.log(close) / logBin) - COLUMN_BINS / 2;
}
