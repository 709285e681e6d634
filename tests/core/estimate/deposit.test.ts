import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flushPending, isPendingNear, openPositions } from '../../../src/core/estimate/deposit';
import { fillEvenly } from '../../../src/core/estimate/entry-density';
import { AT, type EstimatorState } from '../../../src/core/estimate/estimator-state';
import { CLASS_COUNT } from '../../../src/core/estimate/leverage-classes';
import { distanceOf, emptyState, LONG_10X, occupied, SHORT_10X } from './one-layer';

/** Opens coins of one class and side at a plane position. */
function open(state: EstimatorState, layer: number, coins: number, low: number, high = low): void {
  const share = new Float64Array(CLASS_COUNT);
  share[layer % CLASS_COUNT] = 1;
  fillEvenly(state.scratch.density, low, high);
  openPositions(state, layer - (layer % CLASS_COUNT), coins, share, state.scratch.density, null);
}

function total(coins: Record<number, number>): number {
  return Object.values(coins).reduce((sum, value) => sum + value, 0);
}

describe('openPositions', () => {
  it('waits by entry: nothing lies at a liquidation price before the flush', () => {
    const state = emptyState();
    open(state, LONG_10X, 50, 500.5);
    expect(occupied(state, LONG_10X)).toEqual({});
    expect(state.sum[LONG_10X]).toBe(50);
    flushPending(state, LONG_10X, null);
    expect(total(occupied(state, LONG_10X))).toBeCloseTo(50, 9);
    expect(state.pending.every((raw) => raw === 0)).toBe(true);
  });

  it('puts longs below and shorts above the entry, the spike at the nominal distance', () => {
    const state = emptyState();
    for (const [layer, sign] of [
      [LONG_10X, -1],
      [SHORT_10X, 1],
    ]) {
      open(state, layer, 100, 500.5);
      flushPending(state, layer, null);
      const coins = occupied(state, layer);
      const spike = 500 + sign * distanceOf(state, layer);
      const near = (coins[Math.floor(spike)] ?? 0) + (coins[Math.floor(spike) + 1] ?? 0);
      expect(near).toBeGreaterThan(100 * state.config.priors.sharpness);
      for (const bin of Object.keys(coins)) expect(sign * (Number(bin) - 500)).toBeGreaterThan(80);
    }
  });

  it('of any class and entry, lays longs below the entry and shorts above it', () => {
    const layers = fc.integer({ min: 0, max: 2 * CLASS_COUNT - 1 });
    fc.assert(
      fc.property(layers, fc.double({ min: 200, max: 800, noNaN: true }), (layer, entry) => {
        const state = emptyState();
        open(state, layer, 10, entry);
        flushPending(state, layer, null);
        const bins = Object.keys(occupied(state, layer)).map(Number);
        for (const bin of bins) {
          if (layer < CLASS_COUNT) expect(bin).toBeLessThanOrEqual(entry);
          else expect(bin + 1).toBeGreaterThanOrEqual(entry);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('divides by the scale, so that what is held grows by the coins opened', () => {
    const state = emptyState();
    state.scale[LONG_10X] = 0.01;
    open(state, LONG_10X, 7, 500);
    expect(state.sum[LONG_10X] * state.scale[LONG_10X]).toBeCloseTo(7, 12);
  });

  it('of no coins, or of less than none, opens nothing', () => {
    const state = emptyState();
    open(state, LONG_10X, 0, 500);
    open(state, LONG_10X, -3, 500);
    expect(state.sum[LONG_10X]).toBe(0);
  });
});

describe('flushPending', () => {
  it('of entries anywhere in the plane, loses nothing: what falls outside is far mass', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 * CLASS_COUNT - 1 }),
        fc.array(
          fc.tuple(fc.double({ min: 2, max: 990, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true })),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        (layer, entries) => {
          const state = emptyState();
          let opened = 0;
          for (const [at, width] of entries) {
            open(state, layer, 10, at, at + width);
            opened += 10;
          }
          flushPending(state, layer, null);
          expect(total(occupied(state, layer)) + state.far[layer]).toBeCloseTo(opened, 7);
          expect(state.sum[layer] + state.far[layer]).toBeCloseTo(opened, 7);
          expect(state.sum[layer]).toBeCloseTo(total(occupied(state, layer)), 7);
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });

  it('of far mass, keeps its mean position beyond the edge on its side', () => {
    const state = emptyState();
    open(state, 0, 10, 300);
    flushPending(state, 0, null);
    expect(state.far[0]).toBeCloseTo(10, 9);
    expect(state.farMoment[0] / state.far[0]).toBeLessThan(state.clock[AT.firstBin]);
    open(state, CLASS_COUNT, 10, 900);
    flushPending(state, CLASS_COUNT, null);
    expect(state.farMoment[CLASS_COUNT] / state.far[CLASS_COUNT]).toBeGreaterThan(1000);
  });

  it('of many bars at once, equals flushing after each', () => {
    const [often, once] = [emptyState(), emptyState()];
    for (const [at, coins] of [
      [500.2, 3],
      [498.7, 5],
      [503.1, 0.4],
    ]) {
      open(often, LONG_10X, coins, at, at + 2.5);
      flushPending(often, LONG_10X, null);
      open(once, LONG_10X, coins, at, at + 2.5);
    }
    flushPending(once, LONG_10X, null);
    const seen = occupied(once, LONG_10X);
    for (const [bin, coins] of Object.entries(occupied(often, LONG_10X))) {
      expect(seen[Number(bin)]).toBeCloseTo(coins, 12);
    }
  });
});

describe('isPendingNear', () => {
  it('is true only once price could stop out or sweep what is waiting', () => {
    const state = emptyState();
    expect(isPendingNear(state, LONG_10X, 0)).toBe(false);
    open(state, LONG_10X, 10, 500.5);
    expect(isPendingNear(state, LONG_10X, 499)).toBe(false);
    expect(isPendingNear(state, LONG_10X, 500 - distanceOf(state, LONG_10X) / 2)).toBe(true);
    open(state, SHORT_10X, 10, 500.5);
    expect(isPendingNear(state, SHORT_10X, 501)).toBe(false);
    expect(isPendingNear(state, SHORT_10X, 500 + distanceOf(state, SHORT_10X) / 2)).toBe(true);
  });
});
