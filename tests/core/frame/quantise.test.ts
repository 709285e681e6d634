import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUsdQuantiser, decodeUsd, encodeUsd, usdRange } from '../../../src/core/frame/quantise';

describe('usdRange', () => {
  it('usdRange(38 million) ends three times above it at a power of ten', () => {
    const range = usdRange(38e6);
    expect(range.ceil).toBeCloseTo(1e9, -1);
    expect(range.floor).toBeCloseTo(100, 5);
  });

  it('usdRange(a little more) is the same range, so stored codes stay valid', () => {
    expect(usdRange(50e6)).toEqual(usdRange(300e6));
  });

  it('usdRange(0, NaN, infinite, 1e-12, 1e12) is finite and ordered', () => {
    for (const max of [0, Number.NaN, Number.POSITIVE_INFINITY, 1e-12, 1e12, 1e300]) {
      const { floor, ceil } = usdRange(max);
      expect(floor).toBeGreaterThan(0);
      expect(ceil).toBeGreaterThan(floor);
      expect(Number.isFinite(ceil)).toBe(true);
    }
  });
});

describe('encodeUsd and decodeUsd', () => {
  const range = usdRange(38e6);

  it('decodeUsd(encodeUsd(x)) is x within 3.3 percent inside the range', () => {
    fc.assert(
      fc.property(fc.double({ min: Math.log(101), max: Math.log(9.9e8), noNaN: true }), (ln) => {
        const usd = Math.exp(ln);
        expect(Math.abs(decodeUsd(encodeUsd(usd, range), range) / usd - 1)).toBeLessThan(0.033);
      }),
      { seed: 6 },
    );
  });

  it('encodeUsd(nothing, negative, NaN, below the floor) is 0; above the ceiling 255', () => {
    for (const usd of [0, -5, Number.NaN, 99]) expect(encodeUsd(usd, range)).toBe(0);
    expect(encodeUsd(1e30, range)).toBe(255);
    expect(decodeUsd(0, range)).toBe(0);
  });
});

describe('createUsdQuantiser', () => {
  it('encodeColumn(any column) agrees with encodeUsd within one code', () => {
    const range = usdRange(1e6);
    const quantiser = createUsdQuantiser(range);
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: 0, max: Math.fround(1e9), noNaN: true }), { maxLength: 50 }),
        (values) => {
          const usd = Float32Array.from(values);
          const out = new Uint8Array(usd.length + 2);
          quantiser.encodeColumn(usd, out, 1);
          usd.forEach((value, bin) => {
            expect(Math.abs(out[bin + 1] - encodeUsd(value, range))).toBeLessThanOrEqual(1);
          });
        },
      ),
      { seed: 6 },
    );
  });

  it('encodeColumn(NaN, negative, infinite) is 0', () => {
    const out = new Uint8Array(4).fill(9);
    const odd = Float32Array.from([Number.NaN, -1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    createUsdQuantiser(usdRange(1)).encodeColumn(odd, out, 0);
    expect([...out]).toEqual([0, 0, 0, 0]);
  });
});
