import { describe, expect, it } from 'vitest';
import { firstBarFrom } from '../../../src/core/market/first-bar-from';

const BARS = [100, 200, 300, 400].map((openTimeMs) => ({ openTimeMs }));

describe('firstBarFrom', () => {
  it.each([
    [0, 0],
    [100, 0],
    [101, 1],
    [400, 3],
    [401, 4],
  ])('a time of %i, gives bar %i', (timeMs, index) => {
    expect(firstBarFrom(BARS, timeMs)).toBe(index);
  });

  it('no bars, gives 0', () => {
    expect(firstBarFrom([], 5)).toBe(0);
  });
});
