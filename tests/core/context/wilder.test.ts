import { describe, expect, it } from 'vitest';
import {
  averageTrueRange,
  relativeStrength,
  trueRanges,
  wilderAverage,
} from '../../../src/core/context/wilder';
import { hourBars } from './bars';

describe('wilderAverage', () => {
  it('starts with the mean of the period and then smooths by one part in it', () => {
    expect(wilderAverage([1, 2, 3, 7, 3], 3)).toEqual([
      Number.NaN,
      Number.NaN,
      2,
      11 / 3,
      (2 * (11 / 3) + 3) / 3,
    ]);
  });

  it('throws for a period that is no count', () => {
    expect(() => wilderAverage([1], 0)).toThrow('invalid period: 0');
    expect(() => wilderAverage([1], 1.5)).toThrow('invalid period: 1.5');
  });
});

describe('trueRanges', () => {
  it('stretches a bar to the close before it', () => {
    const bars = hourBars([
      [10, 12, 9, 11],
      [13, 14, 13, 14],
      [12, 12.5, 11, 12],
    ]);
    expect(trueRanges(bars)).toEqual([3, 3, 3]);
  });
});

describe('averageTrueRange', () => {
  it('gives Wilder’s figure for a series worked by hand', () => {
    // True ranges 4, 2, 3, 5: first average (4 + 2) / 2 = 3, then (3 + 3) / 2 = 3, then (3 + 5) / 2 = 4.
    const bars = hourBars([
      [10, 12, 8, 10],
      [10, 11, 9, 10],
      [10, 13, 10, 13],
      [13, 13, 8, 8],
    ]);
    expect(averageTrueRange(bars, 2)).toBe(4);
  });

  it('is unknown with fewer bars than the period', () => {
    expect(averageTrueRange(hourBars([[1, 2, 0, 1]]), 2)).toBeNaN();
    expect(averageTrueRange([], 2)).toBeNaN();
  });
});

describe('relativeStrength', () => {
  it('gives the published figures of the fourteen-day textbook series', () => {
    const closes = [
      44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931,
      46.0328, 45.614, 46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439,
    ];
    const rsi = relativeStrength(closes);
    expect(rsi.slice(0, 14).every(Number.isNaN)).toBe(true);
    expect(rsi.slice(14).map((value) => Number(value.toFixed(2)))).toEqual([
      70.53, 66.32, 66.55, 69.41, 66.36, 57.97,
    ]);
  });

  it('is 100 in a rise without a fall, 0 in a fall without a rise, 50 without any move', () => {
    expect(relativeStrength([1, 2, 3, 4], 3).at(-1)).toBe(100);
    expect(relativeStrength([4, 3, 2, 1], 3).at(-1)).toBe(0);
    expect(relativeStrength([2, 2, 2, 2], 3).at(-1)).toBe(50);
  });

  it('is as long as the closes', () => {
    expect(relativeStrength([])).toEqual([]);
    expect(relativeStrength([1])).toEqual([Number.NaN]);
  });
});
