import { describe, expect, it } from 'vitest';
import { binExactPositions, blendExact } from '../../../src/core/estimate/exact-blend';
import type { ExactPosition } from '../../../src/core/market/exact-position';

const GRID = { logPriceMin: Math.log(90), logBin: 0.001, bins: 100 };
const DAY_MS = 86_400_000;

function position(change: Partial<ExactPosition>): ExactPosition {
  return {
    account: 'a',
    timeMs: 0,
    positionSide: 'long',
    base: 2,
    entryPrice: 100,
    liquidationPrice: 92,
    ...change,
  };
}

function total(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

describe('binExactPositions', () => {
  it('puts each position of the side at its liquidation price, in USD', () => {
    const sample = binExactPositions([position({}), position({ positionSide: 'short' })], 'long', GRID, 0);
    expect(total(sample.usd)).toBeCloseTo(184, 3);
    expect(sample.usd[Math.floor(Math.log(92 / 90) / 0.001)]).toBeCloseTo(184, 3);
    expect(sample.base).toBe(2);
  });

  it('counts positions that never liquidate or lie off the grid in the share only', () => {
    const positions = [
      position({ liquidationPrice: null }),
      position({ liquidationPrice: 20 }),
      position({ base: -1 }),
    ];
    const sample = binExactPositions(positions, 'long', GRID, 0);
    expect(total(sample.usd)).toBe(0);
    expect(sample.base).toBe(4);
  });

  it('of an old reading, halves it every two days', () => {
    const sample = binExactPositions([position({})], 'long', GRID, 4 * DAY_MS);
    expect(sample.base).toBeCloseTo(0.5, 12);
    expect(binExactPositions([position({ timeMs: 9 })], 'long', GRID, 0).base).toBe(2);
  });
});

describe('blendExact', () => {
  const model = new Float32Array(100).fill(10);

  it('of no sample, is the model', () => {
    expect(blendExact(model, new Float32Array(100), 0)).toEqual(model);
  });

  it('of a sample like the model, keeps the sum', () => {
    const sample = new Float32Array(100).fill(1);
    const blended = blendExact(model, sample, 0.1);
    expect(total(blended) / total(model)).toBeCloseTo(1, 6);
  });

  it('shows the known positions and leans the rest toward them', () => {
    const sample = new Float32Array(100);
    sample[50] = 100;
    const blended = blendExact(model, sample, 0.1);
    expect(blended[50]).toBeGreaterThan(100);
    expect(blended[52]).toBeGreaterThan(blended[90]);
    expect(blended[90]).toBeGreaterThan(0);
  });

  it('corrects the model by four at most, whatever the sample says', () => {
    const sample = new Float32Array(100);
    sample[50] = 1e9;
    const blended = blendExact(model, sample, 0.1);
    expect(blended[53]).toBeLessThanOrEqual(0.9 * 10 * 4 + 1e-3);
    expect(blended[95]).toBeGreaterThanOrEqual((0.9 * 10) / 4 - 1e-3);
  });

  it('of a full sample, is the sample; of an empty model, stays finite', () => {
    const sample = new Float32Array(100).map((_, bin) => bin);
    expect(blendExact(model, sample, 1)).toEqual(sample);
    expect(blendExact(new Float32Array(100), new Float32Array(100), 0.3).every(Number.isFinite)).toBe(true);
  });

  it('of arrays of different lengths, throws with both', () => {
    expect(() => blendExact(model, new Float32Array(3), 0.1)).toThrow('lengths differ: 100, 3');
  });
});
