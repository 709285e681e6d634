import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../src/core/clusters/cluster';
import type { HeatGrid } from '../../src/core/frame/heatmap-frame';
import { chooseSweeps, clearedZones, findSweeps } from '../../src/overlay/sweep-marks';
import { syntheticFrame } from './synthetic-frame';

const START = 1_767_225_600_000;
const COLUMN = 300_000;
const BINS = 100;

/** Closes and ranges by hand; price 100 in the middle of a grid of 0.1 % bins. */
function grid(bars: { high: number; low: number; close: number }[]): HeatGrid {
  const logPriceMin = Math.log(100) - 0.05;
  const columns = bars.length;
  return {
    startMs: START,
    columnMs: COLUMN,
    columns,
    logPriceMin,
    logBin: 0.001,
    bins: BINS,
    salience: new Uint8Array(columns * BINS),
    salienceMax: 16,
    usd: new Uint8Array(columns * BINS),
    usdFloor: 1,
    usdCeil: 1e7,
    split: Uint16Array.from(bars, ({ close }) => Math.floor((Math.log(close) - logPriceMin) / 0.001)),
    high: Float32Array.from(bars, ({ high }) => high),
    low: Float32Array.from(bars, ({ low }) => low),
    close: Float32Array.from(bars, ({ close }) => close),
    frozenColumns: columns,
    frozenHash: '',
  };
}

const QUIET = { high: 100.1, low: 99.9, close: 100 };

function withLevel(field: HeatGrid, column: number, price: number): void {
  const bin = Math.floor((Math.log(price) - field.logPriceMin) / field.logBin);
  field.salience[column * BINS + bin] = 200;
  field.usd[column * BINS + bin] = 250;
}

function sweepMarks(grid: HeatGrid, topCode: number) {
  return chooseSweeps(grid, findSweeps(grid, topCode, 0, grid.columns));
}

describe('sweepMarks', () => {
  it('CORE-13 sweepMarks(a high that runs through a strong level) marks it at that bar, short side', () => {
    const field = grid([QUIET, { high: 102, low: 99.9, close: 101.5 }, QUIET]);
    withLevel(field, 0, 101);
    const marks = sweepMarks(field, 200);
    expect(marks).toHaveLength(1);
    expect(marks[0]).toMatchObject({ timeMs: START + COLUMN, side: 'short' });
    expect(marks[0].price).toBeCloseTo(101, 0);
    expect(marks[0].usd).toBeGreaterThan(1e6);
  });

  it('CORE-13 sweepMarks(a low that runs through a strong level) marks the long side', () => {
    const field = grid([QUIET, { high: 100.1, low: 98, close: 98.5 }]);
    withLevel(field, 0, 99);
    expect(sweepMarks(field, 200).map(({ side }) => side)).toEqual(['long']);
  });

  it('findSweeps(columns in two parts) finds what it finds in all of them', () => {
    const { grid } = syntheticFrame({ columns: 90, bins: 80 });
    const whole = findSweeps(grid, 60, 0, 90);
    expect(whole.length).toBeGreaterThan(2);
    expect([...findSweeps(grid, 60, 0, 47), ...findSweeps(grid, 60, 47, 90)]).toEqual(whole);
  });

  it('sweepMarks(level out of reach, weak level, empty field) marks nothing', () => {
    const field = grid([QUIET, QUIET]);
    withLevel(field, 0, 103);
    expect(sweepMarks(field, 200)).toEqual([]);
    const weak = grid([QUIET, { high: 102, low: 99.9, close: 101 }]);
    withLevel(weak, 0, 101);
    weak.salience.fill(0);
    weak.salience[60] = 20;
    expect(sweepMarks(weak, 200)).toEqual([]);
    expect(sweepMarks(weak, 0)).toEqual([]);
  });

  it('sweepMarks(bars that are missing) does not throw', () => {
    const gap = { high: Number.NaN, low: Number.NaN, close: Number.NaN };
    expect(sweepMarks(grid([QUIET, gap, QUIET]), 200)).toEqual([]);
  });

  it('sweepMarks(busy market) keeps at most 24, thinned out', () => {
    const { grid: busy } = syntheticFrame({ columns: 600, bins: 300, warmUp: 200 });
    const marks = sweepMarks(busy, 60);
    expect(marks.length).toBeGreaterThan(3);
    expect(marks.length).toBeLessThanOrEqual(24);
  });
});

describe('clearedZones', () => {
  const cluster = (change: Partial<Cluster>): Cluster => ({
    ...syntheticFrame({ columns: 3, bins: 60, warmUp: 5 }).clusters[0],
    lowPrice: 101,
    highPrice: 102,
    side: 'short',
    life: 'partly-cleared',
    firstSeenMs: START,
    ...change,
  });

  it('CORE-13 clearedZones(half run through) is the half that price reached, from the touch on', () => {
    const field = grid([QUIET, QUIET, { high: 101.5, low: 99.9, close: 101 }, QUIET]);
    const [zone] = clearedZones(field, [cluster({})]);
    expect(zone.fromMs).toBe(START + 2 * COLUMN);
    expect(zone.lowPrice).toBe(101);
    expect(zone.highPrice).toBeCloseTo(101.5, 4);
  });

  it('clearedZones(long side) is cut from above', () => {
    const field = grid([QUIET, { high: 100.1, low: 98.5, close: 99 }]);
    const [zone] = clearedZones(field, [cluster({ side: 'long', lowPrice: 98, highPrice: 99 })]);
    expect(zone.lowPrice).toBeCloseTo(98.5, 4);
    expect(zone.highPrice).toBe(99);
  });

  it('clearedZones(standing cluster, or one never touched in view) is empty', () => {
    expect(clearedZones(grid([QUIET, QUIET]), [cluster({ life: 'building' }), cluster({})])).toEqual([]);
  });
});
