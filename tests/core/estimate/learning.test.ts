import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyBar } from '../../../src/core/estimate/apply-bar';
import { calibrationOf } from '../../../src/core/estimate/calibration';
import type { BarLiquidation, EstimatorBar } from '../../../src/core/estimate/estimator-bar';
import { configFor, type EstimatorConfig } from '../../../src/core/estimate/estimator-config';
import {
  AT,
  createEstimator,
  type EstimatorState,
  heldBase,
} from '../../../src/core/estimate/estimator-state';
import { bookExposure } from '../../../src/core/estimate/learning';
import { CLASS_COUNT } from '../../../src/core/estimate/leverage-classes';
import { HEDGER_SHARE } from '../../../src/core/estimate/opening-mix';
import { badNumbers } from './planes';
import { randomFrom, sampleBars } from './sample-bars';

const CONFIG: EstimatorConfig = configFor({ exchange: 'bybit', base: 'BTC', kind: 'linear' });
const BARS = sampleBars({ count: 288 * 12, volatility: 0.0022 });

/** Runs bars with a feed that reports `factor` times what an unlearned estimator would have swept. */
function runWithFeed(
  factor: number | ((layer: number) => number),
  options: { isPriced?: boolean; config?: EstimatorConfig; bars?: EstimatorBar[] } = {},
): EstimatorState {
  const { config = CONFIG, isPriced = false, bars = BARS } = options;
  const truth = createEstimator({ ...config, learns: false });
  const state = createEstimator(config);
  const random = randomFrom(5);
  const of = typeof factor === 'number' ? () => factor : factor;
  for (const bar of bars) {
    applyBar(truth, bar);
    const liquidations: BarLiquidation[] = [];
    truth.scratch.exposure.forEach((coins, layer) => {
      const positionSide = layer < CLASS_COUNT ? 'long' : 'short';
      const edge = positionSide === 'long' ? bar.low : bar.high;
      const price = isPriced ? edge + random() * (bar.open - edge) : null;
      if (coins > 0) liquidations.push({ positionSide, price, base: coins * of(layer) });
    });
    applyBar(state, { ...bar, liquidations });
  }
  return state;
}

describe('the learner', () => {
  it('of a feed that reports what was predicted, stays where it is', () => {
    const state = runWithFeed(1);
    expect(calibrationOf(state).state).toBe('calibrated');
    expect(Math.abs(state.clock[AT.level])).toBeLessThan(0.1);
  });

  it('of a feed that reports half or twice as much, moves the level there', () => {
    expect(calibrationOf(runWithFeed(0.5)).predictedOverReported).toBeLessThan(1.6);
    expect(runWithFeed(0.5).clock[AT.level]).toBeLessThan(-0.2);
    expect(runWithFeed(2).clock[AT.level]).toBeGreaterThan(0.1);
  });

  it('never moves the sums: both sides still hold the open interest', () => {
    for (const factor of [0.3, 1, 3]) {
      const state = runWithFeed(factor);
      const openInterest = state.clock[AT.openInterest];
      expect(heldBase(state, 'long') / openInterest).toBeCloseTo(1, 12);
      expect(heldBase(state, 'short') / openInterest).toBeCloseTo(1, 12);
      expect(state.mix.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(badNumbers(state)).toBe(0);
    }
  });

  it('moves what it takes from the leveraged classes to the hedgers at once', () => {
    const state = runWithFeed(0.5);
    const later = state.clock[AT.nextLearningMs];
    state.scratch.exposure.fill(100);
    const before = { long: heldBase(state, 'long'), short: heldBase(state, 'short'), scale: state.scale[4] };
    bookExposure(state, { ...BARS[0], openTimeMs: later, liquidations: [] });
    expect(state.scale[4]).not.toBe(before.scale);
    expect(heldBase(state, 'long') / before.long).toBeCloseTo(1, 12);
    expect(heldBase(state, 'short') / before.short).toBeCloseTo(1, 12);
  });

  it('keeps the hedger share within its bounds, whatever is reported', () => {
    for (const factor of [0.28, 3.6]) {
      const { mix } = runWithFeed(factor);
      expect(mix[0]).toBeGreaterThanOrEqual(HEDGER_SHARE.least - 1e-12);
      expect(mix[0]).toBeLessThanOrEqual(HEDGER_SHARE.most + 1e-12);
    }
  });

  it('of totals without prices, learns the level only', () => {
    const state = runWithFeed((layer) => (layer % CLASS_COUNT > 5 ? 2 : 0.5));
    expect(state.clock[AT.slope]).toBe(0);
    expect(state.clock[AT.level]).not.toBe(0);
  });

  it('moves 50x by the whole level, 20x by half of it and 5x not at all', () => {
    const before = createEstimator(CONFIG).mix;
    const { mix, clock } = runWithFeed(0.5);
    const moved = (index: number): number => Math.log(mix[index] / before[index]);
    expect(moved(6)).toBeCloseTo(clock[AT.level], 9);
    expect(moved(4)).toBeCloseTo(clock[AT.level] / 2, 9);
    expect(mix[2]).toBeCloseTo(before[2], 12);
  });

  it('of events with prices, learns the slope as well', () => {
    const state = runWithFeed(1, { isPriced: true });
    expect(state.clock[AT.slope]).not.toBe(0);
  });

  it('of a feed far from the prediction, freezes and says uncalibrated', () => {
    for (const factor of [0.01, 0.15, 7, 100]) {
      const state = runWithFeed(factor);
      expect(calibrationOf(state).state).toBe('uncalibrated');
      expect(state.clock[AT.level]).toBe(0);
    }
  });

  it('of a throttled feed, learns what part is reported and never the level', () => {
    const throttled = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });
    const before = createEstimator(throttled).mix;
    const state = runWithFeed(0.6, { config: throttled });
    expect(state.clock[AT.level]).toBe(0);
    expect(state.mix).toEqual(before);
    expect(calibrationOf(state).reportingFraction).toBeGreaterThan(0.5);
    expect(calibrationOf(state).reportingFraction).toBeLessThan(0.7);
    expect(calibrationOf(state).state).toBe('prior');
  });

  it('of a throttled feed that reports far less than it was taken to, says uncalibrated', () => {
    const throttled = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });
    expect(calibrationOf(runWithFeed(0.03, { config: throttled })).state).toBe('uncalibrated');
  });

  it('without a feed, is warming up and then on its priors', () => {
    const state = createEstimator(CONFIG);
    applyBar(state, BARS[0]);
    expect(calibrationOf(state).state).toBe('warming-up');
    for (const bar of BARS.slice(1, 1000)) applyBar(state, bar);
    expect(calibrationOf(state)).toMatchObject({ state: 'prior', predictedOverReported: Number.NaN });
  });

  it('switched off, changes nothing whatever is reported', () => {
    const state = runWithFeed(3, { config: { ...CONFIG, learns: false }, bars: BARS.slice(0, 600) });
    const silent = createEstimator({ ...CONFIG, learns: false });
    for (const bar of BARS.slice(0, 600)) applyBar(silent, bar);
    expect(state.scalars).toEqual(silent.scalars);
  });

  it('of absurd reports, keeps every number sound', () => {
    const event = fc.record({
      positionSide: fc.constantFrom('long' as const, 'short' as const),
      price: fc.constantFrom(null, 0, -1, Number.NaN, 1e-9, 95_000, 1e12, Number.POSITIVE_INFINITY),
      base: fc.constantFrom(0, -5, Number.NaN, 3, 1e15, Number.POSITIVE_INFINITY),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(event, { maxLength: 4 }), { minLength: 400, maxLength: 600 }),
        (reports) => {
          const state = createEstimator(CONFIG);
          reports.forEach((liquidations, index) => {
            applyBar(state, { ...BARS[index], liquidations });
          });
          expect(badNumbers(state)).toBe(0);
        },
      ),
      { numRuns: 10, seed: 3 },
    );
  });
});
