import { describe, expect, test } from 'vitest';
import { type RealisedWindows, scoreProfiles } from '../../../src/core/score/profile-score';
import type { SideWindows } from '../../../src/core/score/profile-window';
import { createRandom } from '../../../src/core/simulate/seeded-random';

const random = createRandom(12);
const side = (): Float64Array => Float64Array.from({ length: 120 }, () => random.exponential(1) ** 2);
const truths: SideWindows[] = Array.from({ length: 30 }, () => ({ long: side(), short: side() }));
const realised: RealisedWindows[] = truths.map(({ long, short }) => ({
  long: [...long].map((usd, i) => (i < 10 ? usd : null)),
  short: [...short].map((usd, i) => (i < 10 ? usd : null)),
}));

describe('scoreProfiles', () => {
  test('of the truth is perfect in every metric but the ranks over time', () => {
    const score = scoreProfiles(truths, truths, realised);
    expect(score).toMatchObject({ emd: 0, f1: 1, log2err5: 0, log2err10: 0 });
    expect(score.spearman).toBeCloseTo(1, 12);
    expect(score.structure).toBeCloseTo(1, 12);
    expect(score.sideCorrelation).toBeCloseTo(1, 12);
    expect(score.fixedDistanceAuc).toBeGreaterThan(0.7);
  });

  test('of four times the truth is off by two in the USD errors only', () => {
    const scaled = truths.map(({ long, short }) => ({
      long: long.map((v) => 4 * v),
      short: short.map((v) => 4 * v),
    }));
    const score = scoreProfiles(scaled, truths, realised);
    expect(score.log2err5).toBeCloseTo(2, 9);
    expect(score.log2err10).toBeCloseTo(2, 9);
    expect(score.emd).toBeCloseTo(0, 9);
    expect(score.spearman).toBeCloseTo(1, 12);
  });

  test('of an even map knows nothing: ranks 0, AUC one half, USD errors bounded', () => {
    const even = truths.map(() => ({ long: new Float64Array(120), short: new Float64Array(120) }));
    const score = scoreProfiles(even, truths, realised);
    expect(score).toMatchObject({ spearman: 0, structure: 0, fixedDistanceAuc: 0.5, sideCorrelation: 0 });
    expect(score.log2err10).toBe(10);
  });
});
