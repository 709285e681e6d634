import { describe, expect, test } from 'vitest';
import { reportedInZone, type VenueZone } from '../../../src/core/clusters/reported-in-zone';
import type { BarLiquidation, EstimatorBar } from '../../../src/core/estimate/estimator-bar';

const BAR = 300_000;
const T0 = Date.UTC(2026, 9, 1);
const SHORTS: VenueZone = { side: 'short', lowPrice: 101, highPrice: 102 };

const closing = (price: number | null, base = 1, positionSide: 'long' | 'short' = 'short') => ({
  price,
  base,
  positionSide,
});

/** Bars one after the other, each with its range and what was reported in it. */
function barsOf(
  ...bars: { high: number; low?: number; said: BarLiquidation[] | null; mark?: [number, number] }[]
): EstimatorBar[] {
  return bars.map(({ high, low = 100, said, mark }, index) => ({
    openTimeMs: T0 + index * BAR,
    intervalMs: BAR,
    open: low,
    high,
    low,
    close: high,
    markHigh: mark?.[1] ?? null,
    markLow: mark?.[0] ?? null,
    volumeBase: null,
    takerBuyBase: null,
    openInterestBase: null,
    longAccountShare: null,
    liquidations: said,
    isSampled: false,
  }));
}

const FAR = T0 + 100 * BAR;

describe('reportedInZone', () => {
  test('reportedInZone sums what the side reported inside until price is through', () => {
    const bars = barsOf(
      { high: 100.5, said: [] },
      { high: 101.5, said: [closing(101.2, 3), closing(100.4, 50), closing(101.1, 7, 'long')] },
      { high: 102.5, said: [closing(101.9, 2), closing(102.4, 50), closing(null, 50)] },
      { high: 103, said: [closing(101.5, 1000)] },
    );
    expect(reportedInZone(SHORTS, bars, T0, FAR)).toBeCloseTo(3 * 101.2 + 2 * 101.9, 9);
  });

  test('reportedInZone of longs waits for the far edge below', () => {
    const longs: VenueZone = { side: 'long', lowPrice: 97, highPrice: 98 };
    const bars = barsOf(
      { high: 100, low: 97.5, said: [closing(97.8, 2, 'long')] },
      { high: 99, low: 96.9, said: [closing(97.1, 1, 'long')] },
    );
    expect(reportedInZone(longs, bars, T0, FAR)).toBeCloseTo(2 * 97.8 + 97.1, 9);
    expect(reportedInZone(longs, bars.slice(0, 1), T0, FAR)).toBeNull();
  });

  test('reportedInZone goes by the mark price where it is known', () => {
    const wick = barsOf({ high: 103, said: [closing(101.5)], mark: [100, 101.5] });
    expect(reportedInZone(SHORTS, wick, T0, FAR)).toBeNull();
  });

  test('reportedInZone is 0 where the feed told of none, and null where nobody listened', () => {
    expect(reportedInZone(SHORTS, barsOf({ high: 103, said: [] }), T0, FAR)).toBe(0);
    expect(reportedInZone(SHORTS, barsOf({ high: 103, said: null }), T0, FAR)).toBeNull();
    const deaf = barsOf({ high: 101.5, said: null }, { high: 103, said: [] });
    expect(reportedInZone(SHORTS, deaf, T0, FAR)).toBeNull();
  });

  test('reportedInZone is null when price comes too late, or a bar on the way is missing', () => {
    const bars = barsOf({ high: 101, said: [] }, { high: 101, said: [] }, { high: 103, said: [] });
    expect(reportedInZone(SHORTS, bars, T0, T0 + 3 * BAR)).toBe(0);
    expect(reportedInZone(SHORTS, bars, T0, T0 + 2 * BAR)).toBeNull();
    expect(reportedInZone(SHORTS, [bars[0], bars[2]], T0, FAR)).toBeNull();
    expect(reportedInZone(SHORTS, bars, T0 - BAR, FAR)).toBeNull();
    expect(reportedInZone(SHORTS, [], T0, FAR)).toBeNull();
  });
});
