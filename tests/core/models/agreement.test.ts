import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeAgreement } from '../../../src/core/models/agreement';

function agreementOf(...profiles: number[][]): number[] {
  const out = new Float64Array(profiles[0].length);
  writeAgreement(profiles, out);
  return [...out];
}

const BINS = 6;
const PROFILE = fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), {
  minLength: BINS,
  maxLength: BINS,
});

function expectNear(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((usd, bin) => {
    expect(usd / expected[bin]).toBeCloseTo(1, 9);
  });
}

describe('writeAgreement', () => {
  test.each([
    [
      'two models of equal totals',
      [
        [1, 4],
        [4, 1],
      ],
      [2, 2],
    ],
    [
      'a second model on ten times the scale',
      [
        [1, 4],
        [40, 10],
      ],
      [2, 2],
    ],
    [
      'a first model on ten times the scale',
      [
        [10, 40],
        [4, 1],
      ],
      [20, 20],
    ],
    [
      'three models',
      [
        [1, 8, 1],
        [1, 8, 1],
        [8, 1, 1],
      ],
      [2, 4, 1],
    ],
    ['one model', [[3, 0, 5]], [3, 0, 5]],
    [
      'levels that no other sees',
      [
        [6, 2, 2],
        [0, 5, 5],
      ],
      [0, Math.sqrt(10), Math.sqrt(10)],
    ],
  ])('of %s, is the geometric mean on the scale of the first', (_, profiles, expected) => {
    agreementOf(...profiles).forEach((usd, bin) => {
      expect(usd).toBeCloseTo(expected[bin], 9);
    });
  });

  test('does not depend on the scale of the others, nor on their order', () => {
    fc.assert(
      fc.property(
        PROFILE,
        PROFILE,
        PROFILE,
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (a, b, c, scale) => {
          const plain = agreementOf(a, b, c);
          expectNear(agreementOf(a, c, b), plain);
          expectNear(
            agreementOf(
              a,
              b.map((usd) => usd * scale),
              c,
            ),
            plain,
          );
        },
      ),
      { seed: 45 },
    );
  });

  test('is in proportion to the first', () => {
    fc.assert(
      fc.property(PROFILE, PROFILE, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (a, b, scale) => {
        const scaled = agreementOf(
          a.map((usd) => usd * scale),
          b,
        );
        expectNear(
          scaled,
          agreementOf(a, b).map((usd) => usd * scale),
        );
      }),
      { seed: 46 },
    );
  });

  test('lies between the models in every bin, once they have equal totals', () => {
    fc.assert(
      fc.property(PROFILE, PROFILE, (a, b) => {
        const factor = a.reduce((total, usd) => total + usd, 0) / b.reduce((total, usd) => total + usd, 0);
        agreementOf(a, b).forEach((usd, bin) => {
          const [low, high] = [a[bin], b[bin] * factor].sort((x, y) => x - y);
          expect(usd).toBeGreaterThanOrEqual(low * (1 - 1e-9));
          expect(usd).toBeLessThanOrEqual(high * (1 + 1e-9));
        });
      }),
      { seed: 47 },
    );
  });
});
