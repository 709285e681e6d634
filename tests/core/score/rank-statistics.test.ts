import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blockBootstrap,
  bootstrapMean,
  pairedDifference,
  quantile,
} from '../../../src/core/score/block-bootstrap';
import { partialSpearman } from '../../../src/core/score/partial-spearman';
import { pearson, ranks, spearman } from '../../../src/core/score/rank-correlation';
import { createRandom } from '../../../src/core/simulate/seeded-random';

describe('ranks', () => {
  test('equal values share the mean of their ranks', () => {
    expect([...ranks([5, 1, 5, 9])]).toEqual([2.5, 1, 2.5, 4]);
  });

  test('always add up to n (n + 1) / 2', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
        const total = ranks(values).reduce((sum, rank) => sum + rank, 0);
        expect(total).toBeCloseTo((values.length * (values.length + 1)) / 2, 9);
      }),
      { seed: 2 },
    );
  });
});

describe('spearman', () => {
  test('of any rising function is 1, of a falling one -1', () => {
    const values = [1, 4, 9, 16, 40];
    expect(spearman(values, values.map(Math.log))).toBeCloseTo(1, 12);
    expect(
      spearman(
        values,
        values.map((value) => -value),
      ),
    ).toBeCloseTo(-1, 12);
  });

  test('of a known example is 0.7', () => {
    expect(spearman([1, 2, 3, 4, 5], [1, 3, 2, 5, 4])).toBeCloseTo(0.8, 12);
    expect(spearman([1, 2, 3, 4, 5], [2, 1, 4, 5, 3])).toBeCloseTo(0.6, 12);
  });

  test('of a constant is NaN', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
  });

  test('of unequal lengths throws', () => {
    expect(() => pearson([1], [1, 2])).toThrow('unequal lengths: 1 and 2');
  });
});

describe('partialSpearman', () => {
  const random = createRandom(3);
  const control = Array.from({ length: 2000 }, () => random.normal());

  test('of two series joined only by the control is near 0', () => {
    const one = control.map((value) => value + random.normal());
    const other = control.map((value) => value + random.normal());
    expect(spearman(one, other)).toBeGreaterThan(0.4);
    expect(Math.abs(partialSpearman(one, other, [control]))).toBeLessThan(0.07);
  });

  test('of two series with a bond of their own stays high', () => {
    const bond = control.map(() => random.normal());
    const one = bond.map((value, i) => value + control[i] + 0.2 * random.normal());
    const other = bond.map((value, i) => value - control[i] + 0.2 * random.normal());
    expect(partialSpearman(one, other, [control])).toBeGreaterThan(0.85);
  });

  test('without controls is the plain correlation', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const others = [2, 7, 1, 8, 2, 8, 1, 8];
    expect(partialSpearman(values, others, [])).toBeCloseTo(spearman(values, others), 12);
  });

  test('with the same control twice is that with it once', () => {
    const one = control.map((value) => value + random.normal());
    const other = control.map((value) => value + random.normal());
    expect(partialSpearman(one, other, [control, control])).toBeCloseTo(
      partialSpearman(one, other, [control]),
      9,
    );
  });
});

describe('blockBootstrap', () => {
  const random = createRandom(4);
  const values = Array.from({ length: 400 }, () => 5 + random.normal());

  test('of a mean covers it with about the width that theory gives', () => {
    const { value, low, high } = bootstrapMean(values);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(high - low).toBeGreaterThan(0.15);
    expect(high - low).toBeLessThan(0.25);
  });

  test('gives the same interval for the same seed', () => {
    expect(bootstrapMean(values, 9)).toEqual(bootstrapMean(values, 9));
  });

  test('of dependent values is wider in blocks than one by one', () => {
    let level = 0;
    const walk = values.map(() => {
      level = 0.95 * level + random.normal();
      return level;
    });
    const statistic = (items: Int32Array): number =>
      items.reduce((sum, item) => sum + walk[item], 0) / items.length;
    const single = blockBootstrap(walk.length, statistic, { blockLength: 1 });
    const blocks = blockBootstrap(walk.length, statistic, { blockLength: 40 });
    expect(blocks.high - blocks.low).toBeGreaterThan(1.8 * (single.high - single.low));
  });

  test('keeps neighbours of a block together', () => {
    let breaks = 0;
    blockBootstrap(
      100,
      (items) => {
        for (let i = 1; i < items.length; i++) if (items[i] !== items[i - 1] + 1) breaks++;
        return 0;
      },
      { blockLength: 20, resamples: 10 },
    );
    expect(breaks).toBeLessThanOrEqual(40);
  });
});

describe('pairedDifference', () => {
  test('finds a small difference that unpaired noise would hide', () => {
    const random = createRandom(5);
    const base = Array.from({ length: 50 }, () => 10 * random.normal());
    const better = base.map((value) => value + 0.5 + 0.1 * random.normal());
    const { low, high } = pairedDifference(better, base);
    expect(low).toBeGreaterThan(0.4);
    expect(high).toBeLessThan(0.6);
  });

  test('of unequal lengths throws', () => {
    expect(() => pairedDifference([1], [1, 2])).toThrow('unequal lengths: 1 and 2');
  });
});

describe('quantile', () => {
  test('interpolates between ordered values', () => {
    expect(quantile([0, 10, 20], 0.25)).toBe(5);
  });

  test('of nothing is NaN', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});
