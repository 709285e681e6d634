import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combineModels } from '../../../src/core/frame/combine-models';
import { frameWindow } from '../../../src/core/frame/frame-window';
import { addObserved, createLedger, observedBetween } from '../../../src/core/frame/observed-ledger';
import { atr1h, type PriceBar, sigmaDay } from '../../../src/core/frame/volatility';
import { T0, W } from './grid-samples';

const HOUR_MS = 3_600_000;

describe('frameWindow', () => {
  const PRICE = fc.double({ min: Math.log(1e-6), max: Math.log(1e6), noNaN: true }).map(Math.exp);
  const AWAY = fc.double({ min: 0, max: 0.6, noNaN: true });
  const widths = fc.constantFrom(0.0005, 0.001);

  test('covers 15 % to either side and the range up to 30 %, and at most a snap more', () => {
    fc.assert(
      fc.property(PRICE, AWAY, AWAY, widths, (mark, up, down, logBin) => {
        const { firstBin, bins } = frameWindow(mark, mark * (1 + up), mark * (1 - down), logBin);
        const bottom = mark * (1 - Math.min(0.3, Math.max(0.15, down)));
        const top = mark * (1 + Math.min(0.3, Math.max(0.15, up)));
        const slack = 64 * logBin + 1e-9;
        expect(firstBin * logBin).toBeLessThanOrEqual(Math.log(bottom) + 1e-9);
        expect(firstBin * logBin).toBeGreaterThan(Math.log(bottom) - slack);
        expect((firstBin + bins) * logBin).toBeGreaterThanOrEqual(Math.log(top) - 1e-9);
        expect((firstBin + bins) * logBin).toBeLessThan(Math.log(top) + slack);
      }),
      { seed: 65 },
    );
  });

  test('has edges on multiples of 64 bins and at most 1536 bins', () => {
    fc.assert(
      fc.property(PRICE, AWAY, AWAY, widths, (mark, up, down, logBin) => {
        const { firstBin, bins } = frameWindow(mark, mark * (1 + up), mark * (1 - down), logBin);
        expect(Math.abs(firstBin % 64)).toBe(0);
        expect(bins % 64).toBe(0);
        expect(bins).toBeLessThanOrEqual(1536);
      }),
      { seed: 66 },
    );
  });

  test('never shrinks when the range grows', () => {
    fc.assert(
      fc.property(PRICE, AWAY, AWAY, fc.double({ min: 1, max: 1.2, noNaN: true }), (mark, up, down, more) => {
        const small = frameWindow(mark, mark * (1 + up), mark * (1 - down), W);
        const large = frameWindow(mark, mark * (1 + up) * more, (mark * (1 - down)) / more, W);
        expect(large.firstBin).toBeLessThanOrEqual(small.firstBin);
        expect(large.firstBin + large.bins).toBeGreaterThanOrEqual(small.firstBin + small.bins);
      }),
      { seed: 67 },
    );
  });
});

describe('combineModels', () => {
  test('of one model, is that model', () => {
    const out = new Float32Array(3);
    combineModels([Float32Array.of(1, 0, 5)], 1, out);
    expect([...out]).toEqual([1, 0, 5]);
  });

  test('of two models, compares each side by itself: a missing side leaves the other alone', () => {
    const out = new Float32Array(4);
    combineModels([Float32Array.of(4, 1, 9, 1), Float32Array.of(1, 4, 0, 0)], 2, out);
    expect([...out]).toEqual([2, 2, 0, 0]);
  });

  test.each([0, 3])('with the close at the edge of the window (%d), has one side only', (split) => {
    const out = new Float32Array(3).fill(7);
    combineModels([Float32Array.of(1, 4, 0), Float32Array.of(8, 2, 0)], split, out);
    // Scaled to a total of 5: [4, 1, 0].
    [2, 2, 0].forEach((usd, bin) => {
      expect(out[bin]).toBeCloseTo(usd, 5);
    });
  });
});

describe('observedBetween', () => {
  const EVENT = fc.record({
    timeMs: fc.integer({ min: T0, max: T0 + 6 * HOUR_MS - 1 }),
    price: fc.double({ min: 80, max: 120, noNaN: true }),
    positionSide: fc.constantFrom('long' as const, 'short' as const),
    notionalUsd: fc.integer({ min: 1, max: 1e6 }),
    isSampled: fc.constant(false),
  });

  test('shares out the same USD to columns of any width and over any number of exchanges', () => {
    const widths = fc.constantFrom(300_000, 600_000, 1_800_000, 7_200_000);
    fc.assert(
      fc.property(
        fc.array(EVENT, { maxLength: 60 }),
        widths,
        fc.integer({ min: 1, max: 4 }),
        (events, columnMs, count) => {
          const ledgers = Array.from({ length: count }, createLedger);
          events.forEach((event, at) => {
            addObserved(ledgers[at % count], event, 300_000);
          });
          const { bars, flushes } = observedBetween(ledgers, T0, T0 + 6 * HOUR_MS, columnMs);
          for (const side of ['long', 'short'] as const) {
            const key = side === 'long' ? 'longUsd' : 'shortUsd';
            const total = events
              .filter(({ positionSide }) => positionSide === side)
              .reduce((usd, { notionalUsd }) => usd + notionalUsd, 0);
            expect(bars.reduce((usd, bar) => usd + bar[key], 0)).toBe(total);
            expect(flushes.reduce((usd, flush) => usd + flush[key], 0)).toBeLessThanOrEqual(total);
          }
          expect(bars.every(({ timeMs }) => (timeMs - T0) % columnMs === 0)).toBe(true);
          expect(new Set(bars.map(({ timeMs }) => timeMs)).size).toBe(bars.length);
        },
      ),
      { seed: 68 },
    );
  });

  test('of two neighbouring ranges, is together that of both', () => {
    fc.assert(
      fc.property(fc.array(EVENT, { maxLength: 60 }), fc.integer({ min: 1, max: 71 }), (events, bar) => {
        const ledger = createLedger();
        for (const event of events) addObserved(ledger, event, 300_000);
        const [middle, end] = [T0 + bar * 300_000, T0 + 6 * HOUR_MS];
        const parts = [
          observedBetween([ledger], T0, middle, 300_000),
          observedBetween([ledger], middle, end, 300_000),
        ];
        const whole = observedBetween([ledger], T0, end, 300_000);
        expect(parts.flatMap(({ bars }) => bars)).toEqual(whole.bars);
        expect(parts.flatMap(({ points }) => points)).toHaveLength(whole.points.length);
      }),
      { seed: 69 },
    );
  });

  test('of an event without a price, counts it in the bars and in no flush', () => {
    const ledger = createLedger();
    const event = { timeMs: T0, price: 0, positionSide: 'long' as const, notionalUsd: 9, isSampled: false };
    addObserved(ledger, event, 300_000);
    const { bars, flushes } = observedBetween([ledger], T0, T0 + 1, 300_000);
    expect(bars).toEqual([{ timeMs: T0, longUsd: 9, shortUsd: 0 }]);
    expect(flushes).toEqual([]);
  });
});

describe('volatility', () => {
  const MOVES = fc.array(fc.double({ min: -0.02, max: 0.02, noNaN: true }), { minLength: 20, maxLength: 60 });

  function hours(moves: readonly number[], unit = 1): PriceBar[] {
    let close = 100 * unit;
    return moves.map((move, at) => {
      const open = close;
      close *= Math.exp(move);
      return {
        openTimeMs: T0 + at * HOUR_MS,
        high: Math.max(open, close) * 1.001,
        low: Math.min(open, close) * 0.999,
        close,
      };
    });
  }

  test('atr1h of 14 hours of range 2 and one of 16 is (13 x 2 + 16) / 14 = 3', () => {
    const bars = Array.from({ length: 16 }, (_, at) => {
      const half = at === 15 ? 8 : 1;
      return { openTimeMs: T0 + at * HOUR_MS, high: 100 + half, low: 100 - half, close: 100 };
    });
    expect(atr1h(bars)).toBeCloseTo(3, 12);
  });

  test('atr1h counts the gap to the close before', () => {
    const bars = Array.from({ length: 15 }, (_, at) => {
      const close = at % 2 === 0 ? 100 : 110;
      return { openTimeMs: T0 + at * HOUR_MS, high: close + 1, low: close - 1, close };
    });
    expect(atr1h(bars)).toBeCloseTo(11, 12);
  });

  test('of prices in another unit, atr1h is in that unit and sigmaDay is the same', () => {
    fc.assert(
      fc.property(MOVES, fc.double({ min: 1e-5, max: 1e4, noNaN: true }), (moves, unit) => {
        expect(atr1h(hours(moves, unit)) / atr1h(hours(moves))).toBeCloseTo(unit, 6);
        expect(sigmaDay(hours(moves, unit))).toBeCloseTo(sigmaDay(hours(moves)), 9);
      }),
      { seed: 70 },
    );
  });

  test('sigmaDay of moves turned upside down is the same, and of doubled moves doubles', () => {
    fc.assert(
      fc.property(MOVES, (moves) => {
        const own = sigmaDay(hours(moves));
        expect(sigmaDay(hours(moves.map((move) => -move)))).toBeCloseTo(own, 9);
        expect(sigmaDay(hours(moves.map((move) => 2 * move)))).toBeCloseTo(2 * own, 9);
      }),
      { seed: 71 },
    );
  });

  test('sigmaDay weighs a day that is past by half', () => {
    const move = 0.01;
    const calm = Array.from({ length: 24 }, () => 0);
    const wild = Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? move : -move));
    const recent = sigmaDay(hours([0, ...calm, ...wild]));
    const past = sigmaDay(hours([0, ...wild, ...calm]));
    expect(past ** 2 / recent ** 2).toBeCloseTo(0.5, 9);
  });
});
