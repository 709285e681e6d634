import { describe, expect, test } from 'vitest';
import { monthNames } from '../../../src/core/axis/month-names';
import { readTimeLabel } from '../../../src/core/axis/time-label';
import { followTimeAxis, solveTimeAxis } from '../../../src/core/axis/time-solver';

const MONTHS = monthNames(() => []);
const NOW = Date.UTC(2026, 10, 20, 14, 37) / 1000;
const DAY = 86_400;

interface Axis {
  startSec: number;
  secPerPx: number;
}

function label(text: string, x: number) {
  return { x, readings: readTimeLabel(text, MONTHS) };
}

/** Labels at given moments, worded by `text`. */
function row({ startSec, secPerPx }: Axis, moments: number[], text: (date: Date) => string) {
  return moments.map((t) => label(text(new Date(t * 1000)), (t - startSec) / secPerPx));
}

function every(from: number, stepSec: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i * stepSec);
}

const clockOrDay = (date: Date) =>
  date.getUTCHours() ? date.toISOString().slice(11, 16) : String(date.getUTCDate());
const MONTH = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });

function errorPx(fit: { pxPerSec: number; x0: number } | null, { startSec, secPerPx }: Axis): number {
  if (!fit) return Number.POSITIVE_INFINITY;
  return Math.max(
    ...[0, 400, 800].map((x) => Math.abs(fit.x0 + fit.pxPerSec * (startSec + x * secPerPx) - x)),
  );
}

describe('solveTimeAxis', () => {
  test('of clock times and day numbers finds the newest such days and says that the month is open', () => {
    const axis = { startSec: Date.UTC(2026, 10, 17) / 1000, secPerPx: 400 };
    const fit = solveTimeAxis(row(axis, every(axis.startSec + 21_600, 21_600, 13), clockOrDay), NOW);
    expect(errorPx(fit, axis)).toBeLessThan(0.01);
    expect(fit).toMatchObject({ inliers: 13, ambiguous: true });
  });

  test('of days with a month name is sure', () => {
    const axis = { startSec: Date.UTC(2026, 9, 20) / 1000, secPerPx: 3600 };
    const text = (date: Date) => (date.getUTCDate() === 1 ? MONTH.format(date) : String(date.getUTCDate()));
    const fit = solveTimeAxis(row(axis, every(axis.startSec + DAY, DAY, 20), text), NOW);
    expect(errorPx(fit, axis)).toBeLessThan(0.01);
    expect(fit?.ambiguous).toBe(false);
  });

  test('of months and years spanning a decade finds both', () => {
    const axis = { startSec: Date.UTC(2023, 0, 1) / 1000, secPerPx: 2 * DAY };
    const moments = Array.from({ length: 14 }, (_, i) => Date.UTC(2023, 3 + i * 3, 1) / 1000);
    const text = (date: Date) => (date.getUTCMonth() ? MONTH.format(date) : String(date.getUTCFullYear()));
    const fit = solveTimeAxis(row(axis, moments, text), NOW);
    expect(errorPx(fit, axis)).toBeLessThan(0.01);
  });

  test('of full dates needs no guess, wherever they lie', () => {
    const axis = { startSec: Date.UTC(2019, 4, 3) / 1000, secPerPx: 600 };
    const text = (date: Date) => date.toISOString().slice(0, 16).replace('T', ' ');
    const fit = solveTimeAxis(row(axis, every(axis.startSec, 50_400, 9), text), NOW);
    expect(errorPx(fit, axis)).toBeLessThan(0.01);
    expect(fit?.ambiguous).toBe(false);
  });

  test('takes a date that stands on the first tick after midnight for the day alone', () => {
    const axis = { startSec: Date.UTC(2026, 10, 16, 20) / 1000, secPerPx: 450 };
    let last = '';
    const text = (date: Date) => {
      const day = date.toISOString().slice(5, 10);
      const isNew = last !== '' && day !== last;
      last = day;
      return isNew ? day : date.toISOString().slice(11, 16);
    };
    const fit = solveTimeAxis(row(axis, every(axis.startSec + 3600, 36_000, 10), text), NOW);
    expect(errorPx(fit, axis)).toBeLessThan(1);
  });

  test('of clock times alone takes the latest day that lies behind us and marks it', () => {
    const axis = { startSec: Date.UTC(2026, 10, 20, 3) / 1000, secPerPx: 30 };
    const fit = solveTimeAxis(
      row(axis, every(axis.startSec + 3600, 3600, 6), (d) => d.toISOString().slice(11, 16)),
      NOW,
    );
    expect(errorPx(fit, axis)).toBeLessThan(0.01);
    expect(fit?.ambiguous).toBe(true);
  });

  test('follows a year change', () => {
    const axis = { startSec: Date.UTC(2025, 11, 20) / 1000, secPerPx: 3600 };
    const text = (date: Date) =>
      date.getUTCDate() > 1
        ? String(date.getUTCDate())
        : date.getUTCMonth()
          ? MONTH.format(date)
          : String(date.getUTCFullYear());
    const fit = solveTimeAxis(row(axis, every(axis.startSec + DAY, DAY, 30), text), NOW);
    expect(errorPx(fit, axis)).toBeLessThan(0.01);
  });

  test('refuses when one label is not explained', () => {
    const axis = { startSec: Date.UTC(2026, 10, 17) / 1000, secPerPx: 400 };
    const labels = row(axis, every(axis.startSec + 21_600, 21_600, 8), clockOrDay);
    labels[2].x += 40;
    expect(solveTimeAxis(labels, NOW)).toBeNull();
  });

  test('lets a free-standing year miss', () => {
    const axis = { startSec: Date.UTC(2026, 9, 20) / 1000, secPerPx: 3600 };
    const text = (date: Date) => date.toISOString().slice(5, 10);
    const labels = [...row(axis, every(axis.startSec + DAY, 2 * DAY, 8), text), label('2026', 3)];
    expect(errorPx(solveTimeAxis(labels, NOW), axis)).toBeLessThan(0.01);
  });

  test('takes the line on which free-standing years are near their first day, of a chart that leaves out weekends', () => {
    const places: [string, number][] = [
      ['Jul', 274],
      ['2025', 406],
      ['Jun', 514],
      ['2026', 668],
      ['Jun', 774],
      ['Nov', 884],
    ];
    const fit = solveTimeAxis(
      places.map(([text, x]) => label(text, x)),
      NOW,
    );
    for (const [year, x] of [
      [2025, 406],
      [2026, 668],
    ])
      expect(
        errorPx(fit, { startSec: Date.UTC(year, 0, 1) / 1000 - x * 120_500, secPerPx: 120_500 }),
      ).toBeLessThan(9);
  });

  test.each([
    ['that are days apart', 72_000],
    ['that are whole days apart', 3 * DAY],
    ['of a day and a half', 14_400],
  ])('of clock times %s but name no day is null', (_, stepSec) => {
    const axis = { startSec: Date.UTC(2026, 10, 15, 15) / 1000, secPerPx: stepSec / 145 };
    const clock = (date: Date) => date.toISOString().slice(11, 16);
    expect(solveTimeAxis(row(axis, every(axis.startSec, stepSec, 9), clock), NOW)).toBeNull();
  });

  test('of dates without a year that end with today does not begin a year later', () => {
    const axis = { startSec: Date.UTC(2025, 6, 1) / 1000, secPerPx: 57_600 };
    const moments = [6, 8, 10, 12, 14, 16].map((month) => Date.UTC(2025, month, 1) / 1000);
    const text = (date: Date) => `${date.getUTCDate()} ${MONTH.format(date)} 00:00`;
    const fit = solveTimeAxis(row(axis, moments, text), NOW);
    expect(errorPx(fit, axis)).toBeLessThan(0.01);
    expect(fit?.ambiguous).toBe(true);
  });

  test('of days with two digits of their year in front finds that year', () => {
    const axis = { startSec: Date.UTC(2026, 10, 16) / 1000, secPerPx: 600 };
    const text = (date: Date) => date.toISOString().slice(2, 10).replaceAll('-', '/');
    const fit = solveTimeAxis(row(axis, every(axis.startSec, DAY, 5), text), NOW);
    expect(errorPx(fit, axis)).toBeLessThan(0.01);
  });

  test('never passes over a month between two day numbers', () => {
    const labels = [label('15', 0), label('16', 135), label('16', 270), label('17', 405), label('17', 540)];
    const fit = solveTimeAxis(labels, NOW);
    if (fit) expect(1 / fit.pxPerSec).toBeLessThan(1000);
  });

  test.each([
    ['nothing', []],
    ['two labels', [label('12:00', 0), label('13:00', 100)]],
    ['labels on one spot', [label('12:00', 50), label('13:00', 50), label('14:00', 50)]],
    ['words', [label('a', 0), label('b', 100), label('c', 200)]],
  ])('of %s is null', (_, labels) => {
    expect(solveTimeAxis(labels, NOW)).toBeNull();
  });
});

describe('followTimeAxis', () => {
  const axis = { startSec: Date.UTC(2026, 10, 17) / 1000, secPerPx: 400 };
  const labels = row(axis, every(axis.startSec + 21_600, 21_600, 9), clockOrDay);

  test('confirms a guess that explains every label', () => {
    const guess = { t: axis.startSec, x: 0, secPerPx: 400.2 };
    expect(errorPx(followTimeAxis(labels, guess), axis)).toBeLessThan(0.01);
  });

  test('is null for a guess that does not', () => {
    expect(followTimeAxis(labels, { t: axis.startSec + 3600, x: 0, secPerPx: 400 })).toBeNull();
  });
});
