import { describe, expect, test } from 'vitest';
import type { CandleLine } from '../../../src/core/axis/candle-match';
import { monthNames } from '../../../src/core/axis/month-names';
import { readTimeLabel } from '../../../src/core/axis/time-label';
import type { TimeFit } from '../../../src/core/axis/time-solver';
import { isShortStep, isZoneHidden, toUtc, zonesOf } from '../../../src/core/axis/zone-fit';

const HOUR = 3600;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2026, 7, 10, 5) / 1000;
const MONTHS = monthNames(() => []);

/** Candles from `FROM` at x = 0, an hour each. */
function lineAt(secPerPx: number): CandleLine {
  return { pxPerSec: 1 / secPerPx, x0: -FROM / secPerPx, barSec: HOUR, middleX: 400 };
}

/** Labels every `stepSec` of a clock `zoneSec` ahead, put `lateSec` after their moment. */
function labels(zoneSec: number, secPerPx: number, stepSec: number, lateSec = 0) {
  const wall = FROM + zoneSec;
  const samples = [];
  for (let t = Math.ceil(wall / stepSec) * stepSec; t < wall + 800 * secPerPx; t += stepSec) {
    const text = new Date(t * 1000).toISOString();
    const label = t % DAY ? text.slice(11, 16) : `${Number(text.slice(8, 10))}`;
    samples.push({ x: (t + lateSec - wall) / secPerPx, readings: readTimeLabel(label, MONTHS) });
  }
  return samples;
}

describe('zonesOf()', () => {
  test.each([-5, 0, 5.5, 8])('finds the one zone in which clock times stand, %d h', (hours) => {
    const zones = zonesOf(lineAt(400), labels(hours * HOUR, 400, DAY / 4), null, false);
    expect(zones.map(({ offsetSec, isExact }) => [offsetSec, isExact])).toEqual([[hours * HOUR, true]]);
    const { pxPerSec, x0 } = toUtc(zones[0].fit, zones[0].offsetSec, false);
    expect(-x0 / pxPerSec).toBeCloseTo(FROM, 0);
  });

  test('takes the zone in which day numbers stand at midnight, and none in which they only lie in their day', () => {
    const zones = zonesOf(lineAt(600), labels(-5 * HOUR, 600, DAY), null, false);
    expect(zones.map(({ offsetSec, isExact }) => [offsetSec / HOUR, isExact])).toEqual([[-5, true]]);
  });

  test('finds many zones and calls none exact where dates may stand anywhere in their day', () => {
    const zones = zonesOf(lineAt(600), labels(-5 * HOUR, 600, DAY), null, true);
    expect(zones.length).toBeGreaterThan(10);
    expect(zones.some(({ isExact }) => isExact)).toBe(false);
  });

  test('calls none exact where every date stands at another hour', () => {
    const shifted = labels(0, 600, DAY).map((l, i) => ({ ...l, x: l.x + (((i % 3) + 1) * 2 * HOUR) / 600 }));
    const zones = zonesOf(lineAt(600), shifted, null, false);
    expect(zones.length).toBeGreaterThan(1);
    expect(zones.some(({ isExact }) => isExact)).toBe(false);
  });

  test.each([
    [0, 1],
    [0, -1],
    [8, 1],
    [-5, 1],
  ])(
    'finds none where dates of a clock %d h ahead stand at midnight, and the candles %d day off',
    (hours, days) => {
      const late = labels(hours * HOUR, 600, DAY);
      const line = lineAt(600);
      const off = { ...line, x0: line.x0 + (days * DAY) / 600 };
      expect(zonesOf(line, late, null, false).map(({ offsetSec }) => offsetSec)).toContain(hours * HOUR);
      expect(zonesOf(off, late, null, false)).toEqual([]);
    },
  );

  test('finds several where a px holds more than half an hour', () => {
    const zones = zonesOf(lineAt(7200), labels(0, 7200, DAY), null, false);
    expect(zones.length).toBeGreaterThan(1);
    expect(zones.every(({ isExact }) => isExact)).toBe(true);
  });

  test.each([
    [400, 0.55, [8]],
    [400, 0.85, [8]],
    [400, 1.1, []],
    [200, 1.1, []],
    [1200, 0.55, [8]],
    [1200, 0.85, []],
  ])('at %d s a px, with labels %d px beside the candles, finds the zones %j', (secPerPx, offPx, hours) => {
    const zones = zonesOf(
      lineAt(secPerPx),
      labels(8 * HOUR, secPerPx, DAY / 2, offPx * secPerPx),
      null,
      false,
    );
    expect(zones.map(({ offsetSec }) => offsetSec / HOUR)).toEqual(hours);
  });

  test('finds none for labels of another scale, nor for dates at midnight that would lie in their days at both', () => {
    expect(zonesOf(lineAt(400), labels(0, 500, DAY / 4), null, false)).toEqual([]);
    const days = labels(0, 610, DAY).slice(0, 4);
    const labelled = { pxPerSec: 1 / 610, x0: -FROM / 610, inliers: 4, ambiguous: false };
    expect(zonesOf(lineAt(600), days, null, false).length).toBeGreaterThan(0);
    expect(zonesOf(lineAt(600), days, labelled, false)).toEqual([]);
  });
});

describe('isShortStep()', () => {
  const EDGES: [number, number] = [0, 800];
  const axis = (leftSec: number, secPerPx = 600): TimeFit => ({
    pxPerSec: 1 / secPerPx,
    x0: -leftSec / secPerPx,
    inliers: 5,
    ambiguous: false,
  });
  test.each([
    [0, 600, true],
    [600, 600, true],
    [1800, 600, false],
    [-5 * HOUR, 600, false],
    [1800, 3600, true],
  ])('of %d s at %d s a px: %s', (sec, secPerPx, isShort) => {
    expect(isShortStep(axis(FROM, secPerPx), axis(FROM + sec, secPerPx), EDGES)).toBe(isShort);
  });

  test('is false at another scale', () => {
    expect(isShortStep(axis(FROM), axis(FROM, 620), EDGES)).toBe(false);
  });
});

describe('isZoneHidden()', () => {
  test.each([
    [1 / 600, 1 / 100, false],
    [1 / 7200, 1 / 6000, false],
    [1 / 7200, 1 / 600, true],
  ])('of a view at %d px a second, now at %d: %s', (coarsest, pxPerSec, isHidden) => {
    expect(isZoneHidden(coarsest, pxPerSec)).toBe(isHidden);
  });
});
