import { describe, expect, test } from 'vitest';
import {
  adversePath,
  type PathForecast,
  pathBias,
  pathInterval,
  pathSpearman,
  usdBetween,
} from '../../../src/core/score/path-forecast';
import { createRandom } from '../../../src/core/simulate/seeded-random';

const GRID = { logPriceMin: Math.log(100), logBin: 0.01, bins: 4 };
const at = (bins: number): number => 100 * Math.exp(0.01 * bins);

describe('usdBetween', () => {
  test('adds whole bins and parts of the outer ones', () => {
    expect(usdBetween([10, 20, 30, 40], GRID, at(0.5), at(2.25))).toBeCloseTo(5 + 20 + 7.5, 9);
  });

  test('ignores what lies outside the grid', () => {
    expect(usdBetween([10, 20, 30, 40], GRID, at(-5), at(9))).toBeCloseTo(100, 9);
    expect(usdBetween([10, 20, 30, 40], GRID, at(-5), at(-1))).toBe(0);
  });

  test('of an empty range is 0', () => {
    expect(usdBetween([10, 20, 30, 40], GRID, at(1), at(1))).toBe(0);
  });
});

describe('adversePath', () => {
  test('for longs runs from the previous close down, for shorts up', () => {
    expect(adversePath('long', 100, { low: 95, high: 103 })).toEqual({ lowPrice: 95, highPrice: 100 });
    expect(adversePath('short', 100, { low: 95, high: 103 })).toEqual({ lowPrice: 100, highPrice: 103 });
  });

  test('of a bar that opened away from the close has no length on the other side', () => {
    expect(adversePath('long', 100, { low: 101, high: 103 })).toEqual({ lowPrice: 100, highPrice: 100 });
  });
});

describe('path statistics', () => {
  const random = createRandom(8);
  const forecasts = (skill: number): PathForecast[] =>
    Array.from({ length: 1500 }, () => {
      const excursion = Math.abs(random.normal());
      const hidden = random.normal();
      return {
        expectedUsd: Math.exp(2 * excursion + skill * hidden),
        reportedUsd: Math.exp(2 * excursion + hidden),
        excursion,
        beyondDay: excursion - 1,
      };
    });

  test('pathSpearman of a forecast that knows only the excursion is near 0', () => {
    const blind = forecasts(0).map((item) => ({
      ...item,
      expectedUsd: item.excursion + 0.5 * random.normal(),
    }));
    expect(Math.abs(pathSpearman(blind))).toBeLessThan(0.08);
  });

  test('pathSpearman of one that knows more is high', () => {
    expect(pathSpearman(forecasts(1))).toBeGreaterThan(0.9);
  });

  test('pathBias of twice the reported USD is 1', () => {
    const twice = forecasts(0).map((item) => ({ ...item, expectedUsd: 2 * item.reportedUsd }));
    expect(pathBias(twice)).toBeCloseTo(1, 9);
  });

  test('pathInterval surrounds the value', () => {
    const byBar = forecasts(0.5).map((item) => [item]);
    const { value, low, high } = pathInterval(byBar, pathSpearman, 10, 60);
    expect(value).toBeCloseTo(pathSpearman(byBar.flat()), 12);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });
});
