import { expect, test } from 'vitest';
import { median } from '../../../src/core/market/median';

test('median of an odd number is the value in the middle and leaves the list as it was', () => {
  const values = [9, 1, 4];
  expect(median(values)).toBe(4);
  expect(values).toEqual([9, 1, 4]);
});

test('median of an even number is the mean of the two in the middle', () => {
  expect(median([10, 2, 4, 1])).toBe(3);
});

test('median of nothing is not a number', () => {
  expect(median([])).toBeNaN();
});
