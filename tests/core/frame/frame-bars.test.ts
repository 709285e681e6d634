import { describe, expect, it } from 'vitest';
import { barsOf } from '../../../src/core/frame/frame-bars';
import type { HeatGrid } from '../../../src/core/frame/heatmap-frame';

describe('barsOf', () => {
  it('gives the bars of a grid in UTC seconds and leaves out columns without one', () => {
    const grid = {
      startMs: 1_700_000_000_000,
      columnMs: 300_000,
      columns: 3,
      high: Float32Array.of(11, Number.NaN, 12),
      low: Float32Array.of(9, Number.NaN, 10),
      close: Float32Array.of(10, Number.NaN, 11),
    } as HeatGrid;
    expect(barsOf(grid)).toEqual([
      { timeSec: 1_700_000_000, high: 11, low: 9, close: 10 },
      { timeSec: 1_700_000_600, high: 12, low: 10, close: 11 },
    ]);
  });
});
