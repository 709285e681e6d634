import { AT, type EstimatorState } from './estimator-state';
import { CLASS_COUNT } from './leverage-classes';
import { keepBins, type UndoJournal } from './undo-journal';

/**
 * Coins of one layer between the price and a bar's extreme (lattice position), before stops and sweep: what a forecast
 * made at the bar before would have expected to be liquidated. The bin that holds the extreme counts pro rata.
 */
export function massOnPath(state: EstimatorState, layer: number, extreme: number): number {
  const isLong = layer < CLASS_COUNT;
  const at = extreme - state.clock[AT.firstBin];
  const boundary = Math.floor(at);
  const low = isLong ? Math.max(state.massLow[layer], boundary) : state.massLow[layer];
  const high = isLong ? state.massHigh[layer] : Math.min(state.massHigh[layer], boundary + 1);
  const base = layer * state.config.bins;
  let raw = 0;
  for (let bin = low; bin < high; bin++) raw += state.mass[base + bin];
  if (boundary >= low && boundary < high) {
    raw -= state.mass[base + boundary] * (isLong ? at - boundary : boundary + 1 - at);
  }
  return raw * state.scale[layer];
}

/**
 * Removes what a bar's extreme (lattice position) has liquidated of one layer, from the extreme to the outermost
 * occupied bin; the bin that holds the extreme pro rata.
 */
export function sweepLayer(
  state: EstimatorState,
  layer: number,
  extreme: number,
  journal: UndoJournal | null,
): void {
  const isLong = layer < CLASS_COUNT;
  const at = extreme - state.clock[AT.firstBin];
  const boundary = Math.floor(at);
  const part = isLong ? boundary + 1 - at : at - boundary;
  const low = isLong ? Math.max(state.massLow[layer], boundary) : state.massLow[layer];
  const high = isLong ? state.massHigh[layer] : Math.min(state.massHigh[layer], boundary + 1);
  sweepFar(state, layer, extreme);
  if (high > low) {
    keepBins(journal, state, 'mass', layer, low, high);
    keepBins(journal, state, 'reach', layer, low, high);
    sweepRun(state, layer, low, high, boundary, part);
    if (isLong) state.massHigh[layer] = boundary + 1;
    else state.massLow[layer] = boundary;
    if (isEmpty(state, layer)) state.sum[layer] = 0;
  }
}

function isEmpty(state: EstimatorState, layer: number): boolean {
  const hasMass = state.massHigh[layer] > state.massLow[layer];
  return !hasMass && state.pendingHigh[layer] <= state.pendingLow[layer];
}

function sweepRun(
  state: EstimatorState,
  layer: number,
  low: number,
  high: number,
  boundary: number,
  part: number,
): void {
  const { mass, reach } = state;
  const base = layer * state.config.bins;
  let removed = 0;
  for (let bin = low; bin < high; bin++) {
    const index = base + bin;
    if (bin === boundary) {
      const taken = mass[index] * part;
      removed += taken;
      reach[index] -= reach[index] * part;
      mass[index] -= taken;
    } else {
      removed += mass[index];
      mass[index] = 0;
      reach[index] = 0;
    }
  }
  state.sum[layer] -= removed;
}

/** Mass outside the plane is gone once the extreme passes its mean position. */
function sweepFar(state: EstimatorState, layer: number, extreme: number): void {
  const far = state.far[layer];
  if (far === 0) return;
  const mean = state.farMoment[layer] / far;
  const isPassed = layer < CLASS_COUNT ? mean > extreme : mean < extreme;
  if (!isPassed) return;
  state.far[layer] = 0;
  state.farMoment[layer] = 0;
}
