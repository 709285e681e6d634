import { describe, expect, test } from 'vitest';
import type { DrawnCandles } from '../../../src/core/axis/drawn-candles';
import {
  type BasisTrack,
  basisFactor,
  measureBasis,
  NO_BASIS,
  noteRatio,
} from '../../../src/core/axis/market-basis';
import type { RangeBar } from '../../../src/core/axis/own-bars';

const START_SEC = 1_700_000_100;
const TIME = { pxPerSec: 0.02, x0: -0.02 * START_SEC, inliers: 5, ambiguous: false };

/** Our own bars every `sec`, each 40 dollars high around a wave. */
function ownBars(sec: number, count: number): RangeBar[] {
  return Array.from({ length: count }, (_, i) => {
    const middle = 60_000 + 500 * Math.sin((i * sec) / 4000);
    return { timeSec: START_SEC + i * sec, high: middle + 20, low: middle - 20 };
  });
}

/** What a chart would draw of these bars, prices times `ratio`, each off by what a px costs at `pxPrice`. */
function drawnFrom(bars: RangeBar[], sec: number, ratio: number, pxPrice = 0): DrawnCandles {
  const off = (i: number) => (((i * 7) % 11) / 11 - 0.45) * pxPrice;
  return {
    x0: 0,
    spacingPx: sec * TIME.pxPerSec,
    isLine: false,
    bars: bars.map(({ timeSec, high, low }, i) => ({
      index: (timeSec - START_SEC) / sec,
      high: high * ratio + off(i),
      low: low * ratio + off(i + 3),
    })),
  };
}

describe('measureBasis', () => {
  test.each([1, 1.0008, 0.9995, 1.015, 1.08])('of a chart at %d times our prices gives that', (ratio) => {
    const own = ownBars(300, 40);
    expect(measureBasis(drawnFrom(own, 300, ratio), TIME, own)).toBeCloseTo(ratio, 9);
  });

  test('is chart over contract: 60,048 on the chart for 60,000 of ours is 1.0008', () => {
    const own = Array.from({ length: 6 }, (_, i) => ({
      timeSec: START_SEC + 300 * i,
      high: 60_010 + 100 * i,
      low: 59_990 + 100 * i,
    }));
    const bars = own.map(({ high, low }, index) => ({ index, high: high * 1.0008, low: low * 1.0008 }));
    expect((bars[0].high + bars[0].low) / 2).toBeCloseTo(60_048, 6);
    expect(measureBasis({ x0: 0, spacingPx: 6, bars, isLine: false }, TIME, own)).toBeCloseTo(1.0008, 12);
  });

  test('is exact to a hundredth of a percent where a px is three dollars', () => {
    const own = ownBars(300, 40);
    const ratio = measureBasis(drawnFrom(own, 300, 1.0008, 3), TIME, own) ?? 0;
    expect(Math.abs(ratio - 1.0008)).toBeLessThan(0.00004);
  });

  test('is not pulled by a bar that one of the two has not got yet', () => {
    const own = ownBars(300, 20);
    const drawn = drawnFrom(own, 300, 1.0008);
    drawn.bars[19].high *= 1.02;
    drawn.bars[18].low *= 0.97;
    expect(measureBasis(drawn, TIME, own)).toBeCloseTo(1.0008, 9);
  });

  test('joins bars of other lengths to the shortest common one', () => {
    const minutes = ownBars(60, 120).map((bar) => ({ ...bar, timeSec: bar.timeSec }));
    const fives = Array.from({ length: 24 }, (_, i) => {
      const part = minutes.slice(i * 5, i * 5 + 5);
      return {
        timeSec: part[0].timeSec,
        high: Math.max(...part.map(({ high }) => high)),
        low: Math.min(...part.map(({ low }) => low)),
      };
    });
    expect(measureBasis(drawnFrom(fives, 300, 1.0008), TIME, minutes)).toBeCloseTo(1.0008, 9);
    expect(measureBasis(drawnFrom(minutes, 60, 1.0008), TIME, fives)).toBeCloseTo(1.0008, 9);
  });

  test('takes the newest sixty bars of the contract: the distance of today', () => {
    const own = ownBars(300, 140);
    const drawn = drawnFrom(own, 300, 1.0008);
    for (const bar of drawn.bars.slice(0, 80))
      Object.assign(bar, { high: bar.high * 1.01, low: bar.low * 1.01 });
    expect(measureBasis(drawn, TIME, own)).toBeCloseTo(1.0008, 9);
  });

  test.each([
    ['one bar', 300],
    ['an hour', 3600],
  ])('is null where the time axis is off by %s: a drift of the market is no distance', (_, sec) => {
    const own = ownBars(300, 80);
    const off = { ...TIME, x0: TIME.x0 + sec * TIME.pxPerSec };
    expect(measureBasis(drawnFrom(own, 300, 1.003), off, own)).toBeNull();
  });

  test('is null for an axis that is painted larger than the candles are', () => {
    const own = ownBars(300, 40);
    const drawn = drawnFrom(own, 300, 1);
    for (const bar of drawn.bars)
      for (const end of ['high', 'low'] as const) bar[end] = 60_000 + (bar[end] - 60_000) * 2;
    expect(measureBasis(drawn, TIME, own)).toBeNull();
  });

  test('is null of a line of closes, which has neither highs nor lows', () => {
    const own = ownBars(300, 40);
    expect(measureBasis({ ...drawnFrom(own, 300, 1.0008), isLine: true }, TIME, own)).toBeNull();
  });

  test('is null with fewer than six pairs, other moments, or prices that do not agree', () => {
    const own = ownBars(300, 40);
    expect(measureBasis(drawnFrom(own.slice(0, 5), 300, 1), TIME, own)).toBeNull();
    expect(measureBasis(drawnFrom(own, 300, 1), { ...TIME, x0: TIME.x0 + 1e6 }, own)).toBeNull();
    expect(measureBasis(drawnFrom(own, 300, 1, 900), TIME, own)).toBeNull();
    expect(measureBasis(drawnFrom(own, 300, 1), TIME, [])).toBeNull();
  });
});

/** What is known after these readings, one after another. */
function trackOf(...ratios: (number | null)[]): BasisTrack {
  return ratios.reduce<BasisTrack>(noteRatio, NO_BASIS);
}

describe('noteRatio', () => {
  test('of one reading tells nothing, of two that agree their mean', () => {
    expect(trackOf(1.0008).basis).toBeNull();
    expect(trackOf(1.0008, 1.0009).basis).toEqual({ pct: expect.closeTo(0.085, 9), isShifted: true });
  });

  test.each([
    ['apart', [1.0008, 0.9993, 1.0008]],
    ['with one between that could not be read', [1.0008, null, 1.0008]],
  ])('tells nothing of two %s', (_, ratios) => {
    expect(trackOf(...ratios).basis).toBeNull();
  });

  test('keeps what is known over readings that nothing confirms', () => {
    const known = trackOf(1.0008, 1.0008);
    expect(noteRatio(noteRatio(known, 0.9993), null).basis).toBe(known.basis);
  });

  test('goes 30 % of the way to the next that two readings agree on', () => {
    // From .08 % to .18 %: .08 + .3 * .1.
    expect(trackOf(1.0008, 1.0008, 1.0018, 1.0018).basis?.pct).toBeCloseTo(0.11, 9);
  });

  test('stays the very same for less than half a basis point', () => {
    const before = trackOf(1.0008, 1.0008);
    expect(noteRatio(before, 1.00084).basis).toBe(before.basis);
  });

  test.each([1.021, 0.979, 1.09])('shifts by nothing at %d times the price', (ratio) => {
    const { basis } = trackOf(1.0008, 1.0008, ratio, ratio);
    expect(basis).toEqual({ pct: expect.closeTo((ratio - 1) * 100, 9), isShifted: false });
    expect(basisFactor(basis)).toBe(1);
  });
});

describe('basisFactor', () => {
  test.each([
    // A spot pair at 60,048 while the perpetual stands at 60,000: its level of 61,000 belongs at 61,048.80.
    [0.08, 61_000, 61_048.8],
    // 59,970 against 60,000: the level goes down.
    [-0.05, 61_000, 60_969.5],
  ])('at a distance of %d %% puts a level of %d at %d', (pct, level, shown) => {
    expect(level * basisFactor({ pct, isShifted: true })).toBeCloseTo(shown, 6);
  });

  test('is one while nothing is known', () => {
    expect(basisFactor(null)).toBe(1);
  });
});
