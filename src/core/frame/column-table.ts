import {
  type ColumnChunk,
  type ColumnLevel,
  type ColumnSample,
  chunkStart,
  createChunk,
  type LevelTrust,
  NO_COLUMN,
  writeSlot,
} from './column-chunk';

/** The columns of one exchange at one resolution. */
export interface ColumnTable {
  level: ColumnLevel;
  chunks: Map<number, ColumnChunk>;
}

/** Where a column lies. */
export interface ColumnPlace {
  chunk: ColumnChunk;
  slot: number;
}

/** A table without columns. */
export function createTable(level: ColumnLevel): ColumnTable {
  return { level, chunks: new Map() };
}

/** Stores `sample` as the column that covers `timeMs`, over what was there. */
export function putColumn(table: ColumnTable, timeMs: number, sample: ColumnSample): void {
  const { level, chunks } = table;
  const chunkMs = chunkStart(level, timeMs);
  let chunk = chunks.get(chunkMs);
  if (!chunk) {
    chunk = createChunk(level, chunkMs);
    chunks.set(chunkMs, chunk);
  }
  writeSlot(chunk, Math.floor((timeMs - chunkMs) / level.columnMs), sample);
}

/** The column that covers `timeMs`, null when there is none. */
export function findColumn(table: ColumnTable, timeMs: number): ColumnPlace | null {
  const chunkMs = chunkStart(table.level, timeMs);
  const chunk = table.chunks.get(chunkMs);
  if (!chunk) return null;
  const slot = Math.floor((timeMs - chunkMs) / table.level.columnMs);
  return chunk.base[slot] === NO_COLUMN ? null : { chunk, slot };
}

/** Notes that the column that covers `timeMs` was frozen at `sealedAtMs` (Unix ms). */
export function markSealed(table: ColumnTable, timeMs: number, sealedAtMs: number): void {
  const place = findColumn(table, timeMs);
  if (place) place.chunk.sealedAtMs[place.slot] = sealedAtMs;
}

/** What the level rested on when the column that covers `timeMs` was made; null where that is not known. */
export function trustAt(table: ColumnTable, timeMs: number): LevelTrust | null {
  const place = findColumn(table, timeMs);
  if (!place) return null;
  const levelEvents = place.chunk.levelEvents[place.slot];
  const levelDoubt = place.chunk.levelDoubt[place.slot];
  return Number.isNaN(levelEvents) || Number.isNaN(levelDoubt) ? null : { levelEvents, levelDoubt };
}

/** Forgets every column that begins at or after `timeMs`. */
export function clearFrom(table: ColumnTable, timeMs: number): void {
  for (const [chunkMs, chunk] of table.chunks) {
    if (chunkMs >= timeMs) {
      table.chunks.delete(chunkMs);
      continue;
    }
    const slot = Math.ceil((timeMs - chunkMs) / table.level.columnMs);
    if (slot < chunk.base.length) chunk.base.fill(NO_COLUMN, slot);
  }
}

/** Drops chunks that end before `timeMs`. */
export function dropBefore(table: ColumnTable, timeMs: number): void {
  const { columnMs, slots } = table.level;
  for (const chunkMs of table.chunks.keys()) {
    if (chunkMs + columnMs * slots <= timeMs) table.chunks.delete(chunkMs);
  }
}
