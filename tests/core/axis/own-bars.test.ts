import { describe, expect, test } from 'vitest';
import {
  commonSpanSec,
  createOwnBars,
  joinBars,
  joined,
  type RangeBar,
  spacingSec,
  stepsOf,
} from '../../../src/core/axis/own-bars';

const HOUR = 3600;

/** Hourly bars from 02:00 on, of which each is a step higher. */
function hours(count: number): RangeBar[] {
  return Array.from({ length: count }, (_, i) => ({
    timeSec: (i + 2) * HOUR,
    high: 101 + i,
    low: 99 + i,
    close: 100 + i,
  }));
}

describe('joinBars', () => {
  test('joins whole bars by the clock and leaves out those in part', () => {
    expect(joinBars(hours(9), HOUR, 4 * HOUR)).toEqual([
      expect.objectContaining({ index: 1, high: 106, low: 101, close: 105 }),
    ]);
  });

  test('leaves bars of the same length as they are', () => {
    expect(joinBars(hours(3), HOUR, HOUR).map(({ index }) => index)).toEqual([2, 3, 4]);
  });
});

describe('joined', () => {
  test('counts from the phase given', () => {
    const bars = hours(6).map((bar, index) => ({ ...bar, index }));
    expect(joined(bars, ({ index }) => index, 3, 1).map(({ index, low }) => [index, low])).toEqual([
      [0, 100],
    ]);
  });
});

describe('stepsOf', () => {
  test('turns closes into the way from one to the next, and none over a gap', () => {
    const [a, b, , d, e] = joinBars(hours(5), HOUR, HOUR);
    expect(stepsOf([a, b, d, e])).toEqual([
      { index: 3, high: 101, low: 100 },
      { index: 6, high: 104, low: 103 },
    ]);
  });
});

describe('commonSpanSec', () => {
  test.each([
    [900, HOUR, HOUR],
    [4 * HOUR, HOUR, 4 * HOUR],
    [180, 300, 900],
  ])('finds that bars of %d s and %d s fill %d s', (one, other, span) => {
    expect(commonSpanSec(one, other)).toBe(span);
  });
});

describe('spacingSec', () => {
  test('is the least distance, over gaps as well, and endless for one bar', () => {
    expect(spacingSec([0, 4, 5, 6].map((at) => hours(7)[at]))).toBe(HOUR);
    expect(spacingSec(hours(1))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('createOwnBars', () => {
  test('gives a row with NaN where a bar is missing', () => {
    const row = createOwnBars(hours(9).filter((_, i) => i !== 4)).row(HOUR, false);
    expect(row?.first).toBe(2);
    expect([...(row?.high ?? [])]).toEqual([101, 102, 103, 104, Number.NaN, 106, 107, 108, 109]);
  });

  test('gives the steps of the closes for a line, which are one fewer', () => {
    const own = createOwnBars(hours(9));
    expect([...(own.row(HOUR, true)?.low ?? [])]).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
    expect(own.row(HOUR, false)?.high).toHaveLength(9);
  });

  test('makes each row once', () => {
    const own = createOwnBars(hours(9));
    expect(own.row(HOUR, false)).toBe(own.row(HOUR, false));
  });

  test('gives none of fewer than six bars', () => {
    expect(createOwnBars(hours(9)).row(4 * HOUR, false)).toBeNull();
    expect(createOwnBars([]).row(HOUR, false)).toBeNull();
  });
});
