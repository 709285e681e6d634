import { describe, expect, test } from 'vitest';
import type { DensityModel } from '../../../src/core/models/density-model';
import { ATR_UNIFORM, DISTANCE_KERNEL } from '../../../src/core/models/distance-shape';
import { LEVERAGE_TABLE, liquidationOffset } from '../../../src/core/models/leverage-levels';
import { OI_DELTA } from '../../../src/core/models/oi-delta';
import { OI_TABLE } from '../../../src/core/models/oi-table';
import { PIVOTS } from '../../../src/core/models/pivots';
import { TURNOVER } from '../../../src/core/models/turnover';
import { VOLUME_LEVERAGE, VOLUME_LEVERAGE_SWEEP } from '../../../src/core/models/volume-leverage';
import { flatBar, GRID, mapOf, sum, usdNear, W } from './model-samples';

/** Leverage, share of the table, and where 100 is liquidated at 0.4 % maintenance: (1 -+ 1/L) / (1 -+ 0.004). */
const LEVELS = [
  [5, 0.3, 80.3213, 119.5219],
  [10, 0.3, 90.3614, 109.5618],
  [25, 0.2, 96.3855, 103.5857],
  [50, 0.15, 98.3936, 101.5936],
  [100, 0.05, 99.3976, 100.5976],
] as const;

describe.each(LEVELS)('%dx', (leverage, share, longPrice, shortPrice) => {
  test('is liquidated where the arithmetic says', () => {
    expect(100 * Math.exp(liquidationOffset(true, leverage))).toBeCloseTo(longPrice, 4);
    expect(100 * Math.exp(liquidationOffset(false, leverage))).toBeCloseTo(shortPrice, 4);
  });

  test('has its share of the open interest of 100,000 USD on both sides in oi-table', () => {
    const { long, short } = mapOf(OI_TABLE, [flatBar(0)]);
    expect(usdNear(long, longPrice)).toBeCloseTo(100_000 * share, 6);
    expect(usdNear(short, shortPrice)).toBeCloseTo(100_000 * share, 6);
  });

  test('has its share of a rise by 20 coins in oi-delta, on the side of the candle', () => {
    const opened = (open: number): Record<'long' | 'short', Float64Array> =>
      mapOf(OI_DELTA, [
        flatBar(0),
        flatBar(1, { openInterestBase: 1020, open, low: Math.min(open, 100), high: Math.max(open, 100) }),
      ]);
    expect(usdNear(opened(100).long, longPrice)).toBeCloseTo(2000 * share, 6);
    expect(usdNear(opened(100.003).short, shortPrice)).toBeCloseTo(20 * ((100.003 + 200) / 3) * share, 6);
  });

  test('has its share of what was bought and sold in turnover', () => {
    const { long, short } = mapOf(TURNOVER, [flatBar(0, { takerBuyBase: 4 })]);
    expect(usdNear(long, longPrice)).toBeCloseTo(400 * share, 6);
    expect(usdNear(short, shortPrice)).toBeCloseTo(600 * share, 6);
  });

  test('fades in turnover by half in its own half-life', () => {
    const halfLife = LEVERAGE_TABLE.find((entry) => entry.leverage === leverage)?.halfLifeDays ?? Number.NaN;
    const quiet = flatBar(1, { volumeBase: 0, intervalMs: halfLife * 86_400_000 });
    const { long } = mapOf(TURNOVER, [flatBar(0, { takerBuyBase: 10 }), quiet]);
    expect(usdNear(long, longPrice)).toBeCloseTo(500 * share, 6);
  });
});

describe.each([
  ['volume-leverage', VOLUME_LEVERAGE, 250],
  ['volume-leverage-sweep', VOLUME_LEVERAGE_SWEEP, 0],
] as const)('%s', (_, model, afterTouch) => {
  test.each(LEVELS.slice(1))(
    'puts a quarter of 1,000 USD at %dx on both sides',
    (__, ___, longPrice, shortPrice) => {
      const { long, short } = mapOf(model, [flatBar(0)]);
      expect(usdNear(long, longPrice)).toBeCloseTo(250, 6);
      expect(usdNear(short, shortPrice)).toBeCloseTo(250, 6);
    },
  );

  test(`holds ${afterTouch} USD at a level that price has been to`, () => {
    const touch = flatBar(1, { volumeBase: 0, high: 104, low: 96 });
    const { long, short } = mapOf(model, [flatBar(0), touch]);
    expect(usdNear(long, 98.3936)).toBeCloseTo(afterTouch, 6);
    expect(usdNear(short, 101.5936)).toBeCloseTo(afterTouch, 6);
    expect(usdNear(long, 90.3614)).toBeCloseTo(250, 6);
    expect(usdNear(short, 109.5618)).toBeCloseTo(250, 6);
  });

  test('does nothing in a bar without a known volume', () => {
    const { long, short } = mapOf(model, [flatBar(0, { volumeBase: null })]);
    expect(sum(long) + sum(short)).toBe(0);
  });
});

describe('oi-delta', () => {
  test('does not know who held the open interest of its first bar', () => {
    const { long, short } = mapOf(OI_DELTA, [flatBar(0)]);
    expect(sum(long) + sum(short)).toBe(0);
  });

  test('counts a rise over bars that have none from the last known reading', () => {
    const bars = [flatBar(0), flatBar(1, { openInterestBase: null }), flatBar(2, { openInterestBase: 1030 })];
    expect(sum(mapOf(OI_DELTA, bars).long)).toBeCloseTo(3000, 6);
  });

  test('takes no reading of 0 for a fall of everything', () => {
    const bars = [flatBar(0), flatBar(1, { openInterestBase: 1010 }), flatBar(2, { openInterestBase: 0 })];
    expect(sum(mapOf(OI_DELTA, bars).long)).toBeCloseTo(1000, 6);
  });

  test('after a rise by 10, a fall by a fifth and a rise by 10 again, holds 800 + 1,000 USD', () => {
    const readings = [1000, 1010, 808, 818];
    const { long } = mapOf(
      OI_DELTA,
      readings.map((openInterestBase, at) => flatBar(at, { openInterestBase })),
    );
    expect(sum(long)).toBeCloseTo(1800, 6);
  });
});

describe('turnover', () => {
  test.each([
    [500, 'an unknown split', null],
    [1000, 'purchases only', 10],
    [0, 'sales only', 0],
  ])('gives %d of 1,000 USD to longs for %s', (usd, _, takerBuyBase) => {
    const { long, short } = mapOf(TURNOVER, [flatBar(0, { takerBuyBase })]);
    expect(sum(long)).toBeCloseTo(usd, 6);
    expect(sum(short)).toBeCloseTo(1000 - usd, 6);
  });

  test('lets the whole bar trade at (high + low + close) / 3', () => {
    const { long } = mapOf(TURNOVER, [flatBar(0, { high: 103, low: 97, close: 100.003, takerBuyBase: 10 })]);
    expect(sum(long)).toBeCloseTo(10 * (300.003 / 3), 6);
  });
});

describe('distance-kernel', () => {
  const { long, short } = mapOf(DISTANCE_KERNEL, [flatBar(0)]);
  const bin = (distance: number): number => Math.floor((Math.log(100) + distance - GRID.logPriceMin) / W);

  test('has half of 100,000 USD within 8 % of the price, on each side', () => {
    expect(sum(long.subarray(bin(-0.08), bin(0) + 1)) / 50_000).toBeCloseTo(1, 1);
    expect(sum(short.subarray(bin(0), bin(0.08))) / 50_000).toBeCloseTo(1, 1);
  });

  test('has 97.9 % within 50 %: ln(0.5 / 0.08) is 2.04 spreads of 0.9', () => {
    expect(sum(long)).toBeGreaterThan(97_500);
    expect(sum(long)).toBeLessThan(98_300);
  });

  test('has 1 / (0.08 x 0.9 x sqrt(2 pi)) = 5.54 of the open interest per unit at 8 %', () => {
    expect(long[bin(-0.08)] / (100_000 * W)).toBeCloseTo(5.54, 0);
    expect(long[bin(-0.08)] / (100_000 * W)).toBeGreaterThan(5.4);
  });
});

describe('atr-uniform', () => {
  // ln(100.1 / 99.9) x sqrt(288) is a day's range of 3.4 %.
  const dayRange = Math.log(100.1 / 99.9) * Math.sqrt(288);
  const wide = { high: 100.1, low: 99.9 };

  test('spreads 100,000 USD evenly over three daily ranges and nothing beyond', () => {
    const { long, short } = mapOf(ATR_UNIFORM, [flatBar(0, wide)]);
    const perBin = (100_000 * W) / (3 * dayRange);
    for (const side of [long, short]) {
      const filled = side.filter((usd) => usd > 0);
      expect(Math.min(...filled)).toBeCloseTo(perBin, 6);
      expect(Math.max(...filled)).toBeCloseTo(perBin, 6);
      expect(Math.abs(filled.length - (3 * dayRange) / W)).toBeLessThanOrEqual(1);
    }
  });

  test('counts a quiet bar with its part of 14 days', () => {
    const { long } = mapOf(ATR_UNIFORM, [flatBar(0, wide), flatBar(1)]);
    const perBin = (100_000 * W) / (3 * dayRange * (1 - 1 / 4032));
    expect(Math.max(...long)).toBeCloseTo(perBin, 6);
  });

  test('writes nothing before price has moved', () => {
    const { long, short } = mapOf(ATR_UNIFORM, [flatBar(0)]);
    expect(sum(long) + sum(short)).toBe(0);
  });
});

describe('pivots', () => {
  /** A V (or, with a negative slope, a peak) around bar 15, 5 cents a bar. */
  const swing = (slope: number, count: number): ReturnType<typeof flatBar>[] =>
    Array.from({ length: count }, (_, at) => {
      const price = 100 + slope * Math.abs(at - 15);
      return flatBar(at, { open: price, high: price, low: price, close: price });
    });
  // Bars 3 to 27: 10 coins x (25 x 100 +- 0.05 x 2 x (1 + ... + 12)), a quarter at each multiple.
  const usdAround = (slope: number): number => (10 * (2500 + slope * 156)) / 4;

  test.each(LEVELS.slice(1))(
    'put a quarter of the volume around a swing at %dx of it',
    (_, __, longPrice, shortPrice) => {
      expect(usdNear(mapOf(PIVOTS, swing(0.05, 28)).long, longPrice)).toBeCloseTo(usdAround(0.05), 6);
      expect(usdNear(mapOf(PIVOTS, swing(-0.05, 28)).short, shortPrice)).toBeCloseTo(usdAround(-0.05), 6);
    },
  );

  test('see a swing once', () => {
    const before = sum(mapOf(PIVOTS, swing(0.05, 28)).long);
    expect(sum(mapOf(PIVOTS, swing(0.05, 45)).long)).toBeCloseTo(before, 6);
  });

  test('see none in a straight line', () => {
    const line = Array.from({ length: 60 }, (_, at) => {
      const price = 100 + 0.01 * at;
      return flatBar(at, { open: price, high: price, low: price, close: price });
    });
    const { long, short } = mapOf(PIVOTS, line);
    expect(sum(long) + sum(short)).toBe(0);
  });
});

describe('every method', () => {
  const methods: [string, DensityModel][] = [
    OI_TABLE,
    OI_DELTA,
    TURNOVER,
    VOLUME_LEVERAGE_SWEEP,
    DISTANCE_KERNEL,
  ].map((model) => [model.id, model]);
  const moves = [100, 100.4, 100.1, 101, 100.2, 99.5, 100.3];
  const bars = moves.map((close, at) => {
    const open = moves[at - 1] ?? 100;
    return flatBar(at, {
      open,
      close,
      high: Math.max(open, close) + 0.1,
      low: Math.min(open, close) - 0.1,
      openInterestBase: 1000 + 7 * ((at * 5) % 4),
      takerBuyBase: 3 + (at % 4),
    });
  });

  test.each(methods)('%s: ten times the volume and open interest is ten times the map', (_, model) => {
    const larger = bars.map((bar) => ({
      ...bar,
      volumeBase: (bar.volumeBase ?? 0) * 10,
      takerBuyBase: (bar.takerBuyBase ?? 0) * 10,
      openInterestBase: (bar.openInterestBase ?? 0) * 10,
    }));
    const small = mapOf(model, bars);
    const large = mapOf(model, larger);
    for (const side of ['long', 'short'] as const) {
      expect(sum(small[side])).toBeGreaterThan(0);
      large[side].forEach((usd, bin) => {
        expect(usd).toBeCloseTo(10 * small[side][bin], 5);
      });
    }
  });

  test.each(methods)('%s: puts longs below and shorts above what price has reached', (_, model) => {
    const { long, short } = mapOf(model, bars);
    const binAt = (price: number): number => Math.floor((Math.log(price) - GRID.logPriceMin) / W);
    expect(sum(long.subarray(binAt(100.3) + 1))).toBe(0);
    expect(sum(short.subarray(0, binAt(100.3)))).toBe(0);
  });
});
