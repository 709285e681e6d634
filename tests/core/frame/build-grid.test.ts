import { describe, expect, test } from 'vitest';
import { buildGrid } from '../../../src/core/frame/build-grid';
import { COARSE } from '../../../src/core/frame/column-chunk';
import { clearFrom, dropBefore, findColumn } from '../../../src/core/frame/column-table';
import { frozenHash } from '../../../src/core/frame/frozen-hash';
import type { HeatGrid } from '../../../src/core/frame/heatmap-frame';
import { decodeUsd } from '../../../src/core/frame/quantise';
import { digestOf } from './frame-digest';
import { formingAt, planOf, STEP, T0, tableOf, W } from './grid-samples';

const LEVELS = [
  { price: 95, usd: 1e6 },
  { price: 105, usd: 2e6, layer: 3 },
];

function usdAt(grid: HeatGrid, column: number, price: number): number {
  const bin = Math.floor(Math.log(price) / W) - Math.round(grid.logPriceMin / W);
  return decodeUsd(grid.usd[column * grid.bins + bin], { floor: grid.usdFloor, ceil: grid.usdCeil });
}

function total(grid: HeatGrid, column: number): number {
  const codes = [...grid.usd.subarray(column * grid.bins, (column + 1) * grid.bins)];
  return codes.reduce((sum, code) => sum + decodeUsd(code, { floor: grid.usdFloor, ceil: grid.usdCeil }), 0);
}

describe('buildGrid', () => {
  test('buildGrid puts a level into the bin of its price, within a step of each code', () => {
    const { grid } = buildGrid(planOf(tableOf([100, 100], LEVELS), 2), 'k', null);
    expect(usdAt(grid, 1, 95) / 1e6).toBeGreaterThan(0.9);
    expect(usdAt(grid, 1, 95) / 1e6).toBeLessThan(1.1);
    expect(usdAt(grid, 1, 105) / 2e6).toBeCloseTo(1, 0);
    expect(usdAt(grid, 1, 100)).toBe(0);
    expect(grid.split[0]).toBe(Math.floor(Math.log(100) / W) - Math.round(grid.logPriceMin / W));
  });

  test('buildGrid sums only the layers and the side that are wanted', () => {
    const table = tableOf([100], LEVELS);
    expect(total(buildGrid(planOf(table, 1, { layers: [3] }), 'k', null).grid, 0) / 2e6).toBeCloseTo(1, 0);
    expect(usdAt(buildGrid(planOf(table, 1, { layers: [3] }), 'k', null).grid, 0, 95)).toBe(0);
    expect(usdAt(buildGrid(planOf(table, 1, { side: 'long' }), 'k', null).grid, 0, 105)).toBe(0);
    expect(usdAt(buildGrid(planOf(table, 1, { side: 'short' }), 'k', null).grid, 0, 95)).toBe(0);
  });

  test('buildGrid carries the levels of another exchange to the prices of the first', () => {
    const own = tableOf([100], []);
    const other = tableOf([101], [{ price: 106.05, usd: 1e6 }]);
    const sources = [own, other].map((table) => ({ table, forming: null, isCounted: true }));
    const { grid } = buildGrid(planOf(own, 1, { sources }), 'k', null);
    const around = [104.95, 105, 105.05].reduce((sum, price) => sum + usdAt(grid, 0, price), 0);
    expect(around / 1e6).toBeGreaterThan(0.85);
    expect(total(grid, 0) / 1e6).toBeCloseTo(1, 0);
  });

  test('buildGrid of a wider column takes its last state and the whole range', () => {
    const table = tableOf([100, 101, 99], LEVELS);
    const { grid } = buildGrid(planOf(table, 1, { columnMs: 3 * STEP }), 'k', null);
    expect(grid.close[0]).toBe(99);
    expect(grid.high[0]).toBeCloseTo(101.101, 3);
    expect(grid.low[0]).toBeCloseTo(98.901, 3);
  });

  test('buildGrid leaves columns without a bar empty and NaN', () => {
    const { grid } = buildGrid(planOf(tableOf([100], LEVELS), 3), 'k', null);
    expect(total(grid, 1)).toBe(0);
    expect([grid.high[1], grid.low[1], grid.close[1]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test('buildGrid lends an exchange that lags its last column for half an hour, not longer', () => {
    const own = tableOf(new Array(9).fill(100), []);
    const other = tableOf([100], LEVELS);
    const sources = [own, other].map((table) => ({ table, forming: null, isCounted: true }));
    const { grid } = buildGrid(planOf(own, 9, { sources }), 'k', null);
    expect(usdAt(grid, 6, 95)).toBeGreaterThan(0);
    expect(usdAt(grid, 7, 95)).toBe(0);
  });

  test('buildGrid draws the forming bar as the newest column, with the range of its own', () => {
    const table = tableOf([100, 100], LEVELS);
    const forming = formingAt(T0 + 2 * STEP, 101, [{ price: 97, usd: 5e6 }]);
    const plan = planOf(table, 3, {
      sources: [{ table, forming, isCounted: true }],
      frozenUntilMs: T0 + 2 * STEP,
    });
    const { grid } = buildGrid(plan, 'k', null);
    expect(usdAt(grid, 2, 97) / 5e6).toBeCloseTo(1, 0);
    expect(grid.close[2]).toBe(101);
    expect(grid.frozenColumns).toBe(2);
  });
});

describe('frozen columns', () => {
  const closes = Array.from({ length: 40 }, (_, index) => 100 + Math.sin(index));
  const table = tableOf(closes, LEVELS);

  test('buildGrid from an earlier grid equals one built from nothing, as the range moves on', () => {
    let before = buildGrid(planOf(table, 20, { frozenUntilMs: T0 + 15 * STEP }), 'k', null);
    for (let step = 1; step <= 20; step += 1) {
      const change = { startMs: T0 + step * STEP, frozenUntilMs: T0 + (15 + step) * STEP };
      const fresh = buildGrid(planOf(table, 20, change), 'k', null);
      before = buildGrid(planOf(table, 20, change), 'k', before);
      expect(digestOf(before.grid)).toEqual(digestOf(fresh.grid));
      expect(before.grid.frozenHash).toBe(frozenHash(fresh.grid));
    }
  });

  test('buildGrid does not copy from a grid with another key', () => {
    const other = buildGrid(planOf(tableOf(closes, []), 20), 'other', null);
    expect(buildGrid(planOf(table, 20), 'k', other).grid).toEqual(
      buildGrid(planOf(table, 20), 'k', null).grid,
    );
  });

  test('buildGrid before anything is sealed has no frozen column', () => {
    const { grid } = buildGrid(planOf(table, 20, { frozenUntilMs: Number.NEGATIVE_INFINITY }), 'k', null);
    expect(grid.frozenColumns).toBe(0);
  });

  test('buildGrid counts a column as frozen only when it is over', () => {
    const { grid } = buildGrid(
      planOf(table, 20, { columnMs: 2 * STEP, frozenUntilMs: T0 + 5 * STEP }),
      'k',
      null,
    );
    expect(grid.frozenColumns).toBe(2);
  });
});

describe('the window of a frame', () => {
  const closes = [100, 103, 98, 101];
  const levels = Array.from({ length: 240 }, (_, bin) => ({
    price: 88 * Math.exp(bin * W * 2.3),
    usd: 2e5 * (1.2 + Math.sin(bin)),
    layer: bin % 4,
  }));
  const own = tableOf(closes, levels);
  const other = tableOf(
    closes.map((close) => close * 1.0013),
    levels,
  );
  const sources = [own, other].map((table) => ({ table, forming: null, isCounted: true }));

  /** Codes of one price in all columns of a grid over `fromPrice` to `toPrice`. */
  function codesBetween(fromPrice: number, toPrice: number, models: number) {
    const firstBin = Math.floor(Math.log(fromPrice) / W);
    const window = { firstBin, bins: Math.floor(Math.log(toPrice) / W) - firstBin };
    const one = { layers: [0, 1, 2, 3], sources };
    const plan = planOf(own, 4, { window, models: new Array(models).fill(one) });
    const { grid } = buildGrid(plan, 'k', null);
    return (price: number) => {
      const bin = Math.floor(Math.log(price) / W) - firstBin;
      const cells = [0, 1, 2, 3].map((column) => column * grid.bins + bin);
      return cells.map((cell) => [grid.usd[cell], grid.salience[cell]]);
    };
  }

  test.each([
    ['the sum of the exchanges', 1],
    ['the agreement of models', 2],
  ])('buildGrid(another window) leaves every code of %s as it was, up to its edges', (_what, models) => {
    const wide = codesBetween(80, 125, models);
    const narrow = codesBetween(95, 106, models);
    for (let price = 95.05; price < 105.9; price += 0.03) expect(narrow(price)).toEqual(wide(price));
  });

  test('buildGrid(a window beside the column) shows nothing of it', () => {
    const beside = codesBetween(150, 180, 1);
    expect(beside(160)).toEqual(new Array(4).fill([0, 0]));
  });
});

describe('column tables', () => {
  test('clearFrom forgets columns that begin at or after a moment', () => {
    const table = tableOf(new Array(30).fill(100), LEVELS);
    clearFrom(table, T0 + 10 * STEP);
    expect(findColumn(table, T0 + 9 * STEP)).not.toBeNull();
    expect(findColumn(table, T0 + 10 * STEP)).toBeNull();
    expect(findColumn(table, T0 + 25 * STEP)).toBeNull();
  });

  test('dropBefore drops whole chunks that are over', () => {
    const table = tableOf(new Array(60).fill(100), LEVELS);
    dropBefore(table, T0 + 30 * STEP);
    expect(findColumn(table, T0 + 23 * STEP)).toBeNull();
    expect(findColumn(table, T0 + 24 * STEP)).not.toBeNull();
  });

  test('findColumn finds the half-hour column that covers a moment', () => {
    const table = tableOf([100, 101], LEVELS, COARSE);
    expect(findColumn(table, T0 + COARSE.columnMs - 1)?.slot).toBe(0);
    expect(findColumn(table, T0 + COARSE.columnMs)?.slot).toBe(1);
    expect(findColumn(table, T0 - 1)).toBeNull();
  });
});
