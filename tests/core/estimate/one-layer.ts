import { noteDeposit } from '../../../src/core/estimate/deposit';
import { DEFAULT_CONFIG } from '../../../src/core/estimate/estimator-config';
import { AT, createEstimator, type EstimatorState } from '../../../src/core/estimate/estimator-state';
import { CLASS_COUNT } from '../../../src/core/estimate/leverage-classes';

/** Layers of the 10x class: nominal distances of about 100 and 90 bins. */
export const LONG_10X = 3;
export const SHORT_10X = CLASS_COUNT + 3;

/** A plane of 1,000 bins that begins at lattice position 0, nothing in it. */
export function emptyState(): EstimatorState {
  return createEstimator({ ...DEFAULT_CONFIG, tiers: [], learns: false });
}

/** Puts coins into single bins of a layer, as a deposit would. */
export function put(state: EstimatorState, layer: number, coins: Record<number, number>): void {
  for (const [bin, amount] of Object.entries(coins)) {
    state.mass[layer * state.config.bins + Number(bin)] += amount;
    state.sum[layer] += amount;
    noteDeposit(state, layer, Number(bin), Number(bin) + 1);
  }
}

/** Coins of a layer by bin, only the occupied ones. */
export function occupied(state: EstimatorState, layer: number): Record<number, number> {
  const found: Record<number, number> = {};
  for (let bin = 0; bin < state.config.bins; bin++) {
    const coins = state.mass[layer * state.config.bins + bin] * state.scale[layer];
    if (coins !== 0) found[bin] = coins;
  }
  return found;
}

/** Nominal distance of a layer, bins. */
export function distanceOf(state: EstimatorState, layer: number): number {
  return state.kernels[layer]?.distance ?? Number.NaN;
}

/** Moves the lattice origin of the plane. */
export function startAt(state: EstimatorState, firstBin: number): EstimatorState {
  state.clock[AT.firstBin] = firstBin;
  return state;
}
