import type { BarLiquidation, EstimatorBar } from './estimator-bar';
import { AT, type EstimatorState, heldBase, SIDE_LAYERS } from './estimator-state';
import { beyond, equalEvents, fitLearning, shrunk } from './fit-learning';
import { LEARNING } from './learning-constants';
import { CLASS_COUNT, CLASS_LEVERAGE } from './leverage-classes';
import { HEDGER_SHARE } from './opening-mix';

const DAY_MS = 86_400_000;

/** What the learner is doing. */
export const LEARNER = { waiting: 0, learning: 1, frozen: 2 } as const;

/**
 * Divides a bar's reported liquidations over the classes: those with a price by the mass that lay around it before the
 * sweep, the others by the exposures. Call after the stops and before the sweep, then {@link bookExposure}.
 */
export function attributeEvents(state: EstimatorState, bar: EstimatorBar): void {
  if (!canLearn(state, bar)) return;
  const { reported, unpriced } = state.scratch;
  reported.fill(0);
  unpriced.fill(0);
  for (const event of bar.liquidations) {
    if (!(event.base > 0) || !Number.isFinite(event.base)) continue;
    const side = event.positionSide === 'long' ? 0 : 1;
    state.clock[AT.eventBase] += event.base;
    state.clock[AT.eventSquare] += event.base * event.base;
    if (event.price === null || !attribute(state, event, event.price, side)) unpriced[side] += event.base;
    else state.clock[AT.pricedBase] += event.base;
    state.clock[AT.observedBase] += event.base;
  }
}

/** Without a known open interest nothing is known in coins. */
function canLearn(
  state: EstimatorState,
  bar: EstimatorBar,
): bar is EstimatorBar & { liquidations: BarLiquidation[] } {
  return state.config.learns && bar.liquidations !== null && state.clock[AT.openInterest] > 0;
}

function attribute(state: EstimatorState, event: BarLiquidation, price: number, side: 0 | 1): boolean {
  const { config, clock, scratch, mass } = state;
  const bin = Math.floor((Math.log(price) - config.logOrigin) / config.binWidth) - clock[AT.firstBin];
  if (!(bin >= 1 && bin < config.bins - 1)) return false;
  const first = side * CLASS_COUNT;
  let total = 0;
  for (let layer = first; layer < first + CLASS_COUNT; layer++) {
    const cell = layer * config.bins + bin;
    scratch.near[layer] = state.scale[layer] * (mass[cell - 1] + mass[cell] + mass[cell + 1]);
    total += scratch.near[layer];
  }
  if (!(total > 0)) return false;
  for (let layer = first; layer < first + CLASS_COUNT; layer++) {
    scratch.reported[layer] += (event.base * scratch.near[layer]) / total;
  }
  return true;
}

/**
 * Books what the sweep removed (`exposure`) against what was reported, and every three hours moves level and slope a
 * little. Conserving: what the leveraged classes gain or lose comes from or goes to the hedgers of the same side.
 */
export function bookExposure(state: EstimatorState, bar: EstimatorBar): void {
  if (!canLearn(state, bar)) return;
  shareUnpriced(state);
  const { clock, scratch } = state;
  const days = bar.intervalMs / DAY_MS;
  const memory = Math.exp(-days / LEARNING.memoryDays);
  const gateMemory = Math.exp(-days / LEARNING.gateDays);
  const longMemory = Math.exp(-days / LEARNING.longGateDays);
  clock[AT.eventBase] *= memory;
  clock[AT.eventSquare] *= memory;
  let predicted = 0;
  let reported = 0;
  for (let layer = 0; layer < SIDE_LAYERS; layer++) {
    predicted += scratch.exposure[layer];
    reported += scratch.reported[layer];
    state.predictedByLayer[layer] = state.predictedByLayer[layer] * memory + scratch.exposure[layer];
    state.reportedByLayer[layer] = state.reportedByLayer[layer] * memory + scratch.reported[layer];
  }
  clock[AT.predicted] = clock[AT.predicted] * gateMemory + predicted;
  clock[AT.reported] = clock[AT.reported] * gateMemory + reported;
  clock[AT.longPredicted] = clock[AT.longPredicted] * longMemory + predicted;
  clock[AT.longReported] = clock[AT.longReported] * longMemory + reported;
  clock[AT.feedDays] += days;
  const end = bar.openTimeMs + bar.intervalMs;
  if (end < clock[AT.nextLearningMs]) return;
  clock[AT.nextLearningMs] = end + LEARNING.everyMs;
  learn(state, !state.config.priors.isFullFeed);
}

/** Totals without a price go to the classes by exposure; where nothing was exposed, nothing can be told apart. */
function shareUnpriced(state: EstimatorState): void {
  const { exposure, reported, unpriced } = state.scratch;
  for (const side of [0, 1]) {
    if (unpriced[side] === 0) continue;
    const first = side * CLASS_COUNT;
    let total = 0;
    for (let layer = first; layer < first + CLASS_COUNT; layer++) total += exposure[layer];
    for (let layer = first; layer < first + CLASS_COUNT; layer++) {
      reported[layer] += unpriced[side] * (total > 0 ? exposure[layer] / total : 1 / CLASS_COUNT);
    }
  }
}

function learn(state: EstimatorState, isThrottled: boolean): void {
  const { clock } = state;
  if (clock[AT.feedDays] < LEARNING.gateAfterDays || !(clock[AT.openInterest] > 0)) return;
  if (isThrottled) fitReportingFraction(state);
  if (clock[AT.predicted] === 0 && clock[AT.reported] === 0) return;
  const fraction = clock[AT.reportingFraction];
  const isOpen =
    agrees(fraction * clock[AT.predicted], clock[AT.reported]) &&
    agrees(fraction * clock[AT.longPredicted], clock[AT.longReported]);
  clock[AT.learningState] = isOpen ? LEARNER.learning : LEARNER.frozen;
  if (isOpen && !isThrottled) step(state);
}

/** Whether two sums agree within the gate's factor. */
export function agrees(predicted: number, reported: number): boolean {
  return predicted < LEARNING.gateFactor * reported && reported < LEARNING.gateFactor * predicted;
}

/** The feed of a throttled venue cannot teach the level; the level teaches what part of it is reported. */
function fitReportingFraction(state: EstimatorState): void {
  const { clock } = state;
  const seen = clock[AT.reported] / clock[AT.predicted];
  if (!(seen > 0) || !Number.isFinite(seen)) return;
  const known = clock[AT.reportingFraction];
  clock[AT.reportingFraction] = Math.min(1, Math.max(0.02, known * (seen / known) ** LEARNING.rate));
}

/** One step of level and slope towards what the reports say, each shrunk towards its prior by how few they are. */
function step(state: EstimatorState): void {
  const { clock, scratch } = state;
  const fit = fitLearning(state);
  const events = equalEvents(clock[AT.eventBase], clock[AT.eventSquare]);
  const wantedLevel = beyond(fit.level, LEARNING.modelError);
  const wantedSlope = shrunk(clock[AT.slope] + fit.slope, events, LEARNING.slopePriorEvents);
  const hasPrices = clock[AT.pricedBase] > LEARNING.pricedPart * clock[AT.observedBase];
  const levelStep = LEARNING.rate * (wantedLevel - clock[AT.level]);
  const slopeStep = hasPrices ? LEARNING.rate * (wantedSlope - clock[AT.slope]) : 0;
  for (let index = 1; index < CLASS_COUNT; index++) {
    const x = -Math.log(CLASS_LEVERAGE[index]) - fit.centre;
    scratch.share[index] = Math.exp(levelStep * LEARNING.levelGain[index] + slopeStep * x);
  }
  clock[AT.level] += levelStep;
  clock[AT.slope] += slopeStep;
  retuneStock(state, 0);
  retuneStock(state, CLASS_COUNT);
  retuneMix(state);
}

/** Multiplies a side's leveraged classes by their factors (`scratch.share`) and lets the hedgers make up for it. */
function retuneStock(state: EstimatorState, first: number): void {
  const total = heldBase(state, first === 0 ? 'long' : 'short');
  const hedgers = state.scale[first] * (state.sum[first] + state.far[first]);
  if (!(total > 0) || !(hedgers > 0)) return;
  const coins = (index: number): number =>
    state.scale[first + index] * (state.sum[first + index] + state.far[first + index]);
  const limit = limitFactor(state.scratch.share, coins, total);
  let leveraged = 0;
  for (let index = 1; index < CLASS_COUNT; index++) {
    const factor = state.scratch.share[index] * limit;
    state.scale[first + index] *= factor;
    state.predictedByLayer[first + index] *= factor;
    leveraged += coins(index);
  }
  state.scale[first] *= (total - leveraged) / hedgers;
}

/** The same for the opening mix: its classes times `scratch.share`, the hedgers taking the rest. */
export function retuneMix(state: EstimatorState): void {
  const { mix, scratch } = state;
  const limit = limitFactor(scratch.share, (index) => mix[index], 1);
  let leveraged = 0;
  for (let index = 1; index < CLASS_COUNT; index++) {
    mix[index] *= scratch.share[index] * limit;
    leveraged += mix[index];
  }
  mix[0] = 1 - leveraged;
}

/** Common factor that keeps the hedger share within its bounds after the step. */
function limitFactor(factors: Float64Array, amount: (index: number) => number, total: number): number {
  let leveraged = 0;
  for (let index = 1; index < CLASS_COUNT; index++) leveraged += factors[index] * amount(index);
  if (leveraged > (1 - HEDGER_SHARE.least) * total) return ((1 - HEDGER_SHARE.least) * total) / leveraged;
  if (leveraged < (1 - HEDGER_SHARE.most) * total) return ((1 - HEDGER_SHARE.most) * total) / leveraged;
  return 1;
}
