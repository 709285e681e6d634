import { describe, expect, it } from 'vitest';
import { applyBar } from '../../../src/core/estimate/apply-bar';
import { configFor } from '../../../src/core/estimate/estimator-config';
import { createEstimator } from '../../../src/core/estimate/estimator-state';
import {
  addColumn,
  coverageOf,
  doubtOfSum,
  exchangeShares,
  gridSeenFrom,
} from '../../../src/core/estimate/sum-exchanges';
import { writeColumn } from '../../../src/core/estimate/write-column';
import { sampleBars } from './sample-bars';

const STOCKS = [
  { exchange: 'binance', openInterestUsd: 6e9, isIncluded: true },
  { exchange: 'bybit', openInterestUsd: 2e9, isIncluded: true },
  { exchange: 'okx', openInterestUsd: 2e9, isIncluded: false },
];

describe('gridSeenFrom', () => {
  it('of an exchange that trades 0.5 % higher, puts its levels where the reference would see them', () => {
    const config = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });
    const bars = sampleBars({ count: 200 });
    const run = (factor: number) => {
      const state = createEstimator({ ...config, logOrigin: Math.log(factor) });
      for (const bar of bars) {
        const { open, high, low, close } = bar;
        applyBar(state, {
          ...bar,
          open: open * factor,
          high: high * factor,
          low: low * factor,
          close: close * factor,
        });
      }
      return state;
    };
    const grid = { logPriceMin: 11.2, logBin: 0.002, bins: 300 };
    const [a, b] = [new Float32Array(300), new Float32Array(300)];
    writeColumn(run(1), grid, a);
    writeColumn(run(1.005), gridSeenFrom(grid, 1, 1.005), b);
    for (let bin = 0; bin < 300; bin++) expect(b[bin]).toBeCloseTo(a[bin] * 1.005, -2);
  });

  it('of marks that cannot be, throws with both', () => {
    const grid = { logPriceMin: 0, logBin: 0.001, bins: 1 };
    expect(() => gridSeenFrom(grid, 0, 1)).toThrow('invalid marks: 0, 1');
  });
});

describe('addColumn', () => {
  it('adds in place; of other lengths, throws', () => {
    const sum = new Float32Array([1, 2]);
    addColumn(sum, new Float32Array([3, 4]));
    expect(sum).toEqual(new Float32Array([4, 6]));
    expect(() => addColumn(sum, new Float32Array(3))).toThrow('lengths differ: 2, 3');
  });
});

describe('exchangeShares', () => {
  it('divides the included open interest; nothing for those left out', () => {
    expect(exchangeShares(STOCKS)).toEqual([0.75, 0.25, 0]);
    expect(exchangeShares([{ exchange: 'x', openInterestUsd: 0, isIncluded: true }])).toEqual([0]);
  });
});

describe('coverageOf', () => {
  it('is the included part of all that is known, and unknown when nothing is', () => {
    expect(coverageOf(STOCKS)).toBeCloseTo(0.8, 12);
    expect(coverageOf([])).toBeNaN();
  });
});

describe('doubtOfSum', () => {
  it('doubtOfSum of exchanges that all doubt alike is their doubt, whatever one left out says', () => {
    expect(doubtOfSum(STOCKS, [2, 2, -3])).toBeCloseTo(2, 12);
    expect(doubtOfSum(STOCKS, [0, 0, 9])).toBeCloseTo(0, 12);
  });

  it('doubtOfSum of one doubted exchange is no larger than its part of the open interest', () => {
    expect(doubtOfSum(STOCKS, [Number.POSITIVE_INFINITY, 0, 0])).toBeCloseTo(Math.log(4), 12);
    expect(doubtOfSum(STOCKS, [0, -Math.log(5), 0])).toBeCloseTo(-Math.log(2), 12);
  });

  it('doubtOfSum of nothing is 0', () => {
    expect(doubtOfSum([], [])).toBe(0);
    expect(doubtOfSum([{ exchange: 'okx', openInterestUsd: 2e9, isIncluded: false }], [3])).toBe(0);
  });
});
