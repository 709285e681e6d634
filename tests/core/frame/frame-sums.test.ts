import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildGrid } from '../../../src/core/frame/build-grid';
import { type BuiltProfile, buildProfile, type ProfilePlan } from '../../../src/core/frame/build-profile';
import { FINE } from '../../../src/core/frame/column-chunk';
import { createTable } from '../../../src/core/frame/column-table';
import type { FormingColumn, GridSource } from '../../../src/core/frame/grid-source';
import type { HeatGrid, LiquidationProfile } from '../../../src/core/frame/heatmap-frame';
import { decodeUsd } from '../../../src/core/frame/quantise';
import { formingAt, type Level, planOf, STEP, T0, tableOf, W } from './grid-samples';

const { window } = planOf(createTable(FINE), 1);
const LAYERS = [0, 1, 2, 3];

const LEVEL: fc.Arbitrary<Level> = fc.record({
  price: fc.double({ min: 89, max: 112, noNaN: true }),
  usd: fc.double({ min: 200, max: 1e7, noNaN: true }),
  layer: fc.nat(3),
});
const MAP = fc.array(LEVEL, { minLength: 1, maxLength: 25 });
/** One map for each of several exchanges with closes of their own. */
const EXCHANGES = fc.array(fc.record({ close: fc.double({ min: 98, max: 102, noNaN: true }), levels: MAP }), {
  minLength: 1,
  maxLength: 4,
});

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

function profileOf(columns: readonly FormingColumn[], change: Partial<ProfilePlan> = {}): BuiltProfile {
  const newest = columns.map((column) => ({ column, isCounted: true }));
  return buildProfile({
    window,
    logBin: W,
    side: 'both',
    hasGroups: true,
    models: [{ layers: LAYERS, newest }],
    ...change,
  });
}

function gridOf(sources: readonly GridSource[], change: Parameters<typeof planOf>[2] = {}): HeatGrid {
  return buildGrid(planOf(sources[0].table, 1, { sources: [...sources], ...change }), 'k', null).grid;
}

const formingSource = (column: FormingColumn): GridSource => ({
  table: createTable(FINE),
  forming: column,
  isCounted: true,
});

/** USD of each bin of the first column, decoded. */
const decoded = ({ usd, usdFloor: floor, usdCeil: ceil, bins }: HeatGrid): number[] =>
  [...usd.subarray(0, bins)].map((code) => decodeUsd(code, { floor, ceil }));

const bothSides = ({ long, short }: LiquidationProfile): number[] =>
  [...long].map((usd, bin) => usd + short[bin]);

/** Largest relative error of bins that hold at least `least` USD. */
function largestError(actual: readonly number[], expected: readonly number[], least: number): number {
  return Math.max(0, ...expected.map((usd, bin) => (usd < least ? 0 : Math.abs(actual[bin] / usd - 1))));
}

describe('the newest column of a grid', () => {
  test('equals the profile within half a step of the code, 3.7 %, in every bin', () => {
    fc.assert(
      fc.property(MAP, (levels) => {
        const column = formingAt(T0, 100, levels);
        const shown = decoded(gridOf([formingSource(column)]));
        const exact = bothSides(profileOf([column]).profile);
        expect(largestError(shown, exact, 102)).toBeLessThan(0.037);
        expect(shown.filter((usd, bin) => usd > 0 && !(exact[bin] > 98))).toEqual([]);
      }),
      { seed: 51, numRuns: 60 },
    );
  });

  test('from a stored column, adds the error of the stored code, 3.9 %, and no more', () => {
    fc.assert(
      fc.property(MAP, (levels) => {
        const shown = decoded(gridOf([{ table: tableOf([100], levels), forming: null, isCounted: true }]));
        const exact = bothSides(profileOf([formingAt(T0, 100, levels)]).profile);
        expect(largestError(shown, exact, 110)).toBeLessThan(1.037 * 1.039 - 1);
      }),
      { seed: 52, numRuns: 60 },
    );
  });

  test('equals the profile over exchanges with prices of their own, too', () => {
    fc.assert(
      fc.property(EXCHANGES, (exchanges) => {
        const columns = exchanges.map(({ close, levels }) => formingAt(T0, close, levels));
        const shown = decoded(gridOf(columns.map(formingSource)));
        expect(largestError(shown, bothSides(profileOf(columns).profile), 102)).toBeLessThan(0.037);
      }),
      { seed: 53, numRuns: 40 },
    );
  });

  test('changes sides at the bin of the close, as the profile does', () => {
    fc.assert(
      fc.property(MAP, fc.double({ min: 98, max: 102, noNaN: true }), (levels, close) => {
        const column = formingAt(T0, close, levels);
        const { split } = gridOf([formingSource(column)]);
        const { long, short } = profileOf([column]).profile;
        expect(sum(long.subarray(split[0])) + sum(short.subarray(0, split[0]))).toBe(0);
        expect(split[0]).toBe(Math.floor(Math.log(close) / W) - window.firstBin);
      }),
      { seed: 54, numRuns: 40 },
    );
  });
});

describe('the sum over exchanges', () => {
  test('is the USD of all of them, whatever their prices', () => {
    fc.assert(
      fc.property(EXCHANGES, (exchanges) => {
        const columns = exchanges.map(({ close, levels }) => formingAt(T0, close, levels));
        const { profile, exchangeUsd } = profileOf(columns);
        exchanges.forEach(({ levels }, at) => {
          expect(sum(exchangeUsd[at]) / sum(levels.map(({ usd }) => usd))).toBeCloseTo(1, 4);
        });
        expect(sum(bothSides(profile)) / sum(exchangeUsd.map(sum))).toBeCloseTo(1, 4);
      }),
      { seed: 55, numRuns: 60 },
    );
  });

  test('is in every bin what the exchanges add there', () => {
    fc.assert(
      fc.property(EXCHANGES, (exchanges) => {
        const columns = exchanges.map(({ close, levels }) => formingAt(T0, close, levels));
        const { profile, exchangeUsd } = profileOf(columns);
        const expected = bothSides(profile).map((_, bin) => sum(exchangeUsd.map((own) => own[bin])));
        expect(largestError(bothSides(profile), expected, 0.01)).toBeLessThan(1e-5);
      }),
      { seed: 56, numRuns: 40 },
    );
  });

  test('carries a level 5 % above another close to 5 % above its own', () => {
    fc.assert(
      fc.property(fc.double({ min: 95, max: 105, noNaN: true }), (close) => {
        const columns = [formingAt(T0, 100, []), formingAt(T0, close, [{ price: close * 1.05, usd: 1e6 }])];
        const { short } = profileOf(columns).profile;
        const mean = sum(short.map((usd, bin) => usd * (window.firstBin + bin + 0.5) * W)) / sum(short);
        expect(Math.abs(mean - Math.log(105))).toBeLessThan(W);
      }),
      { seed: 57 },
    );
  });

  test('without the exchange that gives the prices, is that of the others at its prices', () => {
    const own = { column: formingAt(T0, 100, [{ price: 95, usd: 1e6 }]), isCounted: false };
    const other = { column: formingAt(T0, 102, [{ price: 96.9, usd: 7e5 }]), isCounted: true };
    const models = [{ layers: LAYERS, newest: [own, other] }];
    const { profile } = profileOf([], { models });
    expect(sum(profile.long)).toBeCloseTo(7e5, 0);
    const peak = profile.long.indexOf(Math.max(...profile.long));
    expect(Math.abs(peak + window.firstBin - Math.floor(Math.log(95) / W))).toBeLessThanOrEqual(1);
  });
});

describe('the parts of a profile', () => {
  test('groups add up to both sides, in every bin', () => {
    fc.assert(
      fc.property(EXCHANGES, (exchanges) => {
        const { profile } = profileOf(exchanges.map(({ close, levels }) => formingAt(T0, close, levels)));
        const { bins, groups } = profile;
        const added = bothSides(profile).map(
          (_, bin) => groups[bin] + groups[bins + bin] + groups[2 * bins + bin],
        );
        expect(largestError(added, bothSides(profile), 0.01)).toBeLessThan(1e-5);
      }),
      { seed: 58, numRuns: 40 },
    );
  });

  test('layers add up to the whole, and each side alone is that side of both', () => {
    fc.assert(
      fc.property(MAP, (levels) => {
        const column = formingAt(T0, 100, levels);
        const newest = [{ column, isCounted: true }];
        const whole = profileOf([column]).profile;
        const layers = LAYERS.map(
          (layer) => profileOf([], { models: [{ layers: [layer], newest }] }).profile,
        );
        const added = bothSides(whole).map((_, bin) =>
          sum(layers.map(({ long, short }) => long[bin] + short[bin])),
        );
        expect(largestError(added, bothSides(whole), 0.01)).toBeLessThan(1e-5);
        const longs = profileOf([column], { side: 'long' }).profile;
        const shorts = profileOf([column], { side: 'short' }).profile;
        expect([longs.long, shorts.short]).toEqual([whole.long, whole.short]);
        expect(sum(longs.short) + sum(shorts.long)).toBe(0);
      }),
      { seed: 59, numRuns: 40 },
    );
  });
});

describe('a level near the edge of the window', () => {
  test.each([
    [0, 'below it', 79],
    [1, 'inside its first bins', 81],
    [1, 'inside its last bins', 124],
    [0, 'above it', 126],
  ])('is shown %d times when it lies %s, and never wraps round', (times, _, price) => {
    // A close of its own lets the column reach the edge.
    const column = formingAt(T0, price > 100 ? 120 : 85, [{ price, usd: 1e6 }]);
    const { profile } = profileOf([column]);
    expect(bothSides(profile).filter((usd) => usd > 0)).toHaveLength(times);
    const shown = decoded(gridOf([formingSource(column)]));
    expect(shown.filter((usd) => usd > 0)).toHaveLength(times);
  });
});

describe('a wider column', () => {
  test('shows the last of its bars and the range of all, however many they are', () => {
    const closes = fc.array(fc.double({ min: 97, max: 103, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(closes, (drawn) => {
        const table = tableOf(drawn, [{ price: 95, usd: 1e6 }]);
        const columnMs = drawn.length * STEP;
        const grid = gridOf([{ table, forming: null, isCounted: true }], { columnMs });
        expect(grid.close[0]).toBe(Math.fround(drawn[drawn.length - 1]));
        expect(grid.high[0]).toBe(Math.fround(Math.max(...drawn.map((close) => close * 1.001))));
        expect(grid.low[0]).toBe(Math.fround(Math.min(...drawn.map((close) => close * 0.999))));
      }),
      { seed: 60, numRuns: 30 },
    );
  });
});
