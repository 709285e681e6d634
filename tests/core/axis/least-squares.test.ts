import { describe, expect, test } from 'vitest';
import { leastSquares } from '../../../src/core/axis/least-squares';

describe('leastSquares', () => {
  test('finds the line on which those that count lie', () => {
    const { a, b } = leastSquares([1, 2, 9, 5], [5, 7, 0, 13], [0, 1, 3]);
    expect(a).toBeCloseTo(2, 12);
    expect(b).toBeCloseTo(3, 12);
  });

  test('goes between points that lie on none', () => {
    const { a, b } = leastSquares([0, 1, 2, 3], [1, 0, 1, 2], [0, 1, 2, 3]);
    expect(a).toBeCloseTo(0.4, 12);
    expect(b).toBeCloseTo(0.4, 12);
  });

  test('keeps the digits of seconds since 1970', () => {
    const start = 1_763_000_000;
    const { a, b } = leastSquares([start, start + 3600, start + 7200], [10.25, 11.25, 12.25], [0, 1, 2]);
    expect(a * start + b).toBeCloseTo(10.25, 5);
  });

  test.each([
    [[], []],
    [[3], [1]],
    [
      [2, 2],
      [1, 5],
    ],
  ])('of %j and %j is no number', (u, y) => {
    expect(leastSquares(u, y, [...u.keys()]).a).not.toSatisfy(Number.isFinite);
  });
});
