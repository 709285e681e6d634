import { describe, expect, test } from 'vitest';
import { type BadgedMoment, type OutcomeBar, outcomesByBadge } from '../../../src/core/score/badge-outcomes';
import { createRandom } from '../../../src/core/simulate/seeded-random';

const BAR_MS = 300_000;
const HOUR_MS = 12 * BAR_MS;
const NEXT_MS = 4 * HOUR_MS;
/** Shorts from 101 to 102 over a price of 100. */
const ZONE = { side: 'short', lowPrice: 101, highPrice: 102 } as const;

/** Five-minute bars from time 0 on with these closes, each as high and low as its close. */
function barsOf(closes: readonly number[]): OutcomeBar[] {
  return closes.map((close, at) => ({
    openTimeMs: at * BAR_MS,
    closeMs: (at + 1) * BAR_MS,
    high: close,
    low: close,
    close,
  }));
}

const shown = (
  badges: BadgedMoment['clusters'][number]['badges'],
  change: Partial<BadgedMoment> = {},
): BadgedMoment => ({ timeMs: 0, markPrice: 100, clusters: [{ ...ZONE, badges }], ...change });

/** A touch in the second bar, then an hour at `close`. */
const touchThen = (close: number): OutcomeBar[] =>
  barsOf([100, 101.5, ...Array.from({ length: 13 }, () => close)]);

describe('outcomesByBadge', () => {
  test('of a touch that closes beyond the far edge is through, back before the near one reversed, else partial', () => {
    const outcomeOf = (close: number) => outcomesByBadge([shown(['floating'])], touchThen(close), NEXT_MS)[0];
    expect(outcomeOf(103)).toEqual({ badge: 'floating', through: 1, reversed: 0, partial: 0, total: 1 });
    expect(outcomeOf(100)).toMatchObject({ reversed: 1, total: 1 });
    expect(outcomeOf(101.2)).toMatchObject({ partial: 1, total: 1 });
  });

  test('mirrors for longs below the price', () => {
    const longs = { side: 'long', lowPrice: 98, highPrice: 99, badges: ['prior-day-low'] } as const;
    const moment = { timeMs: 0, markPrice: 100, clusters: [longs] };
    const bars = barsOf([100, 98.5, 97]);
    expect(outcomesByBadge([moment], bars, NEXT_MS)).toEqual([
      { badge: 'prior-day-low', through: 1, reversed: 0, partial: 0, total: 1 },
    ]);
  });

  test('counts a cluster with two levels for both, in the order of the kinds, and names none without a touch', () => {
    const found = outcomesByBadge([shown(['round', 'swing-high'])], touchThen(103), NEXT_MS);
    expect(found.map(({ badge }) => badge)).toEqual(['swing-high', 'round']);
    expect(outcomesByBadge([shown(['round'])], barsOf([100, 100, 100]), NEXT_MS)).toEqual([]);
  });

  test('counts a touch once: at the last moment before it, and not where price is inside already', () => {
    const late = [...barsOf(Array.from({ length: 50 }, () => 100))];
    const touch = barsOf([
      ...late.map(({ close }) => close),
      101.5,
      ...Array.from({ length: 13 }, () => 100),
    ]);
    const moments = [
      shown(['floating']),
      shown(['floating'], { timeMs: NEXT_MS }),
      shown(['floating'], { timeMs: 2 * NEXT_MS }),
    ];
    expect(outcomesByBadge(moments, touch, NEXT_MS)).toMatchObject([{ total: 1 }]);
    expect(outcomesByBadge([shown(['floating'], { markPrice: 101.5 })], touchThen(103), NEXT_MS)).toEqual([]);
  });

  test('leaves out a touch whose hour is not over', () => {
    expect(outcomesByBadge([shown(['floating'])], touchThen(100).slice(0, 13), NEXT_MS)).toEqual([]);
  });

  test('over 200 random walks gives the outcomes that the whole series shows', () => {
    const random = createRandom(4);
    const totals = { through: 0, reversed: 0, partial: 0 };
    for (let walk = 0; walk < 200; walk += 1) {
      let close = 100;
      const bars = barsOf(
        Array.from({ length: 96 }, () => {
          close *= Math.exp(0.0025 * random.normal());
          return close;
        }),
      );
      const first = bars.findIndex(({ high }, at) => high >= 101 && at < 48);
      const hour = first < 0 ? [] : bars.slice(first, first + 13).map((bar) => bar.close);
      const isThrough = hour.some((each) => each > 102);
      const end = hour[12];
      const expected = isThrough ? 'through' : end < 101 ? 'reversed' : 'partial';
      const found = outcomesByBadge([shown(['floating'])], bars, NEXT_MS);
      expect(found.map((row) => row[expected])).toEqual(first < 0 ? [] : [1]);
      if (first >= 0) totals[expected] += 1;
    }
    expect(Math.min(...Object.values(totals))).toBeGreaterThan(4);
  });
});
