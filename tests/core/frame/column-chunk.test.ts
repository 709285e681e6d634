import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  baseOf,
  CELL_RANGE,
  CELL_USD,
  COARSE,
  COLUMN_BINS,
  COLUMN_CELLS,
  chunkStart,
  createChunk,
  FINE,
  NO_COLUMN,
  writeSlot,
} from '../../../src/core/frame/column-chunk';
import {
  clearFrom,
  createTable,
  dropBefore,
  findColumn,
  markSealed,
  putColumn,
  trustAt,
} from '../../../src/core/frame/column-table';
import { T0, W } from './grid-samples';

const LEVELS = [FINE, COARSE].map((level) => [level.name, level] as const);

/** A column that can be told apart by its close. */
const sample = (close: number, usd = new Float32Array(COLUMN_CELLS)) => ({
  base: baseOf(close, W),
  high: close + 1,
  low: close - 1,
  close,
  usd,
});

describe('the code of a stored cell', () => {
  test('rises from 10 USD to a billion in 254 equal steps of 7.5 %', () => {
    expect(CELL_USD).toHaveLength(256);
    expect(CELL_USD[0]).toBe(0);
    expect(CELL_USD[1]).toBeCloseTo(10, 4);
    expect(CELL_USD[255] / 1e9).toBeCloseTo(1, 5);
    for (let code = 2; code < 256; code += 1)
      expect(CELL_USD[code] / CELL_USD[code - 1]).toBeCloseTo(1.0752, 3);
  });

  test('of any amount in the range, is off by half a step at most', () => {
    const amount = fc.double({ min: Math.log(11), max: Math.log(0.95e9), noNaN: true });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 60 }), (logs) => {
        const chunk = createChunk(FINE, T0);
        const usd = new Float32Array(COLUMN_CELLS);
        logs.forEach((log, at) => {
          usd[at * 37] = Math.exp(log);
        });
        writeSlot(chunk, 3, sample(100, usd));
        logs.forEach((log, at) => {
          const read = CELL_USD[chunk.cells[3 * COLUMN_CELLS + at * 37]];
          expect(Math.abs(read / Math.exp(log) - 1)).toBeLessThan(0.0395);
        });
      }),
      { seed: 61, numRuns: 40 },
    );
  });

  test('of less than the floor is nothing, and of more than the ceiling is the ceiling', () => {
    const chunk = createChunk(FINE, T0);
    const usd = new Float32Array(COLUMN_CELLS);
    usd.set([9, 0, 2e9, CELL_RANGE.ceil]);
    writeSlot(chunk, 0, sample(100, usd));
    expect([...chunk.cells.subarray(0, 4)]).toEqual([0, 0, 255, 255]);
  });
});

describe('writeSlot', () => {
  test('writes its own slot, over what was there, and no other', () => {
    const chunk = createChunk(FINE, T0);
    writeSlot(chunk, 5, sample(100, new Float32Array(COLUMN_CELLS).fill(1e6)));
    chunk.sealedAtMs[5] = T0;
    writeSlot(chunk, 5, sample(50));
    expect([chunk.close[5], chunk.high[5], chunk.low[5], chunk.sealedAtMs[5]]).toEqual([50, 51, 49, 0]);
    expect(chunk.cells.every((code) => code === 0)).toBe(true);
    expect(chunk.base.filter((base) => base !== NO_COLUMN)).toHaveLength(1);
  });
});

describe('baseOf', () => {
  test('lays the close into the middle bin of the column', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (close) => {
        const middle = (baseOf(close, W) + COLUMN_BINS / 2) * W;
        expect(Math.log(close)).toBeGreaterThanOrEqual(middle - 1e-9);
        expect(Math.log(close)).toBeLessThan(middle + W + 1e-9);
      }),
      { seed: 62 },
    );
  });
});

describe.each(LEVELS)('columns of the %s level', (_, level) => {
  const chunkMs = level.columnMs * level.slots;

  test('lie in chunks that begin at multiples of their length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (timeMs) => {
        const start = chunkStart(level, timeMs);
        expect(start % chunkMs).toBe(0);
        expect(timeMs - start).toBeGreaterThanOrEqual(0);
        expect(timeMs - start).toBeLessThan(chunkMs);
      }),
      { seed: 63 },
    );
  });

  test('are found as a map of moments would find them, after any putting, clearing and dropping', () => {
    const step = fc.record({
      kind: fc.constantFrom('put', 'put', 'put', 'clear', 'drop'),
      at: fc.integer({ min: 0, max: 3 * level.slots - 1 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const table = createTable(level);
        const expected = new Map<number, number>();
        steps.forEach(({ kind, at }, index) => {
          const timeMs = T0 + at * level.columnMs;
          if (kind === 'put') {
            putColumn(table, timeMs + (index % level.columnMs), sample(100 + index));
            expected.set(timeMs, 100 + index);
          } else if (kind === 'clear') {
            clearFrom(table, timeMs);
            for (const known of expected.keys()) if (known >= timeMs) expected.delete(known);
          } else {
            dropBefore(table, timeMs);
            // Only whole chunks are dropped.
            const end = chunkStart(level, timeMs);
            for (const known of expected.keys()) if (known < end) expected.delete(known);
          }
        });
        for (let at = 0; at < 3 * level.slots; at += 1) {
          const timeMs = T0 + at * level.columnMs;
          const place = findColumn(table, timeMs + level.columnMs - 1);
          expect(place?.chunk.close[place.slot]).toBe(expected.get(timeMs));
        }
      }),
      { seed: 64, numRuns: 25 },
    );
  });

  test('remember when they were frozen, until they are written again', () => {
    const table = createTable(level);
    putColumn(table, T0, sample(100));
    markSealed(table, T0 + 1, T0 + 12_345);
    markSealed(table, T0 + chunkMs, T0 + 1);
    const sealed = () => {
      const place = findColumn(table, T0);
      return place?.chunk.sealedAtMs[place.slot];
    };
    expect(sealed()).toBe(T0 + 12_345);
    expect(findColumn(table, T0 + chunkMs)).toBeNull();
    putColumn(table, T0, sample(101));
    expect(sealed()).toBe(0);
  });

  test('remember what the level rested on, until they are written again without it', () => {
    const table = createTable(level);
    const trust = { levelEvents: 3, levelDoubt: -0.5 };
    putColumn(table, T0, { ...sample(100), trust });
    expect(trustAt(table, T0 + level.columnMs - 1)).toEqual(trust);
    expect(trustAt(table, T0 + level.columnMs)).toBeNull();
    putColumn(table, T0, sample(101));
    expect(trustAt(table, T0)).toBeNull();
  });
});
