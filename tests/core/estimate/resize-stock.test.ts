import { describe, expect, it } from 'vitest';
import { applyBar } from '../../../src/core/estimate/apply-bar';
import { checkpoint, restore } from '../../../src/core/estimate/checkpoint';
import { nativeGrid } from '../../../src/core/estimate/column-grid';
import type { EstimatorBar } from '../../../src/core/estimate/estimator-bar';
import { configFor } from '../../../src/core/estimate/estimator-config';
import {
  AT,
  createEstimator,
  type EstimatorState,
  heldBase,
} from '../../../src/core/estimate/estimator-state';
import { previewBar } from '../../../src/core/estimate/preview-bar';
import { resizeStock } from '../../../src/core/estimate/resize-stock';
import { createJournal } from '../../../src/core/estimate/undo-journal';
import { writeColumn } from '../../../src/core/estimate/write-column';
import { bitsOf, planeDifference, settledPlane } from './planes';
import { sampleBars } from './sample-bars';

const CONFIG = configFor({ exchange: 'hyperliquid', base: 'BTC', kind: 'linear' });
const COINS = 70_000;
/** The last of them is the first that tells the open interest. */
const UNTOLD = sampleBars({ count: 400, volatility: 0.004 }).map((bar, index, { length }) => ({
  ...bar,
  openInterestBase: index === length - 1 ? COINS : null,
}));

function run(bars: readonly EstimatorBar[]): EstimatorState {
  const state = createEstimator(CONFIG);
  for (const bar of bars) applyBar(state, bar);
  return state;
}

function shown(state: EstimatorState): Float64Array {
  const column = new Float64Array(CONFIG.bins);
  writeColumn(state, nativeGrid(state), column);
  return column;
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

describe('applyBar of the first bar that tells the open interest', () => {
  it('leaves what a constant open interest would have left, had every bar told it', () => {
    const told = run(UNTOLD.map((bar) => ({ ...bar, openInterestBase: COINS })));
    const untold = run(UNTOLD);
    for (const side of ['long', 'short'] as const) expect(heldBase(untold, side) / COINS).toBeCloseTo(1, 12);
    expect(planeDifference(settledPlane(untold), settledPlane(told), COINS)).toBeLessThan(1e-12);
    expect(untold.clock[AT.turnoverSum] / told.clock[AT.turnoverSum]).toBeCloseTo(1, 12);
  });

  it('knows the bars before it: not the even stock around the price that a first bar leaves', () => {
    const known = shown(run(UNTOLD));
    const lastOnly = run(UNTOLD.slice(-1));
    const even = new Float64Array(CONFIG.bins);
    writeColumn(lastOnly, nativeGrid(run(UNTOLD)), even);
    const apart = known.map((usd, bin) => Math.abs(usd - even[bin]));
    expect(total(apart)).toBeGreaterThan(0.1 * total(known));
  });

  it('shows the estimate at once; until then nothing', () => {
    expect(total(shown(run(UNTOLD.slice(0, -1))))).toBe(0);
    const usd = total(shown(run(UNTOLD)));
    expect(usd).toBeGreaterThan(COINS * UNTOLD[399].close * 0.5);
  });

  it('has learned nothing of the liquidations before it', () => {
    const liquidations = [{ positionSide: 'long' as const, price: null, base: 40 }];
    const bars = UNTOLD.map((bar) => ({ ...bar, liquidations }));
    const { clock } = run(bars);
    expect([clock[AT.observedBase], clock[AT.reported], clock[AT.feedDays]]).toEqual([0, 0, 0]);
    const next = { ...bars[399], openTimeMs: bars[399].openTimeMs + bars[399].intervalMs };
    expect(run([...bars, next]).clock[AT.observedBase]).toBe(40);
  });

  it('as a forming bar, is shown and taken back bit for bit', () => {
    const plain = run(UNTOLD.slice(0, -1));
    const watched = run(UNTOLD.slice(0, -1));
    const usd = previewBar(watched, createJournal(watched), UNTOLD[399], (state) => total(shown(state)));
    expect(usd).toBeGreaterThan(0);
    expect(bitsOf(watched).equals(bitsOf(plain))).toBe(true);
  });

  it('after a checkpoint, equals never having stopped', () => {
    const restored = restore(checkpoint(run(UNTOLD.slice(0, 200))), CONFIG);
    if (!restored.ok) throw new Error(restored.reason);
    for (const bar of UNTOLD.slice(200)) applyBar(restored.state, bar);
    expect(bitsOf(restored.state).equals(bitsOf(run(UNTOLD)))).toBe(true);
  });
});

describe('resizeStock', () => {
  it('by a factor, multiplies both sides and divides the turnover', () => {
    const state = run(UNTOLD);
    const [turnover, long, short] = [
      state.clock[AT.turnoverSum],
      heldBase(state, 'long'),
      heldBase(state, 'short'),
    ];
    resizeStock(state, 3);
    expect(heldBase(state, 'long') / long).toBeCloseTo(3, 12);
    expect(heldBase(state, 'short') / short).toBeCloseTo(3, 12);
    expect(state.clock[AT.turnoverSum] / turnover).toBeCloseTo(1 / 3, 12);
  });
});
