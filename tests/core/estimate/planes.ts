import { flushPending } from '../../../src/core/estimate/deposit';
import { AT, type EstimatorState, SIDE_LAYERS } from '../../../src/core/estimate/estimator-state';
import { CLASS_COUNT } from '../../../src/core/estimate/leverage-classes';

/** Coins of one side, counted cell by cell. */
export function countedBase(state: EstimatorState, side: 'long' | 'short'): number {
  const first = side === 'long' ? 0 : CLASS_COUNT;
  let total = 0;
  for (let layer = first; layer < first + CLASS_COUNT; layer++) {
    let raw = state.far[layer];
    for (let bin = 0; bin < state.config.bins; bin++) {
      raw += state.mass[layer * state.config.bins + bin] + state.pending[layer * state.config.bins + bin];
    }
    total += raw * state.scale[layer];
  }
  return total;
}

/** Coins by layer and bin with nothing left waiting; changes the state, so it comes last in a test. */
export function settledPlane(state: EstimatorState): Float64Array {
  for (let layer = 0; layer < SIDE_LAYERS; layer++) flushPending(state, layer, null);
  return state.mass.map((raw, index) => raw * state.scale[Math.floor(index / state.config.bins)]);
}

/** Largest difference between two planes over the open interest. */
export function planeDifference(a: Float64Array, b: Float64Array, openInterest: number): number {
  let worst = 0;
  for (let index = 0; index < a.length; index++) worst = Math.max(worst, Math.abs(a[index] - b[index]));
  return worst / openInterest;
}

/** Every number of the state that is not finite, except the two that may be. */
export function badNumbers(state: EstimatorState): number {
  let bad = 0;
  for (const plane of [state.mass, state.reach, state.pending])
    for (const value of plane) if (!(value >= 0)) bad++;
  state.scalars.forEach((value, index) => {
    const isShare = state.scalars.byteOffset + 8 * index === state.clock.byteOffset + 8 * AT.longShare;
    const isUntouched = value === Number.NEGATIVE_INFINITY;
    if (!Number.isFinite(value) && !isShare && !isUntouched) bad++;
  });
  return bad;
}

/** All numbers of a state as bytes, for comparison bit for bit. */
export function bitsOf(state: EstimatorState): Buffer {
  const arrays = [state.mass, state.reach, state.pending, state.scalars];
  return Buffer.concat(arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)));
}
