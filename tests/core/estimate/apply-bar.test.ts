import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyBar } from '../../../src/core/estimate/apply-bar';
import { nativeGrid } from '../../../src/core/estimate/column-grid';
import type { EstimatorBar } from '../../../src/core/estimate/estimator-bar';
import { configFor, DEFAULT_CONFIG } from '../../../src/core/estimate/estimator-config';
import {
  AT,
  createEstimator,
  type EstimatorState,
  heldBase,
  latticePosition,
} from '../../../src/core/estimate/estimator-state';
import { CLASS_COUNT } from '../../../src/core/estimate/leverage-classes';
import { writeColumn } from '../../../src/core/estimate/write-column';
import { createNaive, naiveBar } from './naive-estimator';
import { badNumbers, bitsOf, countedBase, planeDifference, settledPlane } from './planes';
import { sampleBars } from './sample-bars';

const CONFIG = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });

function run(bars: readonly EstimatorBar[], config = CONFIG): EstimatorState {
  const state = createEstimator(config);
  for (const bar of bars) applyBar(state, bar);
  return state;
}

/** Largest mass of a side, in coins, on the wrong side of a price. */
function massBeyond(state: EstimatorState, side: 'long' | 'short', price: number): number {
  const boundary = Math.floor(latticePosition(state.config, price)) - state.clock[AT.firstBin];
  const first = side === 'long' ? 0 : CLASS_COUNT;
  let worst = 0;
  for (let layer = first; layer < first + CLASS_COUNT; layer++) {
    for (let bin = 0; bin < state.config.bins; bin++) {
      const isBeyond = side === 'long' ? bin > boundary : bin < boundary;
      if (isBeyond) worst = Math.max(worst, state.mass[layer * state.config.bins + bin] * state.scale[layer]);
    }
  }
  return worst;
}

describe('applyBar', () => {
  it('after every bar, holds exactly the open interest on both sides', () => {
    const state = createEstimator(CONFIG);
    for (const bar of sampleBars({ count: 700 })) {
      applyBar(state, bar);
      for (const side of ['long', 'short'] as const) {
        expect(heldBase(state, side) / (bar.openInterestBase ?? 0)).toBeCloseTo(1, 12);
      }
    }
    expect(countedBase(state, 'long') / state.clock[AT.openInterest]).toBeCloseTo(1, 10);
    expect(countedBase(state, 'short') / state.clock[AT.openInterest]).toBeCloseTo(1, 10);
  });

  it('leaves nothing of the old stock inside the swept range', () => {
    const bars = sampleBars({ count: 60, volatility: 0.004 });
    const halfLifeDays = CONFIG.priors.halfLifeDays.map(() => Number.POSITIVE_INFINITY);
    const state = createEstimator({ ...CONFIG, priors: { ...CONFIG.priors, halfLifeDays } });
    // Open interest falls faster than the sweeps and nobody is replaced, so that nothing is opened after the first bar.
    for (const [index, bar] of bars.entries()) {
      applyBar(state, { ...bar, openInterestBase: 90_000 * 0.6 ** index });
      if (index === 0) continue;
      const { pending } = state;
      expect(massBeyond(state, 'long', bar.low)).toBe(0);
      expect(massBeyond(state, 'short', bar.high)).toBe(0);
      expect(pending.every((raw) => raw >= 0)).toBe(true);
    }
  });

  it('never puts long mass above or short mass below the price it was opened at', () => {
    const state = run(sampleBars({ count: 50 }));
    settledPlane(state);
    expect(massBeyond(state, 'long', state.clock[AT.close] * 1.02)).toBe(0);
    expect(massBeyond(state, 'short', state.clock[AT.close] / 1.02)).toBe(0);
  });

  it('equals the naive pass over all bins to 1e-9 of the open interest', () => {
    for (const [seed, volatility] of [
      [1, 0.0018],
      [2, 0.006],
      [3, 0.0004],
    ]) {
      const bars = sampleBars({ count: 1500, seed, volatility });
      const state = run(bars, { ...CONFIG, learns: false });
      const naive = createNaive(CONFIG);
      for (const bar of bars) naiveBar(naive, bar);
      const expected = new Float64Array(state.mass.length);
      naive.mass.flat().forEach((layer, index) => {
        expected.set(layer, index * CONFIG.bins);
      });
      expect(naive.firstBin).toBe(state.clock[AT.firstBin]);
      const openInterest = state.clock[AT.openInterest];
      expect(planeDifference(settledPlane(state), expected, openInterest)).toBeLessThan(1e-9);
    }
  });

  it('of venues with blunt priors, still equals the naive pass', () => {
    const config = configFor({ exchange: 'hyperliquid', base: 'BTC', kind: 'linear' });
    const bars = sampleBars({ count: 400, barMs: 3_600_000, volatility: 0.006 });
    const hourly = { ...config, barMs: 3_600_000 };
    const state = run(bars, hourly);
    const naive = createNaive(hourly);
    for (const bar of bars) naiveBar(naive, bar);
    const expected = new Float64Array(state.mass.length);
    naive.mass.flat().forEach((layer, index) => {
      expected.set(layer, index * CONFIG.bins);
    });
    expect(planeDifference(settledPlane(state), expected, state.clock[AT.openInterest])).toBeLessThan(1e-9);
  });

  it('of prices times seven on a lattice moved by ln 7, gives the same planes', () => {
    const bars = sampleBars({ count: 600 });
    const scaled = bars.map((bar) => ({
      ...bar,
      open: bar.open * 7,
      high: bar.high * 7,
      low: bar.low * 7,
      close: bar.close * 7,
    }));
    const a = run(bars);
    const b = run(scaled, { ...CONFIG, logOrigin: Math.log(7) });
    expect(b.clock[AT.firstBin]).toBe(a.clock[AT.firstBin]);
    expect(planeDifference(settledPlane(a), settledPlane(b), a.clock[AT.openInterest])).toBeLessThan(1e-9);
  });

  it('on a lattice moved by whole bins, gives the same planes', () => {
    const bars = sampleBars({ count: 600 });
    const a = run(bars);
    const b = run(bars, { ...CONFIG, logOrigin: 137 * CONFIG.binWidth });
    expect(b.clock[AT.firstBin]).toBe(a.clock[AT.firstBin] - 137);
    expect(planeDifference(settledPlane(a), settledPlane(b), a.clock[AT.openInterest])).toBeLessThan(1e-9);
  });

  it('of a mirrored market, gives mirrored planes', () => {
    // The mirror of a linear contract is an inverse one: ln price -> -ln price, longs <-> shorts.
    const bars = sampleBars({ count: 600, price: Math.exp(2) });
    const mirrored = bars.map((bar) => ({
      ...bar,
      open: 1 / bar.open,
      high: 1 / bar.low,
      low: 1 / bar.high,
      close: 1 / bar.close,
      takerBuyBase: (bar.volumeBase ?? 0) - (bar.takerBuyBase ?? 0),
    }));
    const linear = { ...DEFAULT_CONFIG, tiers: [] };
    const a = run(bars, linear);
    const b = run(mirrored, { ...linear, kind: 'inverse' });
    const { bins } = linear;
    const seen = settledPlane(b);
    const shift = -1 - b.clock[AT.firstBin] - a.clock[AT.firstBin];
    const turned = new Float64Array(seen.length);
    for (let layer = 0; layer < 2 * CLASS_COUNT; layer++) {
      const other = (layer + CLASS_COUNT) % (2 * CLASS_COUNT);
      // The outermost bins of the two planes do not cover each other.
      for (let bin = 4; bin < bins - 4; bin++) turned[layer * bins + bin] = seen[other * bins + shift - bin];
    }
    const original = settledPlane(a).map((coins, at) => (at % bins < 4 || at % bins >= bins - 4 ? 0 : coins));
    expect(Math.max(...turned)).toBeGreaterThan(10);
    expect(planeDifference(original, turned, a.clock[AT.openInterest])).toBeLessThan(1e-9);
  });

  it('in pieces or at once, gives the same bits', () => {
    const bars = sampleBars({ count: 500 });
    const a = run(bars);
    const b = createEstimator(CONFIG);
    for (const bar of bars.slice(0, 200)) applyBar(b, bar);
    for (const bar of bars.slice(200)) applyBar(b, bar);
    expect(bitsOf(b).equals(bitsOf(a))).toBe(true);
  });

  it('refuses late, repeated and absurd bars and changes nothing', () => {
    const bars = sampleBars({ count: 50 });
    const state = run(bars);
    const before = bitsOf(state);
    const next = { ...bars[49], openTimeMs: bars[49].openTimeMs + 300_000 };
    const refusals = [
      [bars[49], 'repeated'],
      [bars[30], 'late'],
      [{ ...next, close: Number.NaN }, 'price'],
      [{ ...next, low: 0 }, 'price'],
      [{ ...next, high: next.close / 2 }, 'range'],
      [{ ...next, openTimeMs: Number.NaN }, 'time'],
      [{ ...next, intervalMs: 0 }, 'interval'],
    ] as const;
    for (const [bar, reason] of refusals) {
      expect(applyBar(state, bar)).toEqual({ isApplied: false, reason });
    }
    expect(bitsOf(state).equals(before)).toBe(true);
  });

  it('without open interest, estimates nothing and says nothing wrong', () => {
    const state = run(sampleBars({ count: 30 }).map((bar) => ({ ...bar, openInterestBase: null })));
    const shown = new Float64Array(CONFIG.bins);
    writeColumn(state, nativeGrid(state), shown);
    expect(Math.max(...shown)).toBe(0);
    expect(badNumbers(state)).toBe(0);
  });

  it('of an open interest that multiplies after everything was swept, stays sound', () => {
    const [first, second] = sampleBars({ count: 2 });
    const low = second.open * 0.3;
    const state = run([
      { ...first, openInterestBase: 1e-5 },
      { ...second, low, close: low, openInterestBase: 5e13 },
    ]);
    expect(badNumbers(state)).toBe(0);
    expect(heldBase(state, 'long') / 5e13).toBeCloseTo(1, 12);
  });

  it('through a hole in the open interest, holds the stock', () => {
    const bars = sampleBars({ count: 60 });
    const state = run(bars.map((bar, index) => (index > 20 ? { ...bar, openInterestBase: null } : bar)));
    expect(heldBase(state, 'long')).toBeCloseTo(bars[20].openInterestBase ?? 0, 6);
  });

  it('of an open interest of 0 or below, takes it as missing', () => {
    const bars = sampleBars({ count: 10 });
    const state = run(bars.map((bar, index) => (index === 9 ? { ...bar, openInterestBase: 0 } : bar)));
    expect(heldBase(state, 'short')).toBeCloseTo(bars[8].openInterestBase ?? 0, 6);
  });

  it.each([0.5, 0.9])('when the open interest falls to %d of itself, scales every cell by that', (share) => {
    const bars = sampleBars({ count: 100 });
    const last = { ...bars[99], openTimeMs: bars[99].openTimeMs + 300_000, volumeBase: null };
    const quiet = { ...last, open: last.close, high: last.close, low: last.close };
    const less = { ...quiet, openInterestBase: (last.openInterestBase ?? 0) * share };
    // Nobody leaves with time, so that nobody is replaced either.
    const halfLifeDays = CONFIG.priors.halfLifeDays.map(() => Number.POSITIVE_INFINITY);
    const config = { ...CONFIG, priors: { ...CONFIG.priors, halfLifeDays } };
    const before = settledPlane(run(bars, config));
    const state = run([...bars, less], config);
    const after = settledPlane(state);
    const held = [...before].flatMap((coins, index) => (coins > 1e-3 ? [after[index] / coins] : []));
    expect(held.length).toBeGreaterThan(1000);
    expect(Math.min(...held)).toBeCloseTo(share, 4);
    expect(Math.max(...held)).toBeCloseTo(share, 4);
    expect(badNumbers(state)).toBe(0);
  });

  it('with volume always 0, runs on clock time', () => {
    const bars = sampleBars({ count: 200 });
    const zero = run(bars.map((bar) => ({ ...bar, volumeBase: 0, takerBuyBase: 0 })));
    const none = run(bars.map((bar) => ({ ...bar, volumeBase: null, takerBuyBase: null })));
    expect(bitsOf(zero).equals(bitsOf(none))).toBe(true);
  });

  it('of any market, however rough, keeps both sides equal and every number sound', () => {
    const price = fc.constantFrom(1e-9, 0.37, 95_000, 1e9);
    const step = fc.record({
      jump: fc.oneof(fc.double({ min: -0.02, max: 0.02, noNaN: true }), fc.constantFrom(-0.9, 0.47, 0)),
      wick: fc.double({ min: 0, max: 0.05, noNaN: true }),
      openInterest: fc.oneof(
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        fc.constantFrom(null, 0, -5, Number.NaN, 1e-9),
      ),
      volume: fc.constantFrom(null, 0, 1, 1e6, -3, Number.NaN),
      gap: fc.constantFrom(0, 1, 1, 1, 50, 5000, -2),
      share: fc.constantFrom(null, 0.5, 0, 1, 0.9, Number.NaN),
      mark: fc.constantFrom(null, 0.99, 0, Number.NaN),
    });
    fc.assert(
      fc.property(price, fc.array(step, { minLength: 1, maxLength: 60 }), (start, steps) => {
        const state = createEstimator(CONFIG);
        let last: number = start;
        let time = 1.7e12;
        for (const move of steps) {
          const close = last * Math.exp(move.jump);
          time += 300_000 * move.gap;
          const high = Math.max(last, close) * (1 + move.wick);
          const low = Math.min(last, close) / (1 + move.wick);
          applyBar(state, {
            openTimeMs: time,
            intervalMs: 300_000,
            open: last,
            high,
            low,
            close,
            markHigh: move.mark === null ? null : high * move.mark,
            markLow: move.mark === null ? null : low * move.mark,
            volumeBase: move.volume,
            takerBuyBase: move.volume === null ? null : move.volume / 3,
            openInterestBase: move.openInterest === null ? null : move.openInterest * 1e4,
            longAccountShare: move.share,
            liquidations: [{ positionSide: 'long', price: low, base: 3 }],
            isSampled: false,
          });
          last = close;
        }
        expect(badNumbers(state)).toBe(0);
        const openInterest = state.clock[AT.openInterest];
        if (openInterest === 0) return;
        expect(countedBase(state, 'long') / openInterest).toBeCloseTo(1, 8);
        expect(countedBase(state, 'short') / openInterest).toBeCloseTo(1, 8);
      }),
      { numRuns: 150, seed: 20261121 },
    );
  });

  it('of a fall by 60 % and back, keeps the books and forgets what was swept', () => {
    const calm = sampleBars({ count: 100 });
    const crash = calm.map((bar, index) => ({
      ...bar,
      ...(index === 60 ? { low: bar.open * 0.4, close: bar.open * 0.4 } : {}),
      ...(index > 60
        ? { open: bar.open * 0.4, high: bar.high * 0.4, low: bar.low * 0.4, close: bar.close * 0.4 }
        : {}),
    }));
    crash[61] = { ...crash[61], high: Math.max(crash[61].high, calm[61].high) };
    const state = run(crash);
    expect(badNumbers(state)).toBe(0);
    expect(countedBase(state, 'long') / state.clock[AT.openInterest]).toBeCloseTo(1, 10);
    expect(countedBase(state, 'short') / state.clock[AT.openInterest]).toBeCloseTo(1, 10);
  });
});

describe('createEstimator', () => {
  it('of no known bracket, assumes 0.5 %; of a class the venue forbids, moves its share down', () => {
    const none = createEstimator({ ...CONFIG, tiers: [] });
    expect(none.kernels.every((kernel) => kernel !== null)).toBe(true);
    const venue = createEstimator(configFor({ exchange: 'hyperliquid', base: 'SOL', kind: 'linear' }));
    expect(venue.mix.slice(5)).toEqual(new Float64Array(5));
    expect(venue.mix.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('of a width or number of bins that cannot be, throws with the value', () => {
    expect(() => createEstimator({ ...CONFIG, binWidth: 0 })).toThrow('invalid bin width: 0');
    expect(() => createEstimator({ ...CONFIG, bins: 7 })).toThrow('invalid number of bins: 7');
  });
});
