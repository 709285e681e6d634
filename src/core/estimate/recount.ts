import { AT, type EstimatorState, SIDE_LAYERS } from './estimator-state';
import { CLASS_COUNT } from './leverage-classes';
import { keepBins, type UndoJournal } from './undo-journal';

/** Part of the open interest that a layer may lose a day at its outer end, where only decayed dust is left. */
const DUST = 1e-11;

/**
 * Daily: takes the running sums anew from the planes, so that rounding cannot gather over months, and drops the dust at
 * the end of each layer that is farthest from the price, so that occupied ranges stay short.
 */
export function recount(state: EstimatorState, journal: UndoJournal | null): void {
  for (let layer = 0; layer < SIDE_LAYERS; layer++) {
    dropDust(state, layer, journal);
    state.sum[layer] = total(state.mass, state, layer) + total(state.pending, state, layer);
  }
}

function total(plane: Float64Array, state: EstimatorState, layer: number): number {
  const { bins } = state.config;
  let sum = 0;
  for (let index = layer * bins; index < (layer + 1) * bins; index++) sum += plane[index];
  return sum;
}

function dropDust(state: EstimatorState, layer: number, journal: UndoJournal | null): void {
  const isLong = layer < CLASS_COUNT;
  const base = layer * state.config.bins;
  let left = (DUST * state.clock[AT.stock]) / state.scale[layer];
  let [low, high] = [state.massLow[layer], state.massHigh[layer]];
  const outer = (): number => base + (isLong ? low : high - 1);
  while (low < high && state.mass[outer()] <= left) {
    left -= state.mass[outer()];
    if (isLong) low++;
    else high--;
  }
  const [from, to] = isLong ? [state.massLow[layer], low] : [high, state.massHigh[layer]];
  if (to <= from) return;
  for (const plane of ['mass', 'reach'] as const) {
    keepBins(journal, state, plane, layer, from, to);
    state[plane].fill(0, base + from, base + to);
  }
  state.massLow[layer] = low;
  state.massHigh[layer] = high;
}
