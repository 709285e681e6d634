import { describe, expect, it } from 'vitest';
import { AT } from '../../../src/core/estimate/estimator-state';
import { recentre } from '../../../src/core/estimate/recentre';
import { recount } from '../../../src/core/estimate/recount';
import { emptyState, LONG_10X, occupied, put, SHORT_10X, startAt } from './one-layer';

describe('recentre', () => {
  it('while the price stays in the middle half, does nothing', () => {
    const state = startAt(emptyState(), 2000);
    put(state, LONG_10X, { 400: 8 });
    recentre(state, 2250, null);
    recentre(state, 2749.9, null);
    expect(state.clock[AT.firstBin]).toBe(2000);
  });

  it('of a price that has left it, shifts by whole bins and keeps every coin at its price', () => {
    const state = startAt(emptyState(), 2000);
    put(state, LONG_10X, { 100: 1, 600: 8 });
    put(state, SHORT_10X, { 900: 4 });
    recentre(state, 2750.7, null);
    expect(state.clock[AT.firstBin]).toBe(2250);
    expect(occupied(state, LONG_10X)).toEqual({ 350: 8 });
    expect(occupied(state, SHORT_10X)).toEqual({ 650: 4 });
    expect(state.far[LONG_10X]).toBe(1);
    expect(state.farMoment[LONG_10X]).toBe(2100.5);
    expect(state.sum[LONG_10X]).toBe(8);
  });

  it('downward, puts what leaves the top into far mass', () => {
    const state = startAt(emptyState(), 2000);
    put(state, SHORT_10X, { 300: 2, 990: 4 });
    recentre(state, 2100.2, null);
    expect(state.clock[AT.firstBin]).toBe(1600);
    expect(occupied(state, SHORT_10X)).toEqual({ 700: 2 });
    expect(state.far[SHORT_10X]).toBe(4);
  });

  it('back again, returns far mass to its mean position', () => {
    const state = startAt(emptyState(), 2000);
    put(state, LONG_10X, { 100: 1, 102: 1 });
    recentre(state, 2800, null);
    expect(state.far[LONG_10X]).toBe(2);
    recentre(state, 2520, null);
    expect(state.far[LONG_10X]).toBe(0);
    const coins = occupied(state, LONG_10X);
    expect(coins).toEqual({ [2101 - state.clock[AT.firstBin]]: 2 });
  });

  it('by more than the whole plane, loses nothing', () => {
    const state = startAt(emptyState(), 2000);
    put(state, LONG_10X, { 100: 1, 600: 8 });
    recentre(state, 9000, null);
    expect(occupied(state, LONG_10X)).toEqual({});
    expect(state.far[LONG_10X]).toBe(9);
  });
});

describe('recount', () => {
  it('takes the sum anew from the plane', () => {
    const state = emptyState();
    put(state, LONG_10X, { 100: 1, 600: 8 });
    state.sum[LONG_10X] = 9.1;
    recount(state, null);
    expect(state.sum[LONG_10X]).toBe(9);
  });

  it('drops dust at the far end only, and shortens the occupied range', () => {
    const state = emptyState();
    state.clock[AT.stock] = 1;
    put(state, LONG_10X, { 100: 1e-13, 150: 1e-13, 300: 0.5, 310: 1e-13 });
    recount(state, null);
    expect(occupied(state, LONG_10X)).toEqual({ 300: 0.5, 310: 1e-13 });
    expect(state.massLow[LONG_10X]).toBe(300);
    put(state, SHORT_10X, { 500: 1e-13, 600: 0.5, 990: 1e-13 });
    recount(state, null);
    expect(occupied(state, SHORT_10X)).toEqual({ 500: 1e-13, 600: 0.5 });
    expect(state.massHigh[SHORT_10X]).toBe(601);
  });
});
