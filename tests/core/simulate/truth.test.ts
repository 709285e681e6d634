import { beforeAll, describe, expect, test } from 'vitest';
import { createMarket } from '../../../src/core/simulate/market';
import type { SimulatedMarket } from '../../../src/core/simulate/market-state';
import { exactSample, leverageGroup, truePositions, trueProfile } from '../../../src/core/simulate/truth';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe('truth', () => {
  let market: SimulatedMarket;
  const grid = { logPriceMin: Math.log(100) - 0.5, logBin: 0.001, bins: 1000 };
  beforeAll(() => {
    market = createMarket({ seed: 401, startMs: 300_000 * 5_000_000, prerollDays: 2 });
  });

  test('trueProfile holds the USD of every position inside the grid, at its liquidation price', () => {
    const profile = trueProfile(market, grid);
    let expected = 0;
    for (const position of truePositions(market)) {
      const offset = Math.log(position.liquidationPrice) - grid.logPriceMin;
      if (offset >= 0 && offset < 1) expected += position.base * position.liquidationPrice;
    }
    expect(sum(profile.long) + sum(profile.short)).toBeCloseTo(expected, 0);
    expect(sum(profile.groups)).toBeCloseTo(expected, 0);
  });

  test('trueProfile puts longs below the mark and shorts above it', () => {
    const profile = trueProfile(market, grid);
    const markBin = Math.floor((market.path.logMark - grid.logPriceMin) / grid.logBin);
    expect(sum(profile.long.subarray(markBin + 2))).toBe(0);
    expect(sum(profile.short.subarray(0, markBin - 1))).toBe(0);
  });

  test('trueProfile of a sample is near its share of the whole and a part of it', () => {
    const whole = trueProfile(market, grid);
    const part = trueProfile(market, grid, 0.3);
    const share = (sum(part.long) + sum(part.short)) / (sum(whole.long) + sum(whole.short));
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.5);
    for (let i = 0; i < grid.bins; i++) expect(part.long[i]).toBeLessThanOrEqual(whole.long[i] + 1e-9);
  });

  test('exactSample gives that share of the accounts', () => {
    const all = truePositions(market).length;
    expect(exactSample(market, 0.1).length / all).toBeCloseTo(0.1, 1);
    expect(exactSample(market, 1)).toHaveLength(all);
  });

  test('leverageGroup splits at 10x and 50x', () => {
    expect([3, 9.9, 10, 49, 50, 125].map(leverageGroup)).toEqual([
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
    ]);
  });
});
