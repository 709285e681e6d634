import { describe, expect, it } from 'vitest';
import { calendarLevels } from '../../../src/core/context/calendar-levels';
import { roundLevels, roundStep } from '../../../src/core/context/round-levels';
import { swingLevels, untouchedSwings } from '../../../src/core/context/swings';
import { rangeLevels, tradingRange } from '../../../src/core/context/trading-range';
import { barsOfCloses, HOUR_MS, hourBars } from './bars';

describe('swingLevels', () => {
  it('finds the turns of a known series', () => {
    const bars = barsOfCloses([10, 11, 12, 13, 12, 11, 10, 9, 10, 11, 12, 13]);
    expect(swingLevels(bars, 3)).toEqual([
      { kind: 'swing-high', price: 13, timeMs: 3 * HOUR_MS },
      { kind: 'swing-low', price: 9, timeMs: 7 * HOUR_MS },
    ]);
  });

  it('counts the first of equal neighbours and no bar too near the end', () => {
    const bars = hourBars([
      [1, 1, 1, 1],
      [2, 5, 2, 2],
      [2, 5, 2, 2],
      [1, 1, 1, 1],
      [1, 9, 1, 1],
    ]);
    expect(swingLevels(bars, 1).filter((level) => level.kind === 'swing-high')).toEqual([
      { kind: 'swing-high', price: 5, timeMs: HOUR_MS },
    ]);
  });

  it('finds none in a straight line', () => {
    expect(swingLevels(barsOfCloses([1, 2, 3, 4, 5, 6, 7, 8, 9]))).toEqual([]);
  });
});

describe('untouchedSwings', () => {
  it('drops a high that price has traded above and a low it has traded below', () => {
    const bars = barsOfCloses([10, 11, 12, 13, 12, 11, 10, 9, 10, 11, 12, 14]);
    const kinds = untouchedSwings(bars, swingLevels(bars)).map((level) => level.kind);
    expect(kinds).toEqual(['swing-low']);
  });
});

describe('calendarLevels', () => {
  // Monday 5 January 1970 is day 4; two weeks of hours whose close counts the hours.
  const MONDAY_MS = 4 * 24 * HOUR_MS;
  const bars = barsOfCloses(
    Array.from({ length: 14 * 24 }, (_, index) => 1000 + index),
    0.5,
    MONDAY_MS,
  );

  it('gives high and low of the last full day and of the last full week', () => {
    const nowMs = MONDAY_MS + 9 * 24 * HOUR_MS + 5 * HOUR_MS;
    expect(calendarLevels(bars, nowMs)).toEqual([
      { kind: 'prior-day-high', price: 1000 + 9 * 24 - 1 + 0.5, timeMs: MONDAY_MS + (9 * 24 - 1) * HOUR_MS },
      { kind: 'prior-day-low', price: 1000 + 8 * 24 - 1 - 0.5, timeMs: MONDAY_MS + 8 * 24 * HOUR_MS },
      { kind: 'prior-week-high', price: 1000 + 7 * 24 - 1 + 0.5, timeMs: MONDAY_MS + (7 * 24 - 1) * HOUR_MS },
      { kind: 'prior-week-low', price: 999.5, timeMs: MONDAY_MS },
    ]);
  });

  it('gives nothing for a week that is only partly on hand', () => {
    const nowMs = MONDAY_MS + 9 * 24 * HOUR_MS;
    const kinds = calendarLevels(bars.slice(24), nowMs).map((level) => level.kind);
    expect(kinds).toEqual(['prior-day-high', 'prior-day-low']);
    expect(calendarLevels([], nowMs)).toEqual([]);
  });
});

describe('roundStep and roundLevels', () => {
  it('take the step that people quote at a price', () => {
    expect([96_812, 1000, 0.2, 3400, 61].map(roundStep)).toEqual([2500, 25, 0.005, 50, 1]);
  });

  it('list the round numbers around the price', () => {
    expect(roundLevels(96_812, 0.03).map((level) => level.price)).toEqual([95_000, 97_500]);
    expect(roundLevels(0.2, 0.03).map((level) => level.price)).toEqual([0.195, 0.2, 0.205]);
  });

  it('refuse a price that is none', () => {
    expect(() => roundStep(0)).toThrow('invalid price: 0');
  });
});

describe('tradingRange', () => {
  const zigzag = (height: number) =>
    barsOfCloses(Array.from({ length: 40 }, (_, index) => 100 + (index % 2) * height));

  it('is tight when the day covers little more than single bars do', () => {
    const range = tradingRange(zigzag(2));
    expect(range).toEqual({ top: 102, bottom: 100, heightAtr: expect.closeTo(1, 1), isTight: true });
    expect(rangeLevels(range, 7)).toEqual([
      { kind: 'range-top', price: 102, timeMs: 7 },
      { kind: 'range-bottom', price: 100, timeMs: 7 },
    ]);
  });

  it('is not tight in a trend, and a wide range has no edges', () => {
    const range = tradingRange(barsOfCloses(Array.from({ length: 40 }, (_, index) => 100 + index)));
    expect(range?.isTight).toBe(false);
    expect(rangeLevels(range, 0)).toEqual([]);
  });

  it('is unknown with less than a day', () => {
    expect(tradingRange(zigzag(2).slice(0, 23))).toBeNull();
    expect(rangeLevels(null, 0)).toEqual([]);
  });
});
