import { describe, expect, test } from 'vitest';
import { type PriceBar, type ShownMoment, scoreTouches } from '../../../src/core/score/touch-scorecard';
import { createRandom } from '../../../src/core/simulate/seeded-random';

const HOUR_MS = 3_600_000;

/** A random walk of hourly bars over 200 days. */
function walk(seed: number, hours = 4800): { bars: PriceBar[]; closes: number[] } {
  const random = createRandom(seed);
  const closes: number[] = [];
  let close = 100;
  const bars = Array.from({ length: hours }, (_, hour) => {
    const open = close;
    close *= Math.exp(0.006 * random.normal());
    closes.push(close);
    const wick = 0.002 * random.uniform();
    return {
      openTimeMs: hour * HOUR_MS,
      intervalMs: HOUR_MS,
      high: Math.max(open, close) * (1 + wick),
      low: Math.min(open, close) * (1 - wick),
    };
  });
  return { bars, closes };
}

/** A moment every eight hours with a cluster `distance` away on each side. */
function shown(
  closes: readonly number[],
  distanceOf: (hour: number, isUp: boolean) => number,
): ShownMoment[] {
  const moments: ShownMoment[] = [];
  for (let hour = 24; hour < closes.length - 48; hour += 8) {
    const markPrice = closes[hour - 1];
    const up = markPrice * Math.exp(distanceOf(hour, true));
    const down = markPrice * Math.exp(-distanceOf(hour, false));
    moments.push({
      timeMs: hour * HOUR_MS,
      markPrice,
      sigmaDay: 0.03,
      clusters: [
        { side: 'short', lowPrice: up, highPrice: up * 1.002 },
        { side: 'long', lowPrice: down * 0.998, highPrice: down },
      ],
    });
  }
  return moments;
}

describe('scoreTouches', () => {
  const { bars, closes } = walk(21);

  test('of clusters at random distances finds no difference to the controls', () => {
    const random = createRandom(3);
    const card = scoreTouches(
      shown(closes, () => random.between(0.01, 0.05)),
      bars,
    );
    expect(card.count).toBeGreaterThan(900);
    expect(card.touchedShare).toBeGreaterThan(0.2);
    expect(Math.abs(card.difference.value)).toBeLessThan(0.04);
    expect(card.difference.low).toBeLessThan(0);
    expect(card.difference.high).toBeGreaterThan(0);
  });

  test('of clusters that know where the price will go finds a difference', () => {
    const card = scoreTouches(
      shown(closes, (hour, isUp) => {
        const future = bars.slice(hour, hour + 24);
        const reach = isUp
          ? Math.log(Math.max(...future.map((bar) => bar.high)) / closes[hour - 1])
          : Math.log(closes[hour - 1] / Math.min(...future.map((bar) => bar.low)));
        return Math.max(0.001, 0.95 * reach);
      }),
      bars,
    );
    expect(card.touchedShare).toBeGreaterThan(0.9);
    expect(card.difference.low).toBeGreaterThan(0.2);
  });

  test('leaves out moments whose horizon has not passed', () => {
    const late = shown(closes, () => 0.01).map((moment) => ({
      ...moment,
      timeMs: moment.timeMs + 4790 * HOUR_MS,
    }));
    expect(scoreTouches(late, bars).count).toBe(0);
  });

  test('of nothing shown has no figures', () => {
    const card = scoreTouches([], bars);
    expect(card).toMatchObject({ count: 0, touchedShare: Number.NaN });
    expect(card.difference.value).toBeNaN();
  });

  test('compares only with moments of like volatility', () => {
    const moments = shown(closes, () => 0.02);
    moments.forEach((moment, i) => {
      moment.sigmaDay = i === 0 ? 0.3 : 0.03;
    });
    expect(scoreTouches(moments.slice(0, 1).concat(moments.slice(50, 60)), bars).count).toBe(20);
  });

  test('gives the same card for the same seed', () => {
    const moments = shown(closes, () => 0.02).slice(0, 60);
    expect(scoreTouches(moments, bars, { seed: 5 })).toEqual(scoreTouches(moments, bars, { seed: 5 }));
  });
});
