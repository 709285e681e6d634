import { describe, expect, it } from 'vitest';
import { applyBar } from '../../../src/core/estimate/apply-bar';
import type { EstimatorBar } from '../../../src/core/estimate/estimator-bar';
import { configFor } from '../../../src/core/estimate/estimator-config';
import { AT, createEstimator, type EstimatorState } from '../../../src/core/estimate/estimator-state';
import { accountTilt, classTilt, gainTilt } from '../../../src/core/estimate/side-tilt';
import { sampleBars } from './sample-bars';

const HOUR_MS = 3_600_000;
const [SAMPLE] = sampleBars({ count: 1 });

function flatBar(hour: number, price: number, hours = 1): EstimatorBar {
  const openTimeMs = SAMPLE.openTimeMs + hour * HOUR_MS;
  const prices = { open: price, high: price, low: price, close: price };
  return { ...SAMPLE, ...prices, openTimeMs, intervalMs: hours * HOUR_MS };
}

/** Hours at `before`, then one at `after`. */
function moved(before: number, after: number, exchange = 'binance', hours = 3): EstimatorState {
  const state = createEstimator(configFor({ exchange, base: 'BTC', kind: 'linear' }));
  for (let hour = 0; hour < hours; hour++) applyBar(state, flatBar(hour, before));
  applyBar(state, flatBar(hours, after));
  return state;
}

describe('accountTilt', () => {
  it('of equal heads or none known, is 1; of a crowd of longs, lifts the longs', () => {
    const state = moved(100, 100);
    state.clock[AT.longShare] = 0.5;
    expect(accountTilt(state, 'long')).toBe(1);
    state.clock[AT.longShare] = Number.NaN;
    expect(accountTilt(state, 'short')).toBe(1);
    state.clock[AT.longShare] = 0.7;
    expect(accountTilt(state, 'long')).toBeGreaterThan(1);
    expect(accountTilt(state, 'long') + accountTilt(state, 'short')).toBeCloseTo(2, 12);
  });
});

describe('gainTilt', () => {
  it('of a price that stands still, is 1', () => {
    expect(gainTilt(moved(100, 100), 'long')).toBeCloseTo(1, 12);
  });

  it('after a rise of 5 %, thins the longs by twice that and thickens the shorts as much', () => {
    const state = moved(100, 105);
    const stillAway = Math.exp(-1 / (5 * 24));
    expect(gainTilt(state, 'long')).toBeCloseTo(1.05 ** (-2 * stillAway), 10);
    expect(gainTilt(state, 'long') * gainTilt(state, 'short')).toBeCloseTo(1, 12);
    expect(gainTilt(moved(105, 100), 'long')).toBeGreaterThan(1);
  });

  it('of moves of more than 15 %, is that of 15 %', () => {
    expect(gainTilt(moved(100, 160), 'long')).toBeCloseTo(Math.exp(-0.3), 12);
    expect(gainTilt(moved(160, 1), 'long')).toBeCloseTo(Math.exp(0.3), 12);
  });

  it('forgets a move by a factor e in five days, in bars of any length and over a hole', () => {
    const later = (bars: EstimatorBar[]): number => {
      const state = moved(100, 108);
      for (const bar of bars) applyBar(state, bar);
      return Math.log(gainTilt(state, 'short'));
    };
    const now = later([]);
    expect(later(Array.from({ length: 120 }, (_, hour) => flatBar(4 + hour, 108)))).toBeCloseTo(
      now / Math.E,
      10,
    );
    expect(later([flatBar(4, 108, 120)])).toBeCloseTo(now / Math.E, 10);
    expect(later([flatBar(123, 108)])).toBeCloseTo(now / Math.E, 10);
  });

  it('of a bar that ends before the last one did, forgets nothing', () => {
    const state = moved(100, 108);
    applyBar(state, flatBar(4, 108, 10));
    const mean = state.clock[AT.meanLogClose];
    applyBar(state, flatBar(5, 120));
    expect(state.clock[AT.meanLogClose]).toBe(mean);
  });

  it('on Hyperliquid, whose observed leaders let gains run, is 1', () => {
    expect(gainTilt(moved(100, 105, 'hyperliquid'), 'long')).toBeCloseTo(1, 12);
  });
});

describe('classTilt', () => {
  it('leaves hedgers, tilts 3x to 10x by accounts and gain, and 20x and above by accounts alone', () => {
    const state = moved(100, 105);
    state.clock[AT.longShare] = 0.6;
    const byAccounts = accountTilt(state, 'short');
    const byBoth = byAccounts * gainTilt(state, 'short');
    expect(byBoth).not.toBeCloseTo(byAccounts, 3);
    expect(Array.from({ length: 6 }, (_, index) => classTilt(state, 'short', index))).toEqual([
      1,
      byBoth,
      byBoth,
      byBoth,
      byAccounts,
      byAccounts,
    ]);
  });
});
