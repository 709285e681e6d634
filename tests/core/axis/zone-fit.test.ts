import { describe, expect, test } from 'vitest';
import type { CandleLine } from '../../../src/core/axis/candle-match';
import { monthNames } from '../../../src/core/axis/month-names';
import { readTimeLabel } from '../../../src/core/axis/time-label';
import type { TimeFit } from '../../../src/core/axis/time-solver';
import { isZoneHidden, stepBetween, toUtc, zonesOf } from '../../../src/core/axis/zone-fit';

const HOUR = 3600;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2026, 7, 10, 5) / 1000;
const MONTHS = monthNames([]);

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

  test('finds none for labels of another scale', () => {
    expect(zonesOf(lineAt(400), labels(0, 500, DAY / 4), null, false)).toEqual([]);
  });
});

describe('stepBetween()', () => {
  const EDGES: [number, number] = [0, 800];
  const axis = (leftSec: number, secPerPx = 600): TimeFit => ({
    pxPerSec: 1 / secPerPx,
    x0: -leftSec / secPerPx,
    inliers: 5,
    ambiguous: false,
  });
  const step = (sec: number, secPerPx = 600) =>
    stepBetween(axis(FROM, secPerPx), axis(FROM + sec, secPerPx), EDGES);

  test.each([
    [0, true, 0],
    [600, true, 0],
    [1800, false, 1800],
    [-5 * HOUR, false, -5 * HOUR],
    [5.5 * HOUR + 500, false, 5.5 * HOUR],
    [4.75 * HOUR, false, 0],
    [27 * HOUR, false, 0],
  ])('of %d s: short %s, another zone by %d s', (sec, isShort, zoneSec) => {
    expect(step(sec)).toEqual({ isShort, zoneSec });
  });

  test('is short where half an hour cannot be seen', () => {
    expect(step(1800, 3600)).toEqual({ isShort: true, zoneSec: 0 });
  });

  test('is neither at another scale', () => {
    expect(stepBetween(axis(FROM), axis(FROM, 620), EDGES)).toEqual({ isShort: false, zoneSec: 0 });
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
