import type { PositionSide } from '../market/liquidation';
import type { LogGrid } from '../market/log-grid';
import { alignedStart } from './column-grid';
import { addDeposits } from './deposit';
import { AT, type EstimatorState } from './estimator-state';
import { CLASS_COUNT, LAYER_COUNT, LAYER_OF_CLASS } from './leverage-classes';
import { classTilt } from './side-tilt';

/** Which part of the estimate is wanted; everything when left out. */
export interface ColumnSelection {
  sides?: readonly PositionSide[];
  /** Classes to leave in, by index of CLASS_LEVERAGE. */
  classes?: readonly number[];
  /** False: without the tilts of {@link classTilt}, so that sides sum to the open interest. */
  isTilted?: boolean;
}

/**
 * Estimated USD per bin of `grid`, both sides together where both are selected, as a row of each display layer:
 * `out[layer * grid.bins + bin]`, layers of LAYER_OF_CLASS. `out` is overwritten. Reading never changes the state.
 */
export function writeLayers(
  state: EstimatorState,
  grid: LogGrid,
  out: Float32Array | Float64Array,
  selection: ColumnSelection = {},
): void {
  write(state, grid, out, LAYER_COUNT, (index) => LAYER_OF_CLASS[index], selection);
}

/** Estimated USD per bin of `grid`, all selected classes together; `out[bin]` is overwritten. */
export function writeColumn(
  state: EstimatorState,
  grid: LogGrid,
  out: Float32Array | Float64Array,
  selection: ColumnSelection = {},
): void {
  write(state, grid, out, 1, () => 0, selection);
}

function write(
  state: EstimatorState,
  grid: LogGrid,
  out: Float32Array | Float64Array,
  rows: number,
  rowOfClass: (index: number) => number,
  selection: ColumnSelection,
): void {
  if (out.length < rows * grid.bins) throw new Error(`column too short: ${out.length}`);
  out.fill(0, 0, rows * grid.bins);
  if (state.clock[AT.openInterest] === 0) return;
  const native = nativeRows(state, rows, rowOfClass, selection);
  const prices = binPrices(state);
  const start = alignedStart(state, grid);
  for (let row = 0; row < rows; row++) {
    const from = native.subarray(row * state.config.bins, (row + 1) * state.config.bins);
    const to = out.subarray(row * grid.bins, (row + 1) * grid.bins);
    if (start === null) resample(state, from, prices, grid, to);
    else copyAligned(from, prices, start - state.clock[AT.firstBin], to);
  }
}

/** Coins per native bin and row. */
function nativeRows(
  state: EstimatorState,
  rows: number,
  rowOfClass: (index: number) => number,
  selection: ColumnSelection,
): Float64Array {
  const { bins } = state.config;
  const acc = workSpace(rows * bins);
  acc.fill(0, 0, rows * bins);
  for (const side of selection.sides ?? (['long', 'short'] as const)) {
    for (let index = 0; index < CLASS_COUNT; index++) {
      if (selection.classes && !selection.classes.includes(index)) continue;
      const layer = side === 'long' ? index : index + CLASS_COUNT;
      const tilt = selection.isTilted === false ? 1 : classTilt(state, side, index);
      const factor = state.scale[layer] * tilt;
      addLayer(state, layer, factor, acc, rowOfClass(index) * bins);
    }
  }
  return acc;
}

function addLayer(
  state: EstimatorState,
  layer: number,
  factor: number,
  acc: Float64Array,
  row: number,
): void {
  const { mass } = state;
  const shift = layer * state.config.bins - row;
  const high = row + state.massHigh[layer];
  for (let cell = row + state.massLow[layer]; cell < high; cell++) acc[cell] += factor * mass[cell + shift];
  const kernel = state.kernels[layer];
  if (kernel !== null) addDeposits(state, layer, kernel, factor, acc, row);
}

function copyAligned(
  from: Float64Array,
  prices: Float64Array,
  shift: number,
  to: Float32Array | Float64Array,
): void {
  const low = Math.max(0, -shift);
  const high = Math.min(to.length, from.length - shift);
  for (let bin = low; bin < high; bin++) to[bin] = from[bin + shift] * prices[bin + shift];
}

/** Conserving: a native bin is shared out over the grid's bins by overlap. */
function resample(
  state: EstimatorState,
  from: Float64Array,
  prices: Float64Array,
  grid: LogGrid,
  to: Float32Array | Float64Array,
): void {
  const { binWidth, logOrigin, bins } = state.config;
  const first = (logOrigin + state.clock[AT.firstBin] * binWidth - grid.logPriceMin) / grid.logBin;
  const width = binWidth / grid.logBin;
  for (let bin = 0; bin < bins; bin++) {
    if (from[bin] === 0) continue;
    const usd = from[bin] * prices[bin];
    const low = first + bin * width;
    const high = low + width;
    for (let cell = Math.max(0, Math.floor(low)); cell < Math.min(grid.bins, Math.ceil(high)); cell++) {
      to[cell] += (usd * (Math.min(high, cell + 1) - Math.max(low, cell))) / width;
    }
  }
}

let space = new Float64Array(0);

function workSpace(length: number): Float64Array {
  if (space.length < length) space = new Float64Array(length);
  return space;
}

const priceTables = new WeakMap<EstimatorState, { firstBin: number; prices: Float64Array }>();

/** Price at the centre of each native bin; kept until the plane shifts. */
function binPrices(state: EstimatorState): Float64Array {
  const firstBin = state.clock[AT.firstBin];
  const known = priceTables.get(state);
  if (known?.firstBin === firstBin) return known.prices;
  const { bins, binWidth, logOrigin } = state.config;
  const prices = known?.prices ?? new Float64Array(bins);
  for (let bin = 0; bin < bins; bin++) prices[bin] = Math.exp(logOrigin + (firstBin + bin + 0.5) * binWidth);
  priceTables.set(state, { firstBin, prices });
  return prices;
}
