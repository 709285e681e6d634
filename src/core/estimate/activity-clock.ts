import type { EstimatorBar } from './estimator-bar';
import { AT, type EstimatorState, SIDE_LAYERS } from './estimator-state';
import { CLASS_COUNT } from './leverage-classes';

const DAY_MS = 86_400_000;
/** Half-life of the moving average of turnover, days. Assumed. */
const TURNOVER_HALF_LIFE_DAYS = 30;
/** Bounds of the activity clock's speed. */
const SPEED = { least: 0.125, most: 8 } as const;
/** A hole in the bars lets at most this many days pass at once. */
const LONGEST_STEP_DAYS = 7;

/**
 * Lets a bar's time pass: every class decays by its half-life, faster when turnover is high. Clock time where the bar
 * has no volume and none was ever seen. One factor per layer, no pass over the bins. What closed
 * is noted for {@link leastOpened}.
 */
export function passTime(state: EstimatorState, bar: EstimatorBar): void {
  const days = elapsedDays(state, bar);
  const active = days * activitySpeed(state, bar, days);
  const { halfLifeDays } = state.config.priors;
  state.scratch.closed.fill(0);
  for (let layer = 0; layer < SIDE_LAYERS; layer++) {
    const kept = 2 ** (-active / halfLifeDays[layer % CLASS_COUNT]);
    const held = state.scale[layer] * (state.sum[layer] + state.far[layer]);
    state.scratch.closed[layer < CLASS_COUNT ? 0 : 1] += (1 - kept) * held;
    state.scale[layer] *= kept;
  }
}

/** Part of the usual closings that is opened anew even while the open interest falls. Assumed. */
const REPLACED_PART = 0.8;
/** But never more than this part of the open interest in one bar. */
const MOST_REPLACED = 0.5;

/** Coins of a side (0 long, 1 short) opened in this bar at the least: a falling open interest does not end the trade. */
export function leastOpened(state: EstimatorState, side: 0 | 1): number {
  return Math.min(REPLACED_PART * state.scratch.closed[side], MOST_REPLACED * state.clock[AT.stock]);
}

function elapsedDays(state: EstimatorState, bar: EstimatorBar): number {
  const since = state.clock[AT.endTimeMs] > 0 ? state.clock[AT.endTimeMs] : bar.openTimeMs;
  const elapsed = Math.max(bar.openTimeMs + bar.intervalMs - since, bar.intervalMs / 2);
  return Math.min(elapsed / DAY_MS, LONGEST_STEP_DAYS);
}

/** Turnover of this bar against its moving average, clipped; updates the average. */
function activitySpeed(state: EstimatorState, bar: EstimatorBar, days: number): number {
  const { clock } = state;
  const stock = clock[AT.stock];
  const volume = bar.volumeBase;
  const isKnown = volume !== null && volume >= 0 && Number.isFinite(volume);
  const isSilent = !isKnown || (volume === 0 && clock[AT.turnoverSum] === 0);
  if (isSilent || !(stock > 0)) return 1;
  const turnover = volume / stock / days;
  const mean = clock[AT.turnoverWeight] > 0 ? clock[AT.turnoverSum] / clock[AT.turnoverWeight] : turnover;
  const kept = 2 ** (-days / TURNOVER_HALF_LIFE_DAYS);
  clock[AT.turnoverSum] = clock[AT.turnoverSum] * kept + turnover * days;
  clock[AT.turnoverWeight] = clock[AT.turnoverWeight] * kept + days;
  if (!(mean > 0) || !Number.isFinite(turnover)) return 1;
  return Math.min(SPEED.most, Math.max(SPEED.least, turnover / mean));
}

/** Below this a layer's raw numbers are brought back to scale 1. */
const SMALLEST_SCALE = 1e-60;

/** True when the layer's scale has become too small to divide by. */
export function needsRescale(state: EstimatorState, layer: number): boolean {
  return state.scale[layer] < SMALLEST_SCALE;
}

/** Brings raw numbers of a layer back to coins, scale 1. */
export function rescale(state: EstimatorState, layer: number): void {
  const factor = state.scale[layer];
  const { bins } = state.config;
  for (const plane of [state.mass, state.reach, state.pending]) {
    for (let index = layer * bins; index < (layer + 1) * bins; index++) plane[index] *= factor;
  }
  state.sum[layer] *= factor;
  state.far[layer] *= factor;
  state.farMoment[layer] *= factor;
  state.scale[layer] = 1;
}
