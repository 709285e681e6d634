import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_BARS_TEXT, readBars, writeBars, writeRect } from '../../../src/core/axis/drawn-bars';

describe('writeBars', () => {
  test('and readBars give rectangles back from left to right, to a quarter of a px', () => {
    const text = writeBars([
      writeRect(27, 5.25, 33, 80.5),
      writeRect(-4, 0, -5, 12),
      writeRect(3899, 2, 3901, 1),
    ]);
    expect(readBars(text)).toEqual([
      [-4.5, 0, 12, 1],
      [30, 5.25, 80.5, 6],
      [3900, 1, 2, 2],
    ]);
  });

  test('keeps the rightmost of too many', () => {
    const text = writeBars(Array.from({ length: 900 }, (_, i) => writeRect(i, 0, i + 1, 10)));
    expect(text.length).toBe(MAX_BARS_TEXT);
    expect(readBars(text)[0][0]).toBe(500.5);
    expect(JSON.stringify(text).length).toBe(text.length + 2);
  });
});

describe('readBars', () => {
  test('leaves out lines and wide areas', () => {
    expect(readBars(writeBars([writeRect(0, 10, 600, 40), writeRect(5, 20, 9, 20)]))).toEqual([]);
  });

  test('reads any text without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (t) => readBars(t).flat().every(Number.isFinite)));
  });
});
