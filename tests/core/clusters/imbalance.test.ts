import { expect, test } from 'vitest';
import { imbalance, zScore } from '../../../src/core/clusters/imbalance';
import { hills, MARK, MIDDLE, profileOf } from './profile-samples';

test('imbalance sums both sides within one, two and three ATR of the price', () => {
  const usd = hills([]).fill(1);
  const [one, two] = imbalance(profileOf(usd), MARK, MARK * 0.01);
  expect(one.shortUsd).toBeCloseTo(Math.log(1.01) / 0.001, 1);
  expect(one.longUsd).toBeCloseTo(-Math.log(0.99) / 0.001, 1);
  expect(two.shortUsd).toBeGreaterThan(1.9 * one.shortUsd);
});

test('imbalance counts bins by the part that lies inside', () => {
  const usd = new Float32Array(400);
  usd[MIDDLE] = 100;
  const half = MARK * (Math.exp(0.0005) - 1);
  expect(imbalance(profileOf(usd), MARK, half)[0].shortUsd).toBeCloseTo(50, 3);
});

test('imbalance of an empty profile has no share', () => {
  expect(imbalance(profileOf(new Float32Array(400)), MARK, 1)[0].shortShare).toBeNaN();
});

test('imbalance without an ATR is empty, not wrong', () => {
  expect(imbalance(profileOf(hills([[230, 80]])), MARK, Number.NaN)[2]).toMatchObject({
    longUsd: 0,
    shortUsd: 0,
  });
});

test('zScore needs ten values and some spread', () => {
  const history = Array.from({ length: 11 }, (_, index) => index);
  expect(zScore(5, history)).toBeCloseTo(0, 12);
  expect(zScore(5 + Math.sqrt(11), history)).toBeCloseTo(1, 12);
  expect(zScore(1, history.slice(0, 9))).toBeNaN();
  expect(zScore(1, new Array(20).fill(3))).toBeNaN();
});
