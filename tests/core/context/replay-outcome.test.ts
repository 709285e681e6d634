import { describe, expect, it } from 'vitest';
import { replayOutcome } from '../../../src/core/context/replay-outcome';
import type { HeatGrid } from '../../../src/core/frame/heatmap-frame';

const HOUR_MS = 3_600_000;

/** Hourly columns from time 0 with the given highs; lows mirror them below 100. */
function grid(highs: number[]): HeatGrid {
  return {
    startMs: 0,
    columnMs: HOUR_MS,
    columns: highs.length,
    logPriceMin: 0,
    logBin: 0.001,
    bins: 0,
    salience: new Uint8Array(0),
    salienceMax: 1,
    usd: new Uint8Array(0),
    usdFloor: 1,
    usdCeil: 2,
    split: new Uint16Array(0),
    high: Float32Array.from(highs),
    low: Float32Array.from(highs, (high) => 200 - high),
    close: Float32Array.from(highs, () => 100),
    frozenColumns: highs.length,
    frozenHash: '',
  };
}

const SHORT = { side: 'short', lowPrice: 105, highPrice: 106 } as const;
const LONG = { side: 'long', lowPrice: 94, highPrice: 95 } as const;

describe('replayOutcome', () => {
  it('finds the first column after the moment that reaches the nearer edge', () => {
    const later = grid([110, 101, 104, 105, 110]);
    expect(replayOutcome(SHORT, later, HOUR_MS, 4 * HOUR_MS)).toEqual({
      state: 'touched',
      afterMs: 3 * HOUR_MS,
    });
    expect(replayOutcome(LONG, later, HOUR_MS, 4 * HOUR_MS)).toEqual({
      state: 'touched',
      afterMs: 3 * HOUR_MS,
    });
  });

  it('says missed when the whole horizon is known and nothing was reached', () => {
    expect(replayOutcome(SHORT, grid([101, 101, 101, 110]), 0, 3 * HOUR_MS)).toEqual({ state: 'missed' });
  });

  it('says open when the horizon goes beyond what is known', () => {
    expect(replayOutcome(SHORT, grid([101, 101]), 0, 3 * HOUR_MS)).toEqual({ state: 'open' });
    expect(replayOutcome(SHORT, grid([]), 0, HOUR_MS)).toEqual({ state: 'open' });
  });

  it('passes over columns without a bar', () => {
    expect(replayOutcome(SHORT, grid([Number.NaN, 105]), 0, 2 * HOUR_MS)).toEqual({
      state: 'touched',
      afterMs: 2 * HOUR_MS,
    });
  });
});
