import { describe, expect, it } from 'vitest';
import { applyBar } from '../../../src/core/estimate/apply-bar';
import { alignedStart, nativeGrid } from '../../../src/core/estimate/column-grid';
import { configFor } from '../../../src/core/estimate/estimator-config';
import { AT, createEstimator, type EstimatorState } from '../../../src/core/estimate/estimator-state';
import { LAYER_COUNT } from '../../../src/core/estimate/leverage-classes';
import { profile } from '../../../src/core/estimate/profile';
import { writeColumn, writeLayers } from '../../../src/core/estimate/write-column';
import { createNaive, naiveBar, naiveColumn } from './naive-estimator';
import { bitsOf } from './planes';
import { sampleBars } from './sample-bars';

const CONFIG = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });
const BARS = sampleBars({ count: 301 });

function started(count = 301): EstimatorState {
  const state = createEstimator(CONFIG);
  for (const bar of BARS.slice(0, count)) applyBar(state, bar);
  return state;
}

function total(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}

function planeGrid(state: EstimatorState) {
  return {
    logPriceMin: CONFIG.logOrigin + state.clock[AT.firstBin] * CONFIG.binWidth,
    logBin: CONFIG.binWidth,
    bins: CONFIG.bins,
  };
}

describe('writeColumn', () => {
  it('without tilt, equals the naive column, also while openings are still waiting', () => {
    for (const count of [1, 200, 299, 301]) {
      const state = started(count);
      const naive = createNaive(CONFIG);
      for (const bar of BARS.slice(0, count)) naiveBar(naive, bar);
      const expected = new Float64Array(CONFIG.bins);
      naiveColumn(naive, expected);
      const out = new Float64Array(CONFIG.bins);
      writeColumn(state, planeGrid(state), out, { isTilted: false });
      const scale = total(expected);
      expect(Math.max(...out.map((usd, bin) => Math.abs(usd - expected[bin])))).toBeLessThan(1e-9 * scale);
    }
  });

  it('changes nothing in the state', () => {
    const state = started();
    const before = bitsOf(state);
    writeColumn(state, nativeGrid(state, 400), new Float32Array(400));
    expect(bitsOf(state).equals(before)).toBe(true);
  });

  it('on a grid off the lattice, of another width or beyond the plane, keeps the sum', () => {
    const state = started();
    const aligned = new Float64Array(CONFIG.bins);
    writeColumn(state, planeGrid(state), aligned);
    for (const [offset, logBin, bins] of [
      [0.00037, 0.001, 1100],
      [0.05, 0.0025, 500],
      [0.0001, 0.0004, 3000],
    ]) {
      const grid = { logPriceMin: planeGrid(state).logPriceMin - offset, logBin, bins };
      const out = new Float64Array(bins);
      writeColumn(state, grid, out);
      expect(total(out) / total(aligned)).toBeCloseTo(1, 9);
    }
  });

  it('of single sides and classes, gives parts that add up to the whole', () => {
    const state = started();
    const grid = planeGrid(state);
    const whole = new Float64Array(grid.bins);
    writeColumn(state, grid, whole);
    const parts = new Float64Array(grid.bins);
    const part = new Float64Array(grid.bins);
    for (const side of ['long', 'short'] as const) {
      for (const classes of [[0, 1, 2, 3, 4], [5, 6, 7], [8], [9]]) {
        writeColumn(state, grid, part, { sides: [side], classes });
        for (let bin = 0; bin < grid.bins; bin++) parts[bin] += part[bin];
      }
    }
    for (let bin = 0; bin < grid.bins; bin++) expect(parts[bin]).toBeCloseTo(whole[bin], 3);
  });

  it('puts longs below and shorts above the price', () => {
    const state = started();
    const grid = planeGrid(state);
    const split = Math.floor((Math.log(state.clock[AT.close]) - grid.logPriceMin) / grid.logBin);
    const out = new Float64Array(grid.bins);
    writeColumn(state, grid, out, { sides: ['long'] });
    expect(total(out.subarray(split + 3))).toBe(0);
    expect(total(out)).toBeGreaterThan(0);
    writeColumn(state, grid, out, { sides: ['short'] });
    expect(total(out.subarray(0, split - 3))).toBe(0);
  });

  it('into a row that is too short, throws with its length', () => {
    const state = started(5);
    expect(() => writeColumn(state, nativeGrid(state), new Float32Array(10))).toThrow('column too short: 10');
  });
});

describe('writeLayers', () => {
  it('gives rows that add up to the column', () => {
    const state = started();
    const grid = nativeGrid(state, 600);
    const rows = new Float64Array(LAYER_COUNT * grid.bins);
    const column = new Float64Array(grid.bins);
    writeLayers(state, grid, rows);
    writeColumn(state, grid, column);
    for (let bin = 0; bin < grid.bins; bin++) {
      let sum = 0;
      for (let row = 0; row < LAYER_COUNT; row++) sum += rows[row * grid.bins + bin];
      expect(sum).toBeCloseTo(column[bin], 3);
    }
  });

  it('puts higher leverage nearer to the price', () => {
    const state = started();
    const grid = nativeGrid(state);
    const rows = new Float64Array(LAYER_COUNT * grid.bins);
    writeLayers(state, grid, rows, { sides: ['short'] });
    const centre = (row: number): number => {
      const cells = rows.subarray(row * grid.bins, (row + 1) * grid.bins);
      return cells.reduce((sum, usd, bin) => sum + usd * bin, 0) / total(cells);
    };
    expect(centre(3)).toBeLessThan(centre(2));
    expect(centre(2)).toBeLessThan(centre(1));
    expect(centre(1)).toBeLessThan(centre(0));
  });
});

describe('profile', () => {
  it('gives sides and groups that sum to the same total', () => {
    const state = started();
    const result = profile(state, nativeGrid(state));
    expect(total(result.groups) / (total(result.long) + total(result.short))).toBeCloseTo(1, 5);
    expect(result.groups).toHaveLength(3 * result.bins);
  });
});

describe('alignedStart', () => {
  it('of grids on the lattice, is their first bin; of others, null', () => {
    const state = started(5);
    expect(alignedStart(state, planeGrid(state))).toBe(state.clock[AT.firstBin]);
    expect(alignedStart(state, { ...planeGrid(state), logBin: 0.0011 })).toBeNull();
    expect(alignedStart(state, { ...planeGrid(state), logPriceMin: 11.40037 })).toBeNull();
  });
});
