import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilDate, DAY_SEC, liesWithin, midnight, nearestMoment } from '../../../src/core/axis/wall-clock';

/** From the year 1 to 9999, s. */
const moment = fc.integer({ min: -62_135_596_800, max: 253_402_300_799 });

describe('civilDate', () => {
  test('names the day that the platform names, in any century', () => {
    fc.assert(
      fc.property(moment, (t) => {
        const date = new Date(t * 1000);
        expect(civilDate(t)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
      }),
      { seed: 1 },
    );
  });

  test('knows the ends of leap years, of centuries and of their fourth', () => {
    for (const text of ['2024-02-29', '2024-12-31', '1900-02-28', '2000-02-29', '2000-12-31', '2100-03-01']) {
      const [year, month, day] = text.split('-').map(Number);
      expect(civilDate(Date.parse(text) / 1000)).toEqual({ year, month, day });
      expect(civilDate(Date.parse(text) / 1000 + DAY_SEC - 1)).toEqual({ year, month, day });
    }
  });
});

describe('midnight', () => {
  test('gives back the start of the day of any moment', () => {
    fc.assert(
      fc.property(moment, (t) => {
        const { year, month, day } = civilDate(t);
        expect(midnight(year, month, day)).toBe(Math.floor(t / DAY_SEC) * DAY_SEC);
      }),
      { seed: 2 },
    );
  });

  test('carries months out of 1..12 into the year', () => {
    expect(midnight(2026, 0, 5)).toBe(midnight(2025, 12, 5));
    expect(midnight(2026, -11, 5)).toBe(midnight(2025, 1, 5));
    expect(midnight(2026, 14, 5)).toBe(midnight(2027, 2, 5));
  });

  test('is null for a day that its month does not have', () => {
    for (const [year, month, day] of [
      [2026, 2, 29],
      [2026, 2, 31],
      [2026, 4, 31],
      [2026, 1, 0],
      [2026, 1, 45],
    ])
      expect(midnight(year, month, day)).toBeNull();
  });
});

describe('nearestMoment', () => {
  test('finds a day number in the month before or after', () => {
    const at = Date.parse('2026-11-02') / 1000;
    expect(nearestMoment({ day: 31 }, at)).toBe(Date.parse('2026-10-31') / 1000);
    expect(nearestMoment({ day: 1, month: 1 }, at)).toBe(Date.parse('2027-01-01') / 1000);
  });
});

describe('liesWithin', () => {
  test('asks the named parts of a date, and never a clock time', () => {
    const at = Date.parse('2026-11-02T13:00Z') / 1000;
    expect(liesWithin({ month: 11 }, at)).toBe(true);
    expect(liesWithin({ month: 11, day: 3 }, at)).toBe(false);
    expect(liesWithin({ year: 2025 }, at)).toBe(false);
    expect(liesWithin({ secondOfDay: 46_800 }, at)).toBe(false);
  });
});
