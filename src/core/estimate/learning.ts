import type { BarLiquidation, EstimatorBar } from './estimator-bar';
import { AT, allowedMix, type EstimatorState, heldBase, SIDE_LAYERS } from './estimator-state';
import { CLASS_COUNT, CLASS_LEVERAGE } from './leverage-classes';
import { HEDGER_SHARE } from './opening-mix';

const DAY_MS = 86_400_000;

/** Constants of the learner (estimation.md 5). */
const LEARNING = {
  /** Attributed and predicted sums are forgotten with this time constant. */
  memoryDays: 10,
  /** Time constants of the two means that the gate compares: one must not stray, both must not be wrong. */
  gateDays: 3,
  longGateDays: 30,
  /**
   * The gate lets learning through while predicted and reported agree within this factor. At the reference's 8 a series
   * of a subset of venues slipped through after a crash and its order suffered (tests/score/TRIALS.md).
   */
  gateFactor: 4,
  /** Days of feed before the gate is asked. */
  gateAfterDays: 1,
  everyMs: 3 * 3_600_000,
  rate: 0.045,
  ridge: 0.5,
  /** The prior of the level is worth this many equal liquidations, that of the slope this many. */
  levelPriorEvents: 20,
  slopePriorEvents: 200,
  /** Deviations of the level up to this (ln) are within the error of the model and teach nothing. */
  modelError: 0.2,
  clip: 2,
  /** Part of the open interest that stands for "too little to learn from". */
  weak: 0.004,
  /** Part of the observed quantity that must come with a price before the slope is learned. */
  pricedPart: 0.5,
} as const;

/** What the learner is doing. */
export const LEARNER = { waiting: 0, learning: 1, frozen: 2 } as const;

/**
 * Divides a bar's reported liquidations over the classes: those with a price by the mass that lay around it before the
 * sweep, the others by the exposures. Call after the stops and before the sweep, then {@link bookExposure}.
 */
export function attributeEvents(state: EstimatorState, bar: EstimatorBar): void {
  if (!state.config.learns || bar.liquidations === null) return;
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
  if (!state.config.learns || bar.liquidations === null) return;
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
function agrees(predicted: number, reported: number): boolean {
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

/** One step of level and slope towards what the reports say, shrunk towards the prior by how few they are. */
function step(state: EstimatorState): void {
  const { clock, scratch } = state;
  const { level, slope, centre } = fitLevelAndSlope(state);
  const events = clock[AT.eventSquare] > 0 ? clock[AT.eventBase] ** 2 / clock[AT.eventSquare] : 0;
  const wantedLevel = beyond(
    shrunk(clock[AT.level] + level, events, LEARNING.levelPriorEvents),
    LEARNING.modelError,
  );
  const wantedSlope = shrunk(clock[AT.slope] + slope, events, LEARNING.slopePriorEvents);
  const hasSlope = clock[AT.pricedBase] > LEARNING.pricedPart * clock[AT.observedBase];
  const levelStep = LEARNING.rate * (wantedLevel - clock[AT.level]);
  const slopeStep = hasSlope ? LEARNING.rate * (wantedSlope - clock[AT.slope]) : 0;
  for (let index = 1; index < CLASS_COUNT; index++) {
    scratch.share[index] = Math.exp(levelStep + slopeStep * (-Math.log(CLASS_LEVERAGE[index]) - centre));
  }
  clock[AT.level] += levelStep;
  clock[AT.slope] += slopeStep;
  retuneStock(state, 0);
  retuneStock(state, CLASS_COUNT);
  retuneMix(state);
}

/** Mean of a measurement worth `events` and a prior of 0 worth `priorEvents`. */
function shrunk(value: number, events: number, priorEvents: number): number {
  return (value * events) / (events + priorEvents);
}

/** The part of a value that lies beyond `least`, with its sign. */
function beyond(value: number, least: number): number {
  return Math.sign(value) * Math.max(0, Math.abs(value) - least);
}

/**
 * Level from the totals of the leveraged classes, slope from a weighted ridge fit of the classes' own
 * ln(reported/predicted) against x = ln(1/L), around the mean x.
 */
function fitLevelAndSlope(state: EstimatorState): { level: number; slope: number; centre: number } {
  const points = CLASS_LEVERAGE.slice(1).map((leverage, at) => {
    const index = at + 1;
    const predicted = state.predictedByLayer[index] + state.predictedByLayer[index + CLASS_COUNT];
    const reported = state.reportedByLayer[index] + state.reportedByLayer[index + CLASS_COUNT];
    const weak = LEARNING.weak * state.clock[AT.openInterest];
    const w = predicted / (predicted + weak);
    return { x: -Math.log(leverage), y: logRatio(state, reported, predicted), w, predicted, reported };
  });
  const sum = (of: (point: (typeof points)[number]) => number): number =>
    points.reduce((total, point) => total + of(point), 0);
  const level = logRatio(
    state,
    sum((point) => point.reported),
    sum((point) => point.predicted),
  );
  const weight = sum((point) => point.w);
  const centre = weight > 0 ? sum((point) => point.w * point.x) / weight : 0;
  const product = sum((point) => point.w * (point.x - centre) * (point.y - level));
  const spread = LEARNING.ridge + sum((point) => point.w * (point.x - centre) ** 2);
  return { level, slope: product / spread, centre };
}

/** ln(reported / predicted) after the reporting fraction, drawn to 0 where there is little of both, clipped. */
function logRatio(state: EstimatorState, reported: number, predicted: number): number {
  const fraction = state.clock[AT.reportingFraction];
  const weak = LEARNING.weak * state.clock[AT.openInterest];
  const raw = Math.log((reported + weak * fraction) / (fraction * (predicted + weak)));
  return Math.min(LEARNING.clip, Math.max(-LEARNING.clip, raw));
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

/** The same for the opening mix. */
function retuneMix(state: EstimatorState): void {
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

/**
 * Gives a throttled venue what a full-feed venue of the same coin has learned: the change of its opening mix against
 * its prior, by class. The stock follows as it turns over. Call it between bars, at times that depend on the data only.
 */
export function adoptMix(target: EstimatorState, source: EstimatorState): void {
  const { share } = target.scratch;
  const taught = allowedMix(source);
  target.mix.set(allowedMix(target));
  for (let index = 1; index < CLASS_COUNT; index++) {
    share[index] = taught[index] > 0 ? source.mix[index] / taught[index] : share[index - 1];
  }
  retuneMix(target);
}
