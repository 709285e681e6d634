import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { monthNames } from '../../../src/core/axis/month-names';
import { readTimeLabel } from '../../../src/core/axis/time-label';

const MONTHS = monthNames(() => ['de', 'ru', 'zh-CN', 'tr']);

describe('readTimeLabel', () => {
  test.each([
    ['12:30', [{ secondOfDay: 45_000 }]],
    ['00:00', [{ secondOfDay: 0 }]],
    ['9:05:30', [{ secondOfDay: 32_730 }]],
    ['3:30pm', [{ secondOfDay: 55_800 }]],
    ['12am', [{ secondOfDay: 0 }]],
    ['12 PM', [{ secondOfDay: 43_200 }]],
    ['17', [{ day: 17 }]],
    ['Nov', [{ month: 11 }]],
    ['Nov.', [{ month: 11 }]],
    ['Mai', [{ month: 5 }]],
    ['нояб.', [{ month: 11 }]],
    ['11月', [{ month: 11 }]],
    ['2026', [{ year: 2026 }]],
    ['2026-11', [{ year: 2026, month: 11 }]],
    ['2026-11-20', [{ year: 2026, month: 11, day: 20 }]],
    ['2026/11/20', [{ year: 2026, month: 11, day: 20 }]],
    ['2026-11-20 14:00', [{ year: 2026, month: 11, day: 20, secondOfDay: 50_400 }]],
    ['2026-11-20T14:00', [{ year: 2026, month: 11, day: 20, secondOfDay: 50_400 }]],
    ["02 Mar '25 12:00", [{ year: 2025, month: 3, day: 2, secondOfDay: 43_200 }]],
    ['21 Nov', [{ month: 11, day: 21 }]],
    ['Mon 16', [{ day: 16 }]],
    ['Mo. 16', []],
    ['Montag, 16', [{ day: 16 }]],
    ['Mon 16 Nov', [{ month: 11, day: 16 }]],
    ['Mon 16 12:30', [{ day: 16, secondOfDay: 45_000 }]],
    ['Mon', []],
    ['Tue 42', []],
    ['Nov 21', [{ month: 11, day: 21 }]],
    ['Nov 2026', [{ month: 11, year: 2026 }]],
    ['11-17', [{ month: 11, day: 17 }]],
    ['17.11', [{ month: 11, day: 17 }]],
    [
      '03/04',
      [
        { month: 3, day: 4 },
        { month: 4, day: 3 },
      ],
    ],
    ['11/14/26', [{ month: 11, day: 14, year: 2026 }]],
    [
      '26/11/20',
      [
        { month: 11, day: 26, year: 2020 },
        { month: 11, day: 20, year: 2026 },
      ],
    ],
    ['12am 11/15', [{ month: 11, day: 15, secondOfDay: 0 }]],
    ['11月20日', [{ month: 11, day: 20 }]],
  ])('of "%s" gives %j', (text, readings) => {
    expect(readTimeLabel(text, MONTHS)).toEqual(readings);
  });

  test.each(['61,234.5', '24:00', '12:75', '32', '0', 'Volume', '', '13/13', '1.2K', 'abc 12:00', '2026-13'])(
    'of "%s" is no time',
    (text) => {
      expect(readTimeLabel(text, MONTHS)).toEqual([]);
    },
  );

  test('answers any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 57 }), (t) =>
        Array.isArray(readTimeLabel(t, MONTHS)),
      ),
    );
  });
});

describe('monthNames', () => {
  test('knows twelve months in each language and skips what is no language', () => {
    const names = monthNames(() => ['fr', 'not a language', 'x']);
    const months = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre';
    expect(months.split(' ').map((name) => names.get(name))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(names.get('août')).toBe(8);
    expect(names.get('september')).toBe(9);
  });
});
