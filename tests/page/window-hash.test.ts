import { describe, expect, it } from 'vitest';
import type { HeatGrid } from '../../src/core/frame/heatmap-frame';
import { hashWindow } from '../../src/page/window-hash';

const STEP_MS = 300_000;
const LOG_BIN = 0.0005;

/** A grid whose cell is decided by its place in time and price, wherever the grid begins. */
function grid(firstColumn: number, columns: number, firstBin = 22_000, bins = 40): HeatGrid {
  const codes = new Uint8Array(columns * bins);
  for (let cell = 0; cell < codes.length; cell += 1) {
    const column = firstColumn + Math.floor(cell / bins);
    codes[cell] = (column * 37 + (firstBin + (cell % bins)) * 11) % 256;
  }
  const bar = (offset: number) => Float32Array.from({ length: columns }, (_, i) => firstColumn + i + offset);
  return {
    startMs: firstColumn * STEP_MS,
    columnMs: STEP_MS,
    columns,
    logPriceMin: firstBin * LOG_BIN,
    logBin: LOG_BIN,
    bins,
    usd: codes,
    salience: codes.slice(),
    high: bar(2),
    low: bar(1),
    close: bar(1.5),
  } as HeatGrid;
}

const WINDOW = { fromMs: 12 * STEP_MS, toMs: 18 * STEP_MS, firstBin: 22_010, bins: 20 };

describe('hashWindow', () => {
  it('of a grid that has moved on in time or price is the same', () => {
    const hash = hashWindow(grid(10, 10), WINDOW);
    expect(hash).not.toBeNull();
    expect(hashWindow(grid(12, 10), WINDOW)).toEqual(hash);
    expect(hashWindow(grid(10, 10, 21_990, 64), WINDOW)).toEqual(hash);
  });

  it('with one code or one bar of the window changed differs', () => {
    const hash = hashWindow(grid(10, 10), WINDOW);
    const repainted = grid(10, 10);
    repainted.usd[2 * 40 + 10] ^= 1;
    expect(hashWindow(repainted, WINDOW)?.usd).not.toBe(hash?.usd);
    const dimmed = grid(10, 10);
    dimmed.salience[7 * 40 + 29] ^= 1;
    expect(hashWindow(dimmed, WINDOW)?.salience).not.toBe(hash?.salience);
    const traded = grid(10, 10);
    traded.close[7] += 1;
    expect(hashWindow(traded, WINDOW)?.usd).not.toBe(hash?.usd);
  });

  it('with a change outside the window is the same', () => {
    const changed = grid(10, 10);
    changed.usd[9 * 40 + 15] ^= 1;
    changed.usd[5 * 40 + 30] ^= 1;
    changed.close[8] += 1;
    expect(hashWindow(changed, WINDOW)).toEqual(hashWindow(grid(10, 10), WINDOW));
  });

  it('of a grid that does not hold the whole window is null', () => {
    expect(hashWindow(grid(13, 10), WINDOW)).toBeNull();
    expect(hashWindow(grid(5, 10), WINDOW)).toBeNull();
    expect(hashWindow(grid(10, 10, 22_011), WINDOW)).toBeNull();
    expect(hashWindow(grid(10, 10, 22_000, 29), WINDOW)).toBeNull();
  });
});
