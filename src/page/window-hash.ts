import type { HeatGrid } from '../core/frame/heatmap-frame';

/** A stretch of columns, fixed in time (Unix ms, end excluded) and price (bins of the global lattice). */
export interface GridWindow {
  fromMs: number;
  toMs: number;
  firstBin: number;
  bins: number;
}

/** Equal hashes mean equal columns. `salience` also depends on the grid's edges in price, `usd` does not. */
export interface WindowHash {
  usd: string;
  salience: string;
}

const FNV_PRIME = 0x01000193;
const FNV_START = 0x811c9dc5;

/**
 * Hash of the columns of `window` with their bars, for comparing two frames between which bars closed or the price
 * range moved; null when the grid does not hold the whole window.
 */
export function hashWindow(grid: HeatGrid, window: GridWindow): WindowHash | null {
  const { startMs, columnMs, bins, logPriceMin, logBin } = grid;
  const from = (window.fromMs - startMs) / columnMs;
  const to = (window.toMs - startMs) / columnMs;
  const shift = window.firstBin - Math.round(logPriceMin / logBin);
  const isInside = from >= 0 && to <= grid.columns && shift >= 0 && shift + window.bins <= bins;
  if (!isInside || !Number.isInteger(from)) return null;
  let usd = FNV_START;
  let salience = FNV_START;
  for (let column = from; column < to; column += 1) {
    usd = mix(
      usd,
      new Uint8Array(Float32Array.of(grid.high[column], grid.low[column], grid.close[column]).buffer),
    );
    const cell = column * bins + shift;
    usd = mix(usd, grid.usd.subarray(cell, cell + window.bins));
    salience = mix(salience, grid.salience.subarray(cell, cell + window.bins));
  }
  return { usd: usd.toString(16), salience: salience.toString(16) };
}

function mix(hash: number, bytes: Uint8Array): number {
  let mixed = hash;
  for (const byte of bytes) mixed = Math.imul(mixed ^ byte, FNV_PRIME) >>> 0;
  return mixed;
}
