import type { EstimatorBar } from './estimator-bar';
import type { EstimatorState } from './estimator-state';
import { CLASS_COUNT } from './leverage-classes';

/** Strength of the taker tilt of the hedger share (estimation.md 3, assumed). */
const TAKER_TILT = { size: 0.6, slope: 4 * 0.8 } as const;
/** Bounds of the hedger share. */
export const HEDGER_SHARE = { least: 0.03, most: 0.95 } as const;

/**
 * Writes into `share` how a bar's openings of one side divide over the classes (sum 1): the side whose takers were
 * the more aggressive opens fewer hedges. Without taker volume the mix itself.
 */
export function openingShares(
  state: EstimatorState,
  bar: EstimatorBar,
  isLong: boolean,
  share: Float64Array,
): void {
  const { mix } = state;
  const tilt = 1 - TAKER_TILT.size * (isLong ? 1 : -1) * Math.tanh(TAKER_TILT.slope * takerImbalance(bar));
  const hedgers = Math.min(HEDGER_SHARE.most, Math.max(HEDGER_SHARE.least, mix[0] * tilt));
  const rest = mix[0] < 1 ? (1 - hedgers) / (1 - mix[0]) : 0;
  share[0] = hedgers;
  for (let index = 1; index < CLASS_COUNT; index++) share[index] = mix[index] * rest;
}

/** (2B - V)/V in -1..1, 0 when unknown. */
function takerImbalance(bar: EstimatorBar): number {
  const { volumeBase, takerBuyBase } = bar;
  if (volumeBase === null || takerBuyBase === null || !(volumeBase > 0) || !(takerBuyBase >= 0)) return 0;
  return Math.min(1, Math.max(-1, (2 * takerBuyBase - volumeBase) / volumeBase));
}
