import { describe, expect, it } from 'vitest';
import { decayStops, STOP } from '../../../src/core/estimate/stop-decay';
import { distanceOf, emptyState, LONG_10X, occupied, put, SHORT_10X } from './one-layer';

const BIN = 400;

/** Lattice position at which the cell in `BIN` has used up part `x` of its way. */
function extremeAt(x: number, distance: number, isLong: boolean): number {
  const left = (1 - x) * distance;
  return isLong ? BIN + 0.5 + left : BIN + 0.5 - left;
}

/** Coins left in `BIN` of 100 after the price has come to each part of the way in turn. */
function leftAfter(layer: number, parts: readonly number[]): number {
  const state = emptyState();
  put(state, layer, { [BIN]: 100 });
  for (const part of parts) {
    decayStops(state, layer, extremeAt(part, distanceOf(state, layer), layer === LONG_10X), null);
  }
  expect(state.sum[layer]).toBeCloseTo(occupied(state, layer)[BIN], 9);
  return occupied(state, layer)[BIN];
}

describe('decayStops', () => {
  it.each([LONG_10X, SHORT_10X])('of layer %d, takes nothing before the first stops are reached', (layer) => {
    expect(leftAfter(layer, [0, STOP.from - 0.01])).toBe(100);
  });

  it.each([LONG_10X, SHORT_10X])(
    'of layer %d, takes phi by the end of the way, half of it half way',
    (layer) => {
      const middle = (STOP.from + STOP.to) / 2;
      expect(leftAfter(layer, [middle])).toBeCloseTo(100 * (1 - STOP.phi / 2), 9);
      expect(leftAfter(layer, [STOP.to])).toBeCloseTo(100 * (1 - STOP.phi), 9);
      expect(leftAfter(layer, [0.99])).toBeCloseTo(100 * (1 - STOP.phi), 9);
    },
  );

  it('in steps or at once, takes the same', () => {
    expect(leftAfter(LONG_10X, [0.5, 0.6, 0.75, 0.8])).toBeCloseTo(leftAfter(LONG_10X, [0.8]), 9);
  });

  it('of a price that swings without a new extreme, takes nothing twice', () => {
    expect(leftAfter(LONG_10X, [0.8, 0.1, 0.8, 0.5, 0.79])).toBeCloseTo(leftAfter(LONG_10X, [0.8]), 9);
  });

  it('of mass laid on top after an excursion, punishes the mixture from its mean on', () => {
    const state = emptyState();
    const distance = distanceOf(state, LONG_10X);
    put(state, LONG_10X, { [BIN]: 100 });
    decayStops(state, LONG_10X, extremeAt(0.8, distance, true), null);
    const old = occupied(state, LONG_10X)[BIN];
    put(state, LONG_10X, { [BIN]: old });
    decayStops(state, LONG_10X, extremeAt(0.8, distance, true), null);
    const slope = STOP.phi / (STOP.to - STOP.from);
    const survival = (x: number): number => 1 - slope * Math.max(0, x - STOP.from);
    expect(occupied(state, LONG_10X)[BIN]).toBeCloseTo((2 * old * survival(0.8)) / survival(0.4), 9);
  });

  it('leaves cells alone that price has not come nearer to', () => {
    const state = emptyState();
    put(state, LONG_10X, { 100: 7, [BIN]: 100 });
    decayStops(state, LONG_10X, extremeAt(0.7, distanceOf(state, LONG_10X), true), null);
    expect(occupied(state, LONG_10X)[100]).toBe(7);
  });

  it('of a class that the venue does not allow, does nothing', () => {
    const state = { ...emptyState(), kernels: Array.from({ length: 20 }, () => null) };
    expect(() => decayStops(state, LONG_10X, 0, null)).not.toThrow();
  });
});
