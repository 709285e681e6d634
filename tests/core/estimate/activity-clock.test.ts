import { describe, expect, it } from 'vitest';
import { leastOpened, needsRescale, passTime, rescale } from '../../../src/core/estimate/activity-clock';
import type { EstimatorBar } from '../../../src/core/estimate/estimator-bar';
import { AT, type EstimatorState } from '../../../src/core/estimate/estimator-state';
import { CLASS_COUNT } from '../../../src/core/estimate/leverage-classes';
import { openingShares } from '../../../src/core/estimate/opening-mix';
import { emptyState, LONG_10X, occupied, put } from './one-layer';
import { sampleBars } from './sample-bars';

const DAY_MS = 86_400_000;
const [BAR] = sampleBars({ count: 1 });

function dayBar(change: Partial<EstimatorBar> = {}): EstimatorBar {
  return { ...BAR, intervalMs: DAY_MS, volumeBase: null, takerBuyBase: null, ...change };
}

/** Part of a class that is left after a bar. */
function kept(state: EstimatorState, bar: EstimatorBar, index = 3): number {
  const before = state.scale[index];
  passTime(state, bar);
  return state.scale[index] / before;
}

function withInterest(base: number): EstimatorState {
  const state = emptyState();
  state.clock[AT.openInterest] = base;
  state.clock[AT.stock] = base;
  return state;
}

describe('passTime', () => {
  it('without volume, halves each class in its half-life', () => {
    const state = emptyState();
    const { halfLifeDays } = state.config.priors;
    for (let index = 0; index < CLASS_COUNT; index++) {
      expect(kept(emptyState(), dayBar(), index)).toBeCloseTo(2 ** (-1 / halfLifeDays[index]), 12);
    }
  });

  it('of a bar with twice the usual turnover, lets twice the time pass; never more than eight times', () => {
    const clock = kept(emptyState(), dayBar());
    const state = withInterest(100);
    expect(kept(state, dayBar({ volumeBase: 50 }))).toBeCloseTo(clock, 12);
    expect(kept(state, dayBar({ volumeBase: 100 }))).toBeCloseTo(clock ** 2, 12);
    expect(kept(state, dayBar({ volumeBase: 1e9 }))).toBeCloseTo(clock ** 8, 12);
  });

  it('of a dead bar in a market that trades, lets an eighth of the time pass', () => {
    const state = withInterest(100);
    const clock = kept(state, dayBar({ volumeBase: 50 }));
    expect(kept(state, dayBar({ volumeBase: 0 }))).toBeCloseTo(clock ** 0.125, 12);
  });

  it('of volumes that cannot be, runs on clock time and remembers nothing of them', () => {
    const clock = kept(emptyState(), dayBar());
    for (const volumeBase of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
      const state = withInterest(100);
      expect(kept(state, dayBar({ volumeBase }))).toBeCloseTo(clock, 12);
      expect(state.clock[AT.turnoverSum]).toBe(0);
    }
  });

  it('over a hole in the bars, lets the whole time pass, but a week at most', () => {
    const clock = kept(emptyState(), dayBar());
    const state = emptyState();
    state.clock[AT.endTimeMs] = BAR.openTimeMs - 2 * DAY_MS;
    expect(kept(state, dayBar())).toBeCloseTo(clock ** 3, 12);
    state.clock[AT.endTimeMs] = BAR.openTimeMs - 400 * DAY_MS;
    expect(kept(state, dayBar())).toBeCloseTo(clock ** 7, 12);
  });

  it('of bars that overlap, still lets half a bar pass', () => {
    const clock = kept(emptyState(), dayBar());
    const state = emptyState();
    state.clock[AT.endTimeMs] = BAR.openTimeMs + DAY_MS;
    expect(kept(state, dayBar())).toBeCloseTo(clock ** 0.5, 12);
  });
});

describe('leastOpened', () => {
  it('is a part of what the time closed on that side, never more than half of the open interest', () => {
    const state = withInterest(100);
    put(state, LONG_10X, { 400: 10 });
    const left = kept(state, dayBar());
    expect(leastOpened(state, 0)).toBeCloseTo(0.8 * 10 * (1 - left), 12);
    expect(leastOpened(state, 1)).toBe(0);
    state.clock[AT.stock] = 1e-6;
    expect(leastOpened(state, 0)).toBeCloseTo(5e-7, 15);
  });
});

describe('rescale', () => {
  it('brings a worn-out scale back to 1 without moving a coin', () => {
    const state = emptyState();
    put(state, LONG_10X, { 400: 8e61 });
    state.scale[LONG_10X] = 1e-61;
    const before = occupied(state, LONG_10X);
    expect(needsRescale(state, LONG_10X)).toBe(true);
    rescale(state, LONG_10X);
    expect(state.scale[LONG_10X]).toBe(1);
    expect(needsRescale(state, LONG_10X)).toBe(false);
    expect(occupied(state, LONG_10X)[400]).toBeCloseTo(before[400], 12);
  });
});

describe('openingShares', () => {
  const share = new Float64Array(CLASS_COUNT);

  function hedgersOf(isLong: boolean, change: Partial<EstimatorBar>): number {
    openingShares(emptyState(), dayBar(change), isLong, share);
    expect(share.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
    return share[0];
  }

  it('without taker volume, is the mix itself', () => {
    expect(hedgersOf(true, {})).toBe(emptyState().mix[0]);
    expect(share).toEqual(emptyState().mix);
  });

  it('when takers bought, opens fewer hedges among the longs and more among the shorts', () => {
    const usual = hedgersOf(true, {});
    const bought = { volumeBase: 10, takerBuyBase: 8 };
    expect(hedgersOf(true, bought)).toBeLessThan(usual);
    expect(hedgersOf(false, bought)).toBeGreaterThan(usual);
    expect(hedgersOf(false, { volumeBase: 10, takerBuyBase: 2 })).toBeCloseTo(hedgersOf(true, bought), 12);
  });

  it('of taker volumes that cannot be, stays within its bounds', () => {
    for (const takerBuyBase of [-5, Number.NaN, 1e9]) {
      const hedgers = hedgersOf(true, { volumeBase: 10, takerBuyBase });
      expect(hedgers).toBeGreaterThanOrEqual(0.03);
      expect(hedgers).toBeLessThanOrEqual(0.95);
    }
  });
});
