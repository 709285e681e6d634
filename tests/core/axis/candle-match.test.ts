import { describe, expect, test } from 'vitest';
import { type CandleLine, matchCandles } from '../../../src/core/axis/candle-match';
import { candlesOf, type DrawnCandles } from '../../../src/core/axis/drawn-candles';
import { createOwnBars, type RangeBar } from '../../../src/core/axis/own-bars';
import { joinCandles, labBars, labCandles } from '../../pages/lab/lab-candles';
import { type Drawing, draw, HEIGHT } from './draw-bars';

const HOUR = 3600;
const CANDLES = labCandles();
const BARS: RangeBar[] = CANDLES.map(({ timeSec, high, low }) => ({ timeSec, high, low }));

/** Bars of `size` of the given ones each. */
function longer(bars: RangeBar[], sec: number): RangeBar[] {
  const starts = [...new Set(bars.map(({ timeSec }) => Math.floor(timeSec / sec) * sec))];
  const groups = starts.map((start) => bars.filter((b) => b.timeSec >= start && b.timeSec < start + sec));
  return groups.map((group, i) => ({
    timeSec: starts[i],
    high: Math.max(...group.map((b) => b.high)),
    low: Math.min(...group.map((b) => b.low)),
  }));
}

/** Hourly bars cut into quarters of an hour that have the same highs and lows together. */
function shorter(bars: RangeBar[]): RangeBar[] {
  return bars.flatMap(({ timeSec, high, low }, i) =>
    [0, 1, 2, 3].map((part) => {
      const middle = (high + low) / 2 + (high - low) * 0.1 * Math.sin(i * 4 + part);
      return {
        timeSec: timeSec + part * 900,
        high: part === i % 4 ? high : middle + (high - middle) * 0.4,
        low: part === (i + 1) % 4 ? low : middle - (middle - low) * 0.4,
      };
    }),
  );
}

function candles({ rects, price }: Drawing): DrawnCandles {
  const found = candlesOf(rects, price, HEIGHT);
  if (!found) throw new Error('no candles');
  return found;
}

function errorPx(line: CandleLine | null, bars: RangeBar[], barSec: number, spacingPx: number): number {
  if (!line) return Number.POSITIVE_INFINITY;
  return Math.max(
    ...bars.map(({ timeSec }) =>
      Math.abs(line.x0 + timeSec * line.pxPerSec - 20 - ((timeSec - bars[0].timeSec) / barSec) * spacingPx),
    ),
  );
}

function match(drawn: DrawnCandles, bars: RangeBar[]): CandleLine | null {
  return matchCandles(drawn, createOwnBars(bars));
}

describe('matchCandles', () => {
  test.each([3, 6.5, 12, 31])('finds hourly candles %d px apart among our hours', (spacing) => {
    for (let first = 10; first < 800; first += 97) {
      const shown = BARS.slice(first, first + 60);
      const line = match(candles(draw(shown, HOUR, spacing)), BARS);
      expect(line?.barSec).toBe(HOUR);
      expect(errorPx(line, shown, HOUR, spacing)).toBeLessThan(0.7);
    }
  });

  test('with an interval near the right one looks at no other, and with a wrong one at all', () => {
    const drawn = candles(draw(BARS.slice(300, 360), HOUR, 8));
    const spans = (knownSec: number) => {
      const own = createOwnBars(BARS);
      const asked = new Set<number>();
      const row = (spanSec: number, isLine: boolean) => {
        asked.add(spanSec);
        return own.row(spanSec, isLine);
      };
      expect(matchCandles(drawn, { ...own, row }, knownSec)?.barSec).toBe(HOUR);
      return asked;
    };
    expect([...spans(HOUR * 1.03)]).toEqual([HOUR]);
    expect(spans(4 * HOUR).size).toBeGreaterThan(2);
    expect(spans(Number.NaN).size).toBeGreaterThan(2);
  });

  test('finds the candles of another exchange of the same coin', () => {
    const theirs = labBars(CANDLES).map((b) => ({ ...b, high: b.high * 1.0004, low: b.low * 1.0004 }));
    const line = match(candles(draw(theirs.slice(300, 350), HOUR, 9)), BARS);
    expect(errorPx(line, theirs.slice(300, 350), HOUR, 9)).toBeLessThan(0.7);
  });

  test('finds longer candles than ours', () => {
    const shown = longer(BARS, 4 * HOUR).slice(40, 90);
    const line = match(candles(draw(shown, 4 * HOUR, 8)), BARS);
    expect(line?.barSec).toBe(4 * HOUR);
    expect(errorPx(line, shown, 4 * HOUR, 8)).toBeLessThan(0.7);
  });

  test('finds shorter candles than ours', () => {
    const shown = shorter(BARS).slice(1201, 1281);
    const line = match(candles(draw(shown, 900, 8)), BARS);
    expect(line?.barSec).toBe(900);
    expect(errorPx(line, shown, 900, 8)).toBeLessThan(0.7);
  });

  test('finds a few candles, but not too few', () => {
    const few = (count: number) =>
      candlesOf(
        draw(BARS.slice(500, 500 + count), HOUR, 20).rects,
        draw(BARS.slice(500, 500 + count), HOUR, 20).price,
        HEIGHT,
      );
    const eight = few(8);
    expect(eight && match(eight, BARS)?.barSec).toBe(HOUR);
    expect(few(5)).toBeNull();
  });

  test.each([20, 40, 59])('finds 60 candles of which our bars know the last %d', (known) => {
    for (let first = 10; first < 800; first += 97) {
      const shown = BARS.slice(first, first + 60);
      const own = BARS.slice(first + 60 - known, first + 60 - known + 200);
      const line = match(candles(draw(shown, HOUR, 8)), own);
      expect(errorPx(line, shown, HOUR, 8)).toBeLessThan(0.7);
    }
  });

  test.each([
    [3, 1],
    [20, 0],
    [100, 0],
  ])(
    'is null where a gap without room for it follows the oldest %d of 160, but for chance (%d of 7)',
    (old, most) => {
      const found = [10, 107, 204, 301, 398, 495, 592].filter((first) => {
        const shown = [...BARS.slice(first, first + old), ...BARS.slice(first + old + 60, first + 220)];
        const even = shown.map((bar, i) => ({ ...bar, timeSec: i * HOUR }));
        return match(candles(draw(even, HOUR, 5)), BARS);
      });
      expect(found.length).toBeLessThanOrEqual(most);
    },
  );

  test('is null where the newest two of 160 follow such a gap', () => {
    const shown = [...BARS.slice(300, 458), ...BARS.slice(518, 520)];
    const even = shown.map((bar, i) => ({ ...bar, timeSec: i * HOUR }));
    expect(match(candles(draw(even, HOUR, 5)), BARS)).toBeNull();
  });

  test('finds candles one of which another market has drawn far longer, the newest of which is still at work', () => {
    const shown = BARS.slice(-160).map((bar, i) => (i === 80 ? { ...bar, low: bar.low * 0.97 } : bar));
    shown[159] = { ...shown[159], high: shown[159].high * 1.03 };
    expect(errorPx(match(candles(draw(shown, HOUR, 5)), BARS), shown, HOUR, 5)).toBeLessThan(0.7);
  });

  test('finds the candles of a market that drifts away from ours', () => {
    const shown = BARS.slice(300, 460).map((bar, i) => {
      const factor = 1 + i * 0.00003;
      return { ...bar, high: bar.high * factor, low: bar.low * factor };
    });
    expect(errorPx(match(candles(draw(shown, HOUR, 5)), BARS), shown, HOUR, 5)).toBeLessThan(0.7);
  });

  test('is null where our bars know but a few of them', () => {
    for (let first = 10; first < 800; first += 97) {
      const own = BARS.slice(first + 50, first + 250);
      expect(match(candles(draw(BARS.slice(first, first + 60), HOUR, 8)), own)).toBeNull();
    }
  });

  test('is null for candles that are older than our bars', () => {
    for (let first = 0; first < 300; first += 31) {
      const drawn = candles(draw(BARS.slice(first, first + 60), HOUR, 8));
      expect(match(drawn, BARS.slice(400))).toBeNull();
    }
  });

  test('is null for another market at the same price, and without bars', () => {
    const other = labCandles(61_000, 0.006, 900, 99);
    for (let first = 0; first < 800; first += 61) {
      const drawn = candles(draw(BARS.slice(first, first + 40), HOUR, 8));
      expect(match(drawn, other)).toBeNull();
      expect(match(drawn, [])).toBeNull();
    }
  });

  test('is null where two stretches of our bars are the same', () => {
    const week = BARS.slice(0, 168);
    const twice = [...week, ...week.map((b) => ({ ...b, timeSec: b.timeSec + 168 * HOUR }))];
    expect(match(candles(draw(week.slice(50, 100), HOUR, 8)), twice)).toBeNull();
  });
});

describe('matchCandles, of lines of closes,', () => {
  const OWN = labBars(CANDLES);
  /** A line of prices as a chart draws it, on whole px, `spacing` px apart from 20 px on. */
  function line(closes: number[], spacing: number): DrawnCandles {
    const [high, low] = [Math.max(...closes), Math.min(...closes)];
    const a = (-0.7 * HEIGHT) / (high - low);
    const b = 0.15 * HEIGHT - a * high;
    const rects = closes.map((close, i): [number, number, number, number] => {
      const y = Math.round(a * close + b);
      return [20 + i * spacing, y, y, 0];
    });
    const price = { scale: 'linear', a, b, samples: 9, inliers: 9, rmsPx: 0 } as const;
    return candles({ rects, price });
  }
  const closesOf = (bars: { close: number }[]) => bars.map(({ close }) => close);
  const average = (values: number[], count: number) =>
    values.map((_, i) => {
      const last = values.slice(Math.max(0, i - count + 1), i + 1);
      return last.reduce((sum, value) => sum + value, 0) / last.length;
    });

  test.each([12, 30, 120])('finds %d points among our closes', (count) => {
    for (let first = 10; first < 760; first += 97) {
      const shown = CANDLES.slice(first, first + count);
      const found = match(line(closesOf(shown), 6.5), OWN);
      expect(found?.barSec).toBe(HOUR);
      expect(errorPx(found, shown, HOUR, 6.5)).toBeLessThan(0.7);
    }
  });

  test('finds lines of longer and of shorter bars than ours', () => {
    const long = joinCandles(CANDLES, 4).slice(100, 150);
    const found = match(line(closesOf(long), 9), OWN);
    expect(found?.barSec).toBe(4 * HOUR);
    expect(errorPx(found, long, 4 * HOUR, 9)).toBeLessThan(0.7);
    const shown = CANDLES.slice(300, 380);
    const own = labBars(joinCandles(CANDLES, 4));
    const fine = match(line(closesOf(shown), 5), own);
    expect(fine?.barSec).toBe(HOUR);
    expect(errorPx(fine, shown, HOUR, 5)).toBeLessThan(0.7);
  });

  test('finds no line of few points, of another market, or of an average, in 200 tries', () => {
    expect(match(line(closesOf(CANDLES.slice(50, 59)), 8), OWN)).toBeNull();
    for (let seed = 1; seed <= 50; seed++) {
      const other = closesOf(labCandles(61_000, 0.006, 300, 1000 + seed));
      const count = 11 + ((seed * 7) % 60);
      const at = (seed * 13) % (300 - count);
      for (const values of [other, average(other, 9), average(closesOf(CANDLES), 7)])
        expect(match(line(values.slice(at, at + count), 6), OWN)).toBeNull();
      const unlike = other.map((_, i) => 61_000 + 800 * Math.sin(i / (1 + (seed % 9))));
      expect(match(line(unlike.slice(at, at + count), 6), OWN)).toBeNull();
    }
  });

  test('finds no line among bars whose closes are not known', () => {
    expect(match(line(closesOf(CANDLES.slice(50, 90)), 8), BARS)).toBeNull();
  });
});
