import { describe, expect, test } from 'vitest';
import { monthNames } from '../../../src/core/axis/month-names';
import { clockOf, guesses, isBareYear, type TimeGuess } from '../../../src/core/axis/time-guesses';
import { readTimeLabel } from '../../../src/core/axis/time-label';

const MONTHS = monthNames(() => []);
const NOW = Date.UTC(2026, 10, 20, 14) / 1000;
const YEAR_SEC = 365.25 * 86_400;

function sample(text: string, x: number) {
  return { x, readings: readTimeLabel(text, MONTHS) };
}

function guessesOf(labels: [text: string, x: number][], countPast = () => 0, isStrict = true): TimeGuess[] {
  const samples = labels.map(([text, x]) => sample(text, x));
  const needed = samples.filter((s) => !isBareYear(s)).length;
  return [...guesses({ samples, needed, maxSecPerPx: 1e9 }, NOW, isStrict, countPast)];
}

describe('guesses', () => {
  test('of clock times hold the step between them at the newest days', () => {
    const found = guessesOf([
      ['08:00', 0],
      ['10:00', 72],
    ]);
    expect(found).toContainEqual({ t: Date.UTC(2026, 10, 20, 8) / 1000, x: 0, secPerPx: 100 });
  });

  test('of dates without a year go back until every calendar was tried, and no further', () => {
    const found = guessesOf([
      ['11-10 05:00', 35],
      ['11-10 07:00', 113],
      ['11-11 01:00', 811],
    ]);
    const oldest = Math.min(...found.map(({ t }) => t));
    expect((NOW - oldest) / YEAR_SEC).toBeGreaterThan(4);
    expect((NOW - oldest) / YEAR_SEC).toBeLessThan(7);
  });

  test('of the last of February find the newest leap year', () => {
    const found = guessesOf([
      ['29 Feb 06:00', 0],
      ['29 Feb 12:00', 60],
    ]);
    expect(found).toContainEqual({ t: Date.UTC(2024, 1, 29, 6) / 1000, x: 0, secPerPx: 360 });
  });

  test('of dates beside a bare year go back further, since it may name any', () => {
    const found = guessesOf([
      ['2015', 0],
      ['11 Feb', 60],
      ['21 Feb', 120],
    ]);
    expect(Math.min(...found.map(({ t }) => t))).toBeLessThan(Date.UTC(2016, 0) / 1000);
  });

  test('end with the newest year that holds a solution in the past', () => {
    const labels: [string, number][] = [
      ['10 Nov', 0],
      ['12 Nov', 100],
    ];
    let asked = 0;
    const found = guessesOf(labels, () => asked++);
    expect(found.length).toBeLessThan(guessesOf(labels).length);
    expect(found.every(({ t }) => t > Date.UTC(2026, 0) / 1000)).toBe(true);
  });
});

test('clockOf and isBareYear tell a clock time and a year by itself', () => {
  expect(clockOf(sample('10:30', 0))).toBe(37_800);
  expect(clockOf(sample('10 Nov', 0))).toBeUndefined();
  expect(['2026', 'Nov 2026', '10:30'].map((text) => isBareYear(sample(text, 0)))).toEqual([
    true,
    false,
    false,
  ]);
});
