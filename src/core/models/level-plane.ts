import type { PositionSide } from '../market/liquidation';
import type { LogGrid } from '../market/log-grid';

/**
 * Liquidation levels of one side, USD, row-major row x bin. Rows are classes that decay at their own pace; a row's
 * decay is one factor, so a bar costs nothing per bin. Plain data: a structured clone is a checkpoint.
 */
export interface LevelPlane {
  side: PositionSide;
  logBin: number;
  bins: number;
  rows: number;
  /** Bin 0 covers ln price [firstBin * logBin, + logBin). */
  firstBin: number;
  isPlaced: boolean;
  /** USD over the row's factor. */
  cells: Float64Array;
  factors: Float64Array;
  /** Bin next to the occupied range on the price's side: longs lie below it, shorts at or above it. */
  edge: number;
}

const BINS = 1200;
const SMALLEST_FACTOR = 1e-60;

/** An empty plane that will lie around the first price it is told of. */
export function createPlane(side: PositionSide, logBin: number, rows: number): LevelPlane {
  return {
    side,
    logBin,
    bins: BINS,
    rows,
    firstBin: 0,
    isPlaced: false,
    cells: new Float64Array(rows * BINS),
    factors: new Float64Array(rows).fill(1),
    edge: side === 'long' ? 0 : BINS,
  };
}

/** Keeps `logPrice` in the middle half; levels that leave the plane are forgotten. */
export function placePlane(plane: LevelPlane, logPrice: number): void {
  const bin = Math.floor(logPrice / plane.logBin);
  const offset = bin - plane.firstBin;
  if (plane.isPlaced && offset >= plane.bins / 4 && offset < (3 * plane.bins) / 4) return;
  const shift = bin - plane.bins / 2 - plane.firstBin;
  if (plane.isPlaced) shiftCells(plane, shift);
  plane.firstBin += shift;
  plane.isPlaced = true;
}

/** Adds USD at a ln price, split linearly between two bins; amounts outside the plane are ignored. */
export function depositLevel(plane: LevelPlane, row: number, logPrice: number, usd: number): void {
  const position = logPrice / plane.logBin - plane.firstBin - 0.5;
  const bin = Math.floor(position);
  if (!(usd > 0) || bin < 0 || bin + 1 >= plane.bins) return;
  const scaled = usd / plane.factors[row];
  const upper = position - bin;
  plane.cells[row * plane.bins + bin] += scaled * (1 - upper);
  plane.cells[row * plane.bins + bin + 1] += scaled * upper;
  plane.edge = plane.side === 'long' ? Math.max(plane.edge, bin + 2) : Math.min(plane.edge, bin);
}

/** Multiplies a row by `factor`, 0..1. */
export function decayRow(plane: LevelPlane, row: number, factor: number): void {
  plane.factors[row] *= factor;
  if (plane.factors[row] > SMALLEST_FACTOR) return;
  const base = row * plane.bins;
  for (let bin = 0; bin < plane.bins; bin++) plane.cells[base + bin] *= plane.factors[row];
  plane.factors[row] = 1;
}

/** Removes the levels that a price has reached; the bin that holds it pro rata. */
export function sweepPlane(plane: LevelPlane, logPrice: number): void {
  const position = logPrice / plane.logBin - plane.firstBin;
  const boundary = Math.floor(position);
  const isLong = plane.side === 'long';
  const low = Math.max(0, isLong ? boundary : plane.edge);
  const high = Math.min(plane.bins, isLong ? plane.edge : boundary + 1);
  if (high <= low) return;
  const kept = isLong ? position - boundary : boundary + 1 - position;
  for (let row = 0; row < plane.rows; row++) {
    const base = row * plane.bins;
    const held = plane.cells[base + boundary];
    plane.cells.fill(0, base + low, base + high);
    if (boundary >= low && boundary < high) plane.cells[base + boundary] = held * kept;
  }
  plane.edge = isLong ? Math.min(plane.edge, boundary + 1) : Math.max(plane.edge, boundary);
}

/** Adds the plane's USD to `out`, one value per bin of the grid; exact when the lattices agree, else split linearly. */
export function addPlane(plane: LevelPlane, grid: LogGrid, out: Float64Array): void {
  const stretch = plane.logBin / grid.logBin;
  const isLong = plane.side === 'long';
  const low = isLong ? 0 : Math.max(0, plane.edge);
  const high = isLong ? Math.min(plane.bins, plane.edge) : plane.bins;
  for (let row = 0; row < plane.rows; row++) {
    const base = row * plane.bins;
    for (let bin = low; bin < high; bin++) {
      const usd = plane.cells[base + bin] * plane.factors[row];
      if (usd === 0) continue;
      const left = ((plane.firstBin + bin) * plane.logBin - grid.logPriceMin) / grid.logBin;
      addOverlap(out, left, stretch, usd);
    }
  }
}

/** Spreads `usd` evenly over [left, left + width) in bins of `out`. */
function addOverlap(out: Float64Array, left: number, width: number, usd: number): void {
  const nearest = Math.round(left);
  if (width === 1 && Math.abs(left - nearest) < 1e-6) {
    if (nearest >= 0 && nearest < out.length) out[nearest] += usd;
    return;
  }
  const first = Math.max(0, Math.floor(left));
  const last = Math.min(out.length - 1, Math.ceil(left + width) - 1);
  for (let bin = first; bin <= last; bin++) {
    const overlap = Math.min(left + width, bin + 1) - Math.max(left, bin);
    if (overlap > 0) out[bin] += (usd * overlap) / width;
  }
}

function shiftCells(plane: LevelPlane, shift: number): void {
  const { bins, cells } = plane;
  const moved = Math.min(bins, Math.abs(shift));
  for (let row = 0; row < plane.rows; row++) {
    const base = row * bins;
    if (shift > 0) {
      cells.copyWithin(base, base + moved, base + bins);
      cells.fill(0, base + bins - moved, base + bins);
    } else {
      cells.copyWithin(base + moved, base, base + bins - moved);
      cells.fill(0, base, base + moved);
    }
  }
  plane.edge = Math.min(bins, Math.max(0, plane.edge - shift));
}
