import { expect, test } from 'vitest';
import { impactOf, importance, quantityFor10Bp } from '../../../src/core/clusters/importance';
import { reachLabel, reachProbability } from '../../../src/core/clusters/reach';
import { zoneAgeMs } from '../../../src/core/clusters/zone-age';

test('reachProbability is 1 at the price, falls with distance and rises with time', () => {
  expect(reachProbability(0, 0.03, 1)).toBe(1);
  expect(reachProbability(0.01, 0.03, 1)).toBeGreaterThan(reachProbability(0.02, 0.03, 1));
  expect(reachProbability(0.02, 0.03, 2)).toBeGreaterThan(reachProbability(0.02, 0.03, 1));
  expect(reachProbability(-0.02, 0.03, 1)).toBe(reachProbability(0.02, 0.03, 1));
});

test('reachProbability at one daily sigma is 2 (1 - Phi(.9)) = .3681', () => {
  expect(reachProbability(0.03, 0.03, 1)).toBeCloseTo(0.3681, 4);
});

test('reachProbability without volatility or time is NaN', () => {
  expect(reachProbability(0.01, Number.NaN, 1)).toBeNaN();
  expect(reachProbability(0.01, 0.03, 0)).toBeNaN();
});

test.each([
  [0.001, 0.2, 'at-target'],
  [0.001, 0.25, 'near'],
  [0.01, 0.99, 'near'],
  [0.02, 1, 'today'],
  [0.048, 9, 'today'],
  [0.049, 9, 'far'],
] as const)('reachLabel at %s, %s ATR away, is %s', (distance, atrs, label) => {
  expect(reachLabel(distance, atrs, 0.03)).toBe(label);
});

test('reachLabel without an ATR takes the hour out of the daily volatility', () => {
  expect(reachLabel(0.002, Number.NaN, 0.03)).toBe('at-target');
  expect(reachLabel(0.03, Number.NaN, 0.03)).toBe('today');
});

test('quantityFor10Bp is the size whose impact is 10 bp', () => {
  const q10 = quantityFor10Bp(0.03, 1e9);
  expect(impactOf(q10, 0.03, 1e9)).toBeCloseTo(0.001, 12);
  expect(quantityFor10Bp(0.03, 0)).toBeNaN();
  expect(impactOf(1, 0.03, Number.NaN)).toBeNaN();
});

test('importance is expected USD over depth', () => {
  expect(importance(2e6, 0.5, 1e6)).toBe(1);
  expect(importance(2e6, Number.NaN, Number.NaN)).toBe(2);
});

test('zoneAgeMs counts what is there now only from when it was there', () => {
  expect(zoneAgeMs([10, 10, 10], 5)).toBe(10);
  expect(zoneAgeMs([0, 0, 10], 5)).toBe(0);
  expect(zoneAgeMs([10, 0, 10], 5)).toBe(0);
  expect(zoneAgeMs([5, 5, 10], 6)).toBe(6);
  expect(zoneAgeMs([1, 0], 5)).toBe(0);
  expect(zoneAgeMs([], 5)).toBe(0);
});
