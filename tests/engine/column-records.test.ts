import { expect, test } from 'vitest';
import {
  COARSE,
  COLUMN_CELLS,
  type ColumnChunk,
  createChunk,
  writeSlot,
} from '../../src/core/frame/column-chunk';
import { type PackedChunk, packChunk, unpackChunk } from '../../src/engine/column-records';
import type { ColumnRecord } from '../../src/store/schema';

const T0 = Date.UTC(2026, 9, 1);
const W = 0.001;

function chunkOf(): ColumnChunk {
  const chunk = createChunk(COARSE, T0);
  const usd = new Float32Array(COLUMN_CELLS).fill(1e5);
  const trust = { levelEvents: 12, levelDoubt: Number.POSITIVE_INFINITY };
  writeSlot(chunk, 3, { base: 5, high: 101, low: 99, close: 100, usd, trust });
  writeSlot(chunk, 4, { base: 5, high: 101, low: 99, close: 100, usd });
  return chunk;
}

function recordOf(columns: PackedChunk): ColumnRecord {
  return { instrument: 'bybit:BTCUSDT', level: 'coarse', chunkMs: T0, columns } as unknown as ColumnRecord;
}

function read(columns: PackedChunk): ColumnChunk | null {
  return unpackChunk(recordOf(columns), COARSE, W, T0 + COARSE.slots * COARSE.columnMs);
}

test('unpackChunk of a packed chunk is that chunk, with what the level rested on', () => {
  const chunk = chunkOf();
  expect(read(packChunk(chunk, W))).toEqual(chunk);
  expect([...chunk.levelEvents.subarray(3, 5), ...chunk.levelDoubt.subarray(3, 5)]).toEqual([
    12,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ]);
});

test('unpackChunk of a record of an older version has its columns, and does not know what the level rested on', () => {
  const { levelEvents, levelDoubt, sealedAtMs, ...older } = packChunk(chunkOf(), W);
  const chunk = read(older);
  expect(chunk?.close[3]).toBe(100);
  expect(chunk?.levelEvents.every(Number.isNaN)).toBe(true);
  expect(chunk?.levelDoubt.every(Number.isNaN)).toBe(true);
  expect(chunk?.sealedAtMs.every((atMs) => atMs === 0)).toBe(true);
});

test('unpackChunk of rows of another length or kind is null', () => {
  const packed = packChunk(chunkOf(), W);
  expect(read({ ...packed, levelEvents: new Float32Array(2) })).toBeNull();
  expect(read({ ...packed, levelDoubt: 'none' as never })).toBeNull();
  expect(read({ ...packed, logBin: 2 * W })).toBeNull();
});
