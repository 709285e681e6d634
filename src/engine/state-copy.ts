import { allocate, type EstimatorState } from '../core/estimate/estimator-state';

/** An independent estimator in the same state. */
export function cloneState(state: EstimatorState): EstimatorState {
  return moveState(state, state.config);
}

/**
 * The same stock under another configuration of the same grid: what is open stays where it is, what opens from now
 * on follows the new margin tiers.
 */
export function moveState(state: EstimatorState, config: EstimatorState['config']): EstimatorState {
  const copy = allocate(config);
  copy.mass.set(state.mass);
  copy.reach.set(state.reach);
  copy.pending.set(state.pending);
  copy.scalars.set(state.scalars);
  return copy;
}
