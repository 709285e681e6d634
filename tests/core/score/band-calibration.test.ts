import { describe, expect, test } from 'vitest';
import { calibrateBands } from '../../../src/core/score/band-calibration';

const outcome = (observedUsd: number) => ({ lowUsd: 50, highUsd: 200, observedUsd });

describe('calibrateBands', () => {
  test('counts what fell below, inside and above', () => {
    const card = calibrateBands([10, 60, 100, 150, 500].map(outcome), 1);
    expect(card).toMatchObject({ count: 5, inside: 0.6, below: 0.2, above: 0.2 });
  });

  test('lifts observed sums by what the feeds leave out', () => {
    expect(calibrateBands([outcome(30)], 0.5).inside).toBe(1);
    expect(calibrateBands([outcome(30)], 1).inside).toBe(0);
  });

  test('gives an interval that holds the share and narrows with the count', () => {
    const few = calibrateBands(
      Array.from({ length: 10 }, (_, i) => outcome(i < 8 ? 100 : 1)),
      1,
    );
    const many = calibrateBands(
      Array.from({ length: 1000 }, (_, i) => outcome(i < 800 ? 100 : 1)),
      1,
    );
    expect(few.insideLow).toBeCloseTo(0.49, 2);
    expect(few.insideHigh).toBeCloseTo(0.943, 2);
    expect(many.insideHigh - many.insideLow).toBeLessThan(0.06);
  });

  test('says how far the middle is off, in doublings, and bounds what never came', () => {
    expect(calibrateBands([outcome(200)], 1).log2Bias).toBeCloseTo(1, 12);
    expect(calibrateBands([outcome(0)], 1).log2Bias).toBe(-10);
  });

  test('of bands that reach down to nothing still has a middle', () => {
    const traces = calibrateBands([{ lowUsd: 0, highUsd: 100, observedUsd: 0 }], 1);
    expect(traces).toMatchObject({ inside: 1, log2Bias: -10 });
    expect(calibrateBands([{ lowUsd: 0, highUsd: 100, observedUsd: 10 }], 1).log2Bias).toBeCloseTo(0, 12);
  });

  test('of no outcomes has no figures', () => {
    expect(calibrateBands([], 1)).toMatchObject({ count: 0, inside: Number.NaN, log2Bias: Number.NaN });
  });

  test('refuses a reporting fraction outside (0, 1]', () => {
    expect(() => calibrateBands([], 0)).toThrow('invalid reporting fraction: 0');
    expect(() => calibrateBands([], 1.2)).toThrow('invalid reporting fraction: 1.2');
  });
});
