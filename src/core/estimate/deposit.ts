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
    keepBins(journal, state, layer, density.low, density.low + density.length);
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
  const base = layer * bins;
  const from = Math.min(bins, Math.max(0, low + kernel.start));
  const to = Math.max(0, Math.min(bins, high - 1 + kernel.start + kernel.taps.length));
  keepBins(journal, state, layer, Math.min(low, from), Math.max(high, to));
  for (let entry = low; entry < high; entry++) {
    const raw = state.pending[base + entry];
    if (raw === 0) continue;
    state.pending[base + entry] = 0;
    const inside = spread(state.mass, base, bins, entry + kernel.start, kernel.taps, raw);
    if (inside < kernel.taps.length) depositFar(state, layer, entry + kernel.start, raw, inside);
  }
  state.pendingLow[layer] = 0;
  state.pendingHigh[layer] = 0;
  if (to > from) noteDeposit(state, layer, from, to);
}

/** Adds `raw * taps` from plane bin `first` on, clipped; answers how many taps fell inside. */
export function spread(
  plane: Float64Array,
  base: number,
  bins: number,
  first: number,
  taps: Float64Array,
  raw: number,
): number {
  const skip = Math.max(0, -first);
  const end = Math.min(taps.length, bins - first);
  const offset = base + first;
  for (let tap = skip; tap < end; tap++) plane[offset + tap] += raw * taps[tap];
  return Math.max(0, end - skip);
}

/** Books the taps outside the plane as far mass. */
function depositFar(state: EstimatorState, layer: number, first: number, raw: number, inside: number): void {
  const kernel = state.kernels[layer];
  if (kernel === null) return;
  const { bins } = state.config;
  if (inside === 0) {
    state.far[layer] += raw;
    state.farMoment[layer] += raw * (first + kernel.meanTap + 0.5 + state.clock[AT.firstBin]);
    state.sum[layer] -= raw;
    return;
  }
  for (let tap = 0; tap < kernel.taps.length; tap++) {
    const bin = first + tap;
    if (bin >= 0 && bin < bins) continue;
    const part = raw * kernel.taps[tap];
    state.far[layer] += part;
    state.farMoment[layer] += part * (bin + 0.5 + state.clock[AT.firstBin]);
    state.sum[layer] -= part;
  }
}

/** New mass lies in plane bins `[low, high)`: widens the occupied range and lifts the stop watermark. */
export function noteDeposit(state: EstimatorState, layer: number, low: number, high: number): void {
  const kernel = state.kernels[layer];
  if (kernel === null) return;
  const isLong = layer < CLASS_COUNT;
  const nearest = state.clock[AT.firstBin] + (isLong ? high - 0.5 : low + 0.5);
  const clean = (isLong ? nearest : -nearest) + (1 - STOP.from) * kernel.distance;
  state.watermark[layer] = Math.max(state.watermark[layer], clean);
  state.edge[layer] = isLong ? Math.max(state.edge[layer], high) : Math.min(state.edge[layer], low);
}
