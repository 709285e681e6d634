import type { DepositKernel } from './deposit-kernel';
import type { EntryDensity } from './entry-density';
import { AT, type EstimatorState } from './estimator-state';
import { CLASS_COUNT } from './leverage-classes';
import { STOP } from './stop-decay';
import { keepBins, type UndoJournal } from './undo-journal';

/**
 * Opens `coins` of one side with the entries of `density`. They wait by entry bin in `pending` until price comes near
 * enough to matter or the flush is due: many bars' entries then share one pass over the kernel. The wait is exact.
 */
export function openPositions(
  state: EstimatorState,
  firstLayer: number,
  coins: number,
  shareOfClass: Float64Array,
  density: EntryDensity,
  journal: UndoJournal | null,
): void {
  const { bins } = state.config;
  for (let index = 0; index < CLASS_COUNT; index++) {
    const layer = firstLayer + index;
    const raw = (coins * shareOfClass[index]) / state.scale[layer];
    if (!(raw > 0)) continue;
    keepBins(journal, state, 'pending', layer, density.low, density.low + density.length);
    const start = layer * bins + density.low;
    for (let bin = 0; bin < density.length; bin++) state.pending[start + bin] += raw * density.weights[bin];
    state.sum[layer] += raw;
    notePending(state, layer, density.low, density.low + density.length);
  }
}

function notePending(state: EstimatorState, layer: number, low: number, high: number): void {
  const isEmpty = state.pendingHigh[layer] <= state.pendingLow[layer];
  state.pendingLow[layer] = isEmpty ? low : Math.min(state.pendingLow[layer], low);
  state.pendingHigh[layer] = isEmpty ? high : Math.max(state.pendingHigh[layer], high);
}

/** True when price at lattice position `extreme` could sweep or stop out pending mass of the layer. */
export function isPendingNear(state: EstimatorState, layer: number, extreme: number): boolean {
  const kernel = state.kernels[layer];
  if (kernel === null || state.pendingHigh[layer] <= state.pendingLow[layer]) return false;
  const at = extreme - state.clock[AT.firstBin];
  const room = (1 - STOP.from) * kernel.distance - kernel.nearest + 1;
  return layer < CLASS_COUNT ? at < state.pendingHigh[layer] + room : at > state.pendingLow[layer] - room;
}

/** Moves a layer's pending mass from its entry prices to its liquidation prices. */
export function flushPending(state: EstimatorState, layer: number, journal: UndoJournal | null): void {
  const kernel = state.kernels[layer];
  const low = state.pendingLow[layer];
  const high = state.pendingHigh[layer];
  if (kernel === null || high <= low) return;
  const { bins } = state.config;
  const from = Math.min(bins, Math.max(0, low + kernel.start));
  const to = Math.max(0, Math.min(bins, high - 1 + kernel.start + kernel.taps.length));
  keepBins(journal, state, 'pending', layer, low, high);
  if (to > from) {
    keepBins(journal, state, 'mass', layer, from, to);
    addDeposits(state, layer, kernel, 1, state.mass, layer * bins);
    noteDeposit(state, layer, from, to);
  }
  if (low + kernel.start < 0 || high - 1 + kernel.start + kernel.taps.length > bins) {
    for (let entry = low; entry < high; entry++) depositFar(state, layer, kernel, entry);
  }
  state.pending.fill(0, layer * bins + low, layer * bins + high);
  state.pendingLow[layer] = 0;
  state.pendingHigh[layer] = 0;
}

/**
 * Adds `factor` times a layer's pending mass at its liquidation prices to a row of `plane` that begins at `base`,
 * clipped to the row. The box is a running sum over the entries, so its length costs one pass, not one an entry.
 */
export function addDeposits(
  state: EstimatorState,
  layer: number,
  kernel: DepositKernel,
  factor: number,
  plane: Float64Array,
  base: number,
): void {
  const { bins } = state.config;
  const { pending } = state;
  const low = state.pendingLow[layer];
  const high = state.pendingHigh[layer];
  const entries = layer * bins;
  const lower = factor * kernel.lowerWeight;
  const upper = factor * kernel.upperWeight;
  const spike = kernel.start + kernel.spikeTap;
  const isInside = low + kernel.start >= 0 && high - 1 + kernel.start + kernel.taps.length <= bins;
  for (let entry = low; entry < high; entry++) {
    const raw = pending[entries + entry];
    const bin = entry + spike;
    if (isInside || (bin >= 0 && bin < bins)) plane[base + bin] += raw * lower;
    if (isInside || (bin >= -1 && bin < bins - 1)) plane[base + bin + 1] += raw * upper;
  }
  addBox(state, layer, kernel, factor * kernel.boxWeight, plane, base);
}

function addBox(
  state: EstimatorState,
  layer: number,
  kernel: DepositKernel,
  weight: number,
  plane: Float64Array,
  base: number,
): void {
  if (weight === 0) return;
  const { bins } = state.config;
  const { pending } = state;
  const entries = layer * bins;
  const low = state.pendingLow[layer];
  const high = state.pendingHigh[layer];
  const first = kernel.start + kernel.boxTap;
  const last = Math.min(high - 1 + first + kernel.boxLength, bins);
  let inBox = 0;
  for (let bin = low + first; bin < last; bin++) {
    const enters = bin - first;
    const leaves = enters - kernel.boxLength;
    if (enters < high) inBox += pending[entries + enters];
    if (leaves >= low) inBox -= pending[entries + leaves];
    if (bin >= 0 && inBox > 0) plane[base + bin] += inBox * weight;
  }
}

/** Books the taps of one entry that lie outside the plane as far mass. */
function depositFar(state: EstimatorState, layer: number, kernel: DepositKernel, entry: number): void {
  const raw = state.pending[layer * state.config.bins + entry];
  if (raw === 0) return;
  const first = entry + kernel.start;
  const taps = kernel.taps.length;
  const inside = clamp(-first, taps);
  const beyond = clamp(state.config.bins - first, taps);
  const part = kernel.weightBefore[inside] + kernel.weightBefore[taps] - kernel.weightBefore[beyond];
  const moment = kernel.momentBefore[inside] + kernel.momentBefore[taps] - kernel.momentBefore[beyond];
  state.far[layer] += raw * part;
  state.farMoment[layer] += raw * (moment + part * (first + 0.5 + state.clock[AT.firstBin]));
  state.sum[layer] -= raw * part;
}

function clamp(value: number, high: number): number {
  return value < 0 ? 0 : value > high ? high : value;
}

/** New mass lies in plane bins `[low, high)`: widens the occupied range and lifts the stop watermark. */
export function noteDeposit(state: EstimatorState, layer: number, low: number, high: number): void {
  const kernel = state.kernels[layer];
  if (kernel === null) return;
  const isLong = layer < CLASS_COUNT;
  const nearest = state.clock[AT.firstBin] + (isLong ? high - 0.5 : low + 0.5);
  const clean = (isLong ? nearest : -nearest) + (1 - STOP.from) * kernel.distance;
  state.watermark[layer] = Math.max(state.watermark[layer], clean);
  const isEmpty = state.massHigh[layer] <= state.massLow[layer];
  state.massLow[layer] = isEmpty ? low : Math.min(state.massLow[layer], low);
  state.massHigh[layer] = isEmpty ? high : Math.max(state.massHigh[layer], high);
}
