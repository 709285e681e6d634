import { CELL_USD, COLUMN_BINS, COLUMN_CELLS } from './column-chunk';
import type { ColumnPlace } from './column-table';
import type { FrameWindow } from './frame-window';

/**
 * Adds the chosen layers of a stored column to `usd` (one value a bin of the window), moved by `shift` bins: the
 * venue's prices are carried to the frame's own by the ratio of their closes. Mass is split between two bins.
 */
export function addColumn(
  usd: Float32Array,
  window: FrameWindow,
  { chunk, slot }: ColumnPlace,
  layers: readonly number[],
  shift: number,
): void {
  const whole = Math.floor(shift);
  const part = shift - whole;
  const offset = chunk.base[slot] - window.firstBin + whole;
  const from = Math.max(0, -offset);
  const to = Math.min(COLUMN_BINS, window.bins - offset - 1);
  for (const layer of layers) {
    const start = slot * COLUMN_CELLS + layer * COLUMN_BINS;
    addLayer(usd, chunk.cells.subarray(start, start + COLUMN_BINS), offset, from, to, part);
  }
}

function addLayer(
  usd: Float32Array,
  cells: Uint8Array,
  offset: number,
  from: number,
  to: number,
  part: number,
): void {
  for (let bin = from; bin < to; bin += 1) {
    const code = cells[bin];
    if (code === 0) continue;
    const value = CELL_USD[code];
    usd[offset + bin] += value * (1 - part);
    usd[offset + bin + 1] += value * part;
  }
}

/** The same for one layer at full precision, `COLUMN_BINS` values that begin at lattice bin `base`. */
export function addExactLayer(
  usd: Float32Array,
  window: FrameWindow,
  base: number,
  layer: Float32Array,
  shift: number,
): void {
  const whole = Math.floor(shift);
  const part = shift - whole;
  const offset = base - window.firstBin + whole;
  const from = Math.max(0, -offset);
  const to = Math.min(layer.length, window.bins - offset - 1);
  for (let bin = from; bin < to; bin += 1) {
    usd[offset + bin] += layer[bin] * (1 - part);
    usd[offset + bin + 1] += layer[bin] * part;
  }
}
