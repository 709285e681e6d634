import { flushPending, noteDeposit } from './deposit';
import { AT, type EstimatorState, SIDE_LAYERS } from './estimator-state';
import { CLASS_COUNT } from './leverage-classes';
import { keepBins, type UndoJournal } from './undo-journal';

/** Shifts the plane by whole bins when the close (lattice position) has left its middle half. */
export function recentre(state: EstimatorState, close: number, journal: UndoJournal | null): void {
  const { bins } = state.config;
  const at = close - state.clock[AT.firstBin];
  if (at >= bins / 4 && at < (3 * bins) / 4) return;
  const shift = Math.floor(at) - bins / 2;
  for (let layer = 0; layer < SIDE_LAYERS; layer++) {
    flushPending(state, layer, journal);
    keepBins(journal, state, 'mass', layer, 0, bins);
    keepBins(journal, state, 'reach', layer, 0, bins);
    shiftLayer(state, layer, shift);
  }
  state.clock[AT.firstBin] += shift;
  for (let layer = 0; layer < SIDE_LAYERS; layer++) returnFar(state, layer);
}

/** Moves one layer's cells `shift` bins down; what leaves the plane becomes far mass. */
function shiftLayer(state: EstimatorState, layer: number, shift: number): void {
  const { bins } = state.config;
  const base = layer * bins;
  const leaves = Math.min(bins, Math.abs(shift));
  const first = shift > 0 ? 0 : bins - leaves;
  for (let bin = first; bin < first + leaves; bin++) {
    const raw = state.mass[base + bin];
    if (raw === 0) continue;
    state.far[layer] += raw;
    state.farMoment[layer] += raw * (bin + 0.5 + state.clock[AT.firstBin]);
    state.sum[layer] -= raw;
  }
  for (const plane of [state.mass, state.reach]) {
    if (shift > 0) plane.copyWithin(base, base + leaves, base + bins);
    else plane.copyWithin(base + leaves, base, base + bins - leaves);
    plane.fill(0, shift > 0 ? base + bins - leaves : base, shift > 0 ? base + bins : base + leaves);
  }
  state.massLow[layer] = Math.min(bins, Math.max(0, state.massLow[layer] - shift));
  state.massHigh[layer] = Math.min(bins, Math.max(0, state.massHigh[layer] - shift));
}

/** Far mass whose mean position the plane now covers comes back as one cell, if it lies on its side of the price. */
function returnFar(state: EstimatorState, layer: number): void {
  const far = state.far[layer];
  if (far === 0) return;
  const { bins } = state.config;
  const bin = Math.floor(state.farMoment[layer] / far - state.clock[AT.firstBin]);
  const isOnSide = layer < CLASS_COUNT ? bin < bins / 2 : bin >= bins / 2;
  if (bin < 0 || bin >= bins || !isOnSide) return;
  state.mass[layer * bins + bin] += far;
  state.sum[layer] += far;
  state.far[layer] = 0;
  state.farMoment[layer] = 0;
  noteDeposit(state, layer, bin, bin + 1);
}
