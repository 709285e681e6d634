import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earthMover } from '../../../src/core/score/earth-mover';
import { fixedDistanceAuc } from '../../../src/core/score/fixed-distance-auc';
import { gaussianSmooth } from '../../../src/core/score/gaussian-smooth';
import { peakF1, topPeaks } from '../../../src/core/score/peak-match';
import { cutWindows } from '../../../src/core/score/profile-window';
import { structureScores } from '../../../src/core/score/structure-score';

const sum = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((total, value) => total + value, 0);

describe('earthMover', () => {
  test('of equal shapes of different size is 0', () => {
    expect(earthMover([1, 2, 3], [10, 20, 30], 0.1)).toBeCloseTo(0, 12);
  });

  test('of one unit moved by three bins is three bin sizes', () => {
    expect(earthMover([1, 0, 0, 0], [0, 0, 0, 1], 0.1)).toBeCloseTo(0.3, 12);
  });

  test('of an empty estimate is that of an even one', () => {
    expect(earthMover([0, 0, 0], [3, 0, 0], 1)).toBeCloseTo(earthMover([1, 1, 1], [3, 0, 0], 1), 12);
  });

  test('is symmetric and obeys the triangle rule', () => {
    const profile = fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(profile, profile, profile, (a, b, c) => {
        expect(earthMover(a, b, 1)).toBeCloseTo(earthMover(b, a, 1), 9);
        expect(earthMover(a, c, 1)).toBeLessThanOrEqual(earthMover(a, b, 1) + earthMover(b, c, 1) + 1e-9);
      }),
      { seed: 1 },
    );
  });

  test('of unequal lengths throws', () => {
    expect(() => earthMover([1], [1, 2], 1)).toThrow('unequal lengths: 1 and 2');
  });
});

describe('gaussianSmooth', () => {
  test('keeps the total, at the ends too', () => {
    expect(sum(gaussianSmooth([5, 0, 0, 0, 0, 2], 1.5))).toBeCloseTo(7, 9);
  });

  test('spreads a spike symmetrically, highest in its middle', () => {
    const smooth = gaussianSmooth([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], 1.5);
    expect(smooth[5]).toBeCloseTo(smooth[7], 12);
    expect(smooth[6]).toBeGreaterThan(smooth[5]);
  });
});

describe('topPeaks', () => {
  test('gives local maxima, largest first', () => {
    expect(topPeaks([0, 3, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 5], 5, 6)).toEqual([7, 14, 1]);
  });

  test('drops the smaller of two that are too near', () => {
    expect(topPeaks([0, 3, 0, 9, 0, 0], 5, 6)).toEqual([3]);
  });

  test('of nothing gives nothing', () => {
    expect(topPeaks([0, 0, 0], 5, 6)).toEqual([]);
  });
});

describe('peakF1', () => {
  test('of equal peaks is 1', () => {
    expect(peakF1([10, 30], [30, 10], 3)).toBe(1);
  });

  test('counts false and missed peaks alike', () => {
    expect(peakF1([10, 50, 90], [11, 70], 3)).toBeCloseTo(2 / 5, 12);
  });

  test('matches each true peak once', () => {
    expect(peakF1([10, 12], [11], 3)).toBeCloseTo(2 / 3, 12);
  });

  test('lets the nearest pair match first', () => {
    expect(peakF1([10, 13], [13, 16], 3)).toBe(0.5 + 0.5 * 0);
  });
});

describe('structureScores', () => {
  test('of profiles that differ by a fixed shape over distance is that of the shapes without it', () => {
    const truths = [
      [1, 2, 6, 4],
      [3, 2, 2, 8],
      [2, 5, 1, 3],
    ].map((values) => Float64Array.from(values));
    const tilted = truths.map((values) => values.map((value, i) => value * (1 + 10 * i)));
    for (const score of structureScores(tilted, truths, 0.01)) expect(score).toBeCloseTo(1, 12);
  });

  test('of a profile that never changes is NaN: nothing stands out', () => {
    const flat = [Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3)];
    const truths = [Float64Array.of(1, 4, 2), Float64Array.of(3, 1, 2)];
    expect(structureScores(flat, truths, 0.01).every(Number.isNaN)).toBe(true);
  });
});

describe('fixedDistanceAuc', () => {
  const swept = [
    { group: 1, realisedUsd: 10 },
    { group: 1, realisedUsd: 0 },
    { group: 1, realisedUsd: 0 },
    { group: 1, realisedUsd: 0 },
  ];

  test('of a forecast that depends on distance alone is one half', () => {
    expect(fixedDistanceAuc(swept.map((bin) => ({ ...bin, forecastUsd: 7 })))).toBe(0.5);
  });

  test('of a forecast that ranks the liquidated bin first nears 1', () => {
    expect(fixedDistanceAuc(swept.map((bin) => ({ ...bin, forecastUsd: bin.realisedUsd })))).toBeCloseTo(
      0.875,
      12,
    );
  });

  test('of a forecast that ranks it last nears 0', () => {
    expect(fixedDistanceAuc(swept.map((bin) => ({ ...bin, forecastUsd: -bin.realisedUsd })))).toBeCloseTo(
      0.125,
      12,
    );
  });

  test('compares only bins at the same distance', () => {
    const far = { group: 2, realisedUsd: 100, forecastUsd: 0 };
    const near = swept.map((bin) => ({ ...bin, forecastUsd: 5 }));
    expect(fixedDistanceAuc([...near, far])).toBe(0.5);
  });

  test('of nothing liquidated is NaN', () => {
    expect(fixedDistanceAuc([])).toBeNaN();
  });
});

describe('cutWindows', () => {
  test('counts longs downward and shorts upward from the price bin', () => {
    const windows = cutWindows({ long: [1, 2, 3, 4], short: [5, 6, 7, 8] }, 2, 3);
    expect([...windows.long]).toEqual([3, 2, 1]);
    expect([...windows.short]).toEqual([7, 8, 0]);
  });
});
