import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTiers } from '../../../src/core/margin/tier-table';
import type { Liquidation } from '../../../src/core/market/liquidation';
import { addTick, startBar, toCandle, toMarkRange } from '../../../src/core/simulate/bar-builder';
import { maintenanceShare, simulatedTiers } from '../../../src/core/simulate/simulated-tiers';
import { throttle } from '../../../src/core/simulate/throttle';

describe('a bar', () => {
  const price = fc.double({ min: 1, max: 1e5, noNaN: true });
  const tick = fc.record({
    last: price,
    mark: price,
    volume: fc.integer({ min: 0, max: 1000 }),
    bought: fc.integer({ min: 0, max: 1000 }),
  });

  test('of any ticks, has their extremes, their last prices and their sums', () => {
    fc.assert(
      fc.property(price, fc.array(tick, { minLength: 1, maxLength: 30 }), (start, ticks) => {
        const bar = startBar(60_000, 120_000, start, start);
        for (const { last, mark, volume, bought } of ticks) addTick(bar, last, mark, volume, bought);
        const lasts = [start, ...ticks.map(({ last }) => last)];
        const marks = [start, ...ticks.map(({ mark }) => mark)];
        expect(toCandle(bar, true)).toEqual({
          openTimeMs: 120_000,
          intervalMs: 60_000,
          open: start,
          high: Math.max(...lasts),
          low: Math.min(...lasts),
          close: lasts[ticks.length],
          volumeBase: ticks.reduce((sum, { volume }) => sum + volume, 0),
          takerBuyBase: ticks.reduce((sum, { bought }) => sum + bought, 0),
          isClosed: true,
        });
        expect(toMarkRange(bar)).toEqual({
          openTimeMs: 120_000,
          intervalMs: 60_000,
          high: Math.max(...marks),
          low: Math.min(...marks),
          close: marks[ticks.length],
        });
      }),
      { seed: 38, numRuns: 60 },
    );
  });

  test('without a tick, is a point at its start price without volume', () => {
    const bar = startBar(300_000, 0, 100, 99);
    expect(toCandle(bar, false)).toMatchObject({ open: 100, high: 100, low: 100, close: 100, volumeBase: 0 });
    expect(toMarkRange(bar)).toMatchObject({ high: 99, low: 99, close: 99 });
  });
});

describe('throttle', () => {
  const closing = (timeMs: number, notionalUsd: number): Liquidation => ({
    timeMs,
    positionSide: 'long',
    price: 100,
    priceKind: 'average-fill',
    base: notionalUsd / 100,
    notionalUsd,
    isSampled: false,
  });

  test('of 5, 9 and 7 USD in one second and 1 USD in the next, sends 7 and 1', () => {
    const sent = throttle([closing(1000, 5), closing(1400, 9), closing(1999, 7), closing(2000, 1)]);
    expect(sent.map(({ timeMs, notionalUsd }) => [timeMs, notionalUsd])).toEqual([
      [1999, 7],
      [2000, 1],
    ]);
    expect(sent.every(({ isSampled }) => isSampled)).toBe(true);
  });

  test('of any closings, sends the last of each second and leaves the full list untouched', () => {
    const times = fc.array(fc.tuple(fc.nat(8000), fc.integer({ min: 1, max: 50 })), { maxLength: 40 });
    fc.assert(
      fc.property(times, (drawn) => {
        const full = drawn.map(([timeMs, usd]) => closing(timeMs, usd)).sort((a, b) => a.timeMs - b.timeMs);
        const sent = throttle(full);
        const seconds = [...new Set(full.map(({ timeMs }) => Math.floor(timeMs / 1000)))];
        const latest = seconds.map(
          (second) => full.filter(({ timeMs }) => Math.floor(timeMs / 1000) === second).at(-1)?.notionalUsd,
        );
        expect(sent.map(({ notionalUsd }) => notionalUsd)).toEqual(latest);
        expect(full.every(({ isSampled }) => !isSampled)).toBe(true);
      }),
      { seed: 39 },
    );
  });
});

describe('simulatedTiers', () => {
  test('are a sound table with the deductions 0, 300, 5,300, 80,300 and 580,300', () => {
    const tiers = simulatedTiers(1);
    expect(checkTiers(tiers)).toMatchObject({ ok: true, repaired: [] });
    expect(tiers.map(({ maintenanceAmount }) => Math.round(maintenanceAmount))).toEqual([
      0, 300, 5300, 80_300, 580_300,
    ]);
  });

  test.each([
    [100_000, 0.004],
    [300_000, 0.004],
    [600_000, 0.005 - 300 / 600_000],
    [2e6, 0.01 - 5300 / 2e6],
    [10e6, 0.025 - 80_300 / 10e6],
    [100e6, 0.05 - 580_300 / 100e6],
  ])('maintenanceShare of %d USD is %d', (notional, share) => {
    expect(maintenanceShare(simulatedTiers(1), notional)).toBeCloseTo(share, 12);
  });

  test('maintenanceShare never falls with size, jumps nowhere, and depends on size over scale only', () => {
    const size = fc.double({ min: Math.log(1e3), max: Math.log(1e8), noNaN: true });
    fc.assert(
      fc.property(size, fc.double({ min: 0.01, max: 100, noNaN: true }), (log, scale) => {
        const tiers = simulatedTiers(1);
        const notional = Math.exp(log);
        const share = maintenanceShare(tiers, notional);
        const above = maintenanceShare(tiers, notional * 1.0001);
        expect(above).toBeGreaterThanOrEqual(share - 1e-12);
        expect(above - share).toBeLessThan(1e-5);
        expect(maintenanceShare(simulatedTiers(scale), notional * scale)).toBeCloseTo(share, 9);
      }),
      { seed: 40 },
    );
  });

  test('maintenanceShare of what is no amount throws with it', () => {
    expect(() => maintenanceShare(simulatedTiers(1), Number.NaN)).toThrow('no bracket for notional: NaN');
  });
});
