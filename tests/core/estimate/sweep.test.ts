import { describe, expect, it } from 'vitest';
import { massOnPath, sweepLayer } from '../../../src/core/estimate/sweep';
import { emptyState, LONG_10X, occupied, put, SHORT_10X, startAt } from './one-layer';

describe('sweepLayer', () => {
  it('of longs, removes every bin above the low and the part of its bin above it', () => {
    const state = emptyState();
    put(state, LONG_10X, { 398: 5, 400: 8, 401: 3, 450: 2 });
    sweepLayer(state, LONG_10X, 400.25, null);
    expect(occupied(state, LONG_10X)).toEqual({ 398: 5, 400: 2 });
    expect(state.sum[LONG_10X]).toBe(7);
  });

  it('of shorts, removes every bin below the high and the part of its bin below it', () => {
    const state = emptyState();
    put(state, SHORT_10X, { 550: 2, 600: 8, 602: 5 });
    sweepLayer(state, SHORT_10X, 600.25, null);
    expect(occupied(state, SHORT_10X)).toEqual({ 600: 6, 602: 5 });
    expect(state.sum[SHORT_10X]).toBe(11);
  });

  it('with the extreme on the far side of all mass, changes nothing', () => {
    const state = emptyState();
    put(state, LONG_10X, { 400: 8 });
    put(state, SHORT_10X, { 600: 8 });
    sweepLayer(state, LONG_10X, 401, null);
    sweepLayer(state, SHORT_10X, 600, null);
    expect(state.sum[LONG_10X] + state.sum[SHORT_10X]).toBe(16);
  });

  it('with the extreme outside the plane, clears the whole layer and its sum to 0', () => {
    const state = emptyState();
    put(state, LONG_10X, { 1: 0.1, 2: 0.2, 400: 0.3 });
    sweepLayer(state, LONG_10X, -50, null);
    expect(occupied(state, LONG_10X)).toEqual({});
    expect(state.sum[LONG_10X]).toBe(0);
    put(state, SHORT_10X, { 999: 0.7 });
    sweepLayer(state, SHORT_10X, 4000, null);
    expect(state.sum[SHORT_10X]).toBe(0);
  });

  it('counts bins from the first bin of the plane, wherever it lies', () => {
    const state = startAt(emptyState(), 11_000);
    put(state, LONG_10X, { 400: 8 });
    sweepLayer(state, LONG_10X, 11_400.5, null);
    expect(occupied(state, LONG_10X)).toEqual({ 400: 4 });
  });

  it('keeps the excursion of what is left in the boundary bin', () => {
    const state = emptyState();
    put(state, LONG_10X, { 400: 8 });
    state.reach[LONG_10X * 1000 + 400] = 4;
    sweepLayer(state, LONG_10X, 400.25, null);
    expect(state.reach[LONG_10X * 1000 + 400] / state.mass[LONG_10X * 1000 + 400]).toBeCloseTo(0.5, 12);
  });

  it('removes far mass once the extreme passes its mean position', () => {
    const state = emptyState();
    state.far[LONG_10X] = 10;
    state.farMoment[LONG_10X] = 10 * -300;
    sweepLayer(state, LONG_10X, -299, null);
    expect(state.far[LONG_10X]).toBe(10);
    sweepLayer(state, LONG_10X, -301, null);
    expect(state.far[LONG_10X]).toBe(0);
    expect(state.farMoment[LONG_10X]).toBe(0);
  });
});

describe('massOnPath', () => {
  it('is what a sweep to the same extreme removes', () => {
    for (const [layer, extreme] of [
      [LONG_10X, 400.25],
      [SHORT_10X, 600.75],
      [LONG_10X, -10],
      [SHORT_10X, 5000],
      [LONG_10X, 700],
    ]) {
      const state = emptyState();
      put(state, layer, { 400: 8, 410: 3, 600: 2, 590: 1 });
      state.scale[layer] = 0.5;
      const path = massOnPath(state, layer, extreme);
      const before = state.sum[layer];
      sweepLayer(state, layer, extreme, null);
      expect(path).toBeCloseTo(0.5 * (before - state.sum[layer]), 12);
    }
  });
});
