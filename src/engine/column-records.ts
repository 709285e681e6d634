import {
  COLUMN_CELLS,
  type ColumnChunk,
  type ColumnLevel,
  NO_COLUMN,
  unknownRow,
} from '../core/frame/column-chunk';
import { packCells, unpackCells } from '../core/frame/pack-cells';
import type { ColumnRecord } from '../store/schema';

/** A chunk of columns in the form in which it is stored. */
export interface PackedChunk {
  /** Width of a bin in ln price; columns of another width are of no use. */
  logBin: number;
  base: Int32Array;
  high: Float32Array;
  low: Float32Array;
  close: Float32Array;
  /** When each column was frozen, Unix ms; absent in records of older versions. */
  sealedAtMs?: Float64Array;
  /** What the level rested on then; absent in records of older versions. */
  levelEvents?: Float32Array;
  levelDoubt?: Float32Array;
  cells: Uint8Array;
}

export function packChunk(chunk: ColumnChunk, logBin: number): PackedChunk {
  const { base, high, low, close, sealedAtMs, levelEvents, levelDoubt, cells } = chunk;
  const rows = { base, high, low, close, sealedAtMs, levelEvents, levelDoubt };
  return { logBin, ...rows, cells: packCells(cells, COLUMN_CELLS) };
}

/**
 * The chunk of a record, without the columns that begin at or after `untilMs`, the end of the sealed bars; null when
 * the record is damaged.
 */
export function unpackChunk(
  record: ColumnRecord,
  level: ColumnLevel,
  logBin: number,
  untilMs: number,
): ColumnChunk | null {
  const packed = record.columns;
  if (!isPacked(packed, level) || packed.logBin !== logBin) return null;
  const cells = unpackCells(packed.cells, COLUMN_CELLS, level.slots * COLUMN_CELLS);
  if (!cells) return null;
  const base = packed.base.slice();
  const firstOpen = Math.max(0, Math.ceil((untilMs - record.chunkMs) / level.columnMs));
  if (firstOpen < level.slots) base.fill(NO_COLUMN, firstOpen);
  const { high, low, close } = packed;
  return {
    chunkMs: record.chunkMs,
    columnMs: level.columnMs,
    base,
    high,
    low,
    close,
    sealedAtMs: packed.sealedAtMs?.slice() ?? new Float64Array(level.slots),
    levelEvents: packed.levelEvents?.slice() ?? unknownRow(level),
    levelDoubt: packed.levelDoubt?.slice() ?? unknownRow(level),
    cells,
  };
}

function isPacked(value: unknown, level: ColumnLevel): value is PackedChunk {
  if (typeof value !== 'object' || value === null) return false;
  const { base, high, low, close, sealedAtMs, levelEvents, levelDoubt, cells } =
    value as Partial<PackedChunk>;
  const isRow = (row: unknown): boolean => row instanceof Float32Array && row.length === level.slots;
  const hasSeals =
    sealedAtMs === undefined || (sealedAtMs instanceof Float64Array && sealedAtMs.length === level.slots);
  const hasTrust = [levelEvents, levelDoubt].every((row) => row === undefined || isRow(row));
  const hasRows = isRow(high) && isRow(low) && isRow(close) && hasSeals && hasTrust;
  return base instanceof Int32Array && base.length === level.slots && cells instanceof Uint8Array && hasRows;
}
