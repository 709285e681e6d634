import { describe, expect, it } from 'vitest';
import { levelScore, wilsonInterval } from '../../../src/core/context/level-score';
import type { HeatGrid } from '../../../src/core/frame/heatmap-frame';

const COLUMN_MS = 3_600_000;
const LOG_BIN = 0.001;
const BINS = 100;

/** Hourly columns at the given closes (range = close of both ends) with one level a side, 1 % away. */
function grid(
  closes: number[],
  levels: { long?: number; short?: number } = { long: -0.01, short: 0.01 },
): HeatGrid {
  const logPriceMin = Math.log(100) - (BINS / 2) * LOG_BIN;
  const usd = new Uint8Array(closes.length * BINS);
  closes.forEach((close, column) => {
    for (const offset of [levels.long, levels.short]) {
      if (offset === undefined) continue;
      const bin = Math.floor((Math.log(close) + offset - logPriceMin) / LOG_BIN);
      usd[column * BINS + bin] = 200;
    }
  });
  return {
    startMs: 0,
    columnMs: COLUMN_MS,
    columns: closes.length,
    logPriceMin,
    logBin: LOG_BIN,
    bins: BINS,
    salience: new Uint8Array(usd.length),
    salienceMax: 1,
    usd,
    usdFloor: 1,
    usdCeil: 1e9,
    split: new Uint16Array(closes.length),
    high: Float32Array.from(closes, (close, i) => Math.max(close, closes[i - 1] ?? close)),
    low: Float32Array.from(closes, (close, i) => Math.min(close, closes[i - 1] ?? close)),
    close: Float32Array.from(closes),
    frozenColumns: closes.length,
    frozenHash: 'x',
  };
}

describe('levelScore', () => {
  it('counts levels that price reached within the horizon, and mirrored ones it reached instead', () => {
    // Two hours up 2 %, then two hours flat: the first short level is reached, its mirror is not.
    const score = levelScore(grid([100, 101, 102, 102, 102, 102]), 2 * COLUMN_MS);
    expect(score).toEqual({ horizonMs: 2 * COLUMN_MS, samples: 4, touched: 1, controlTouched: 1 });
  });

  it('scores above its control when price goes where the levels are', () => {
    const rising = grid([100, 101.1, 101.1, 102.3, 102.3, 103.5, 103.5, 104.7], { short: 0.01 });
    expect(levelScore(rising, COLUMN_MS)).toMatchObject({ samples: 7, touched: 4, controlTouched: 0 });
  });

  it('looks at frozen columns only', () => {
    const frozen = { ...grid([100, 100, 100, 105]), frozenColumns: 3 };
    expect(levelScore(frozen, COLUMN_MS)).toMatchObject({ samples: 4, touched: 0 });
  });

  it('leaves out columns without a bar, without levels, and levels too near or too far', () => {
    expect(levelScore(grid([Number.NaN, 100]), COLUMN_MS).samples).toBe(0);
    expect(levelScore(grid([100, 100], {}), COLUMN_MS).samples).toBe(0);
    expect(levelScore(grid([100, 100], { short: 0.001 }), COLUMN_MS).samples).toBe(0);
    expect(levelScore(grid([]), COLUMN_MS).samples).toBe(0);
  });
});

describe('wilsonInterval', () => {
  it('gives the textbook figures', () => {
    const [low, high] = wilsonInterval(8, 10) ?? [];
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
  });

  it('stays within 0 and 1 and needs samples', () => {
    expect(wilsonInterval(0, 5)?.[0]).toBe(0);
    expect(wilsonInterval(5, 5)?.[1]).toBeCloseTo(1, 9);
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
