import { AT, type EstimatorState } from './estimator-state';
import { LEARNING } from './learning-constants';
import { CLASS_COUNT, CLASS_LEVERAGE } from './leverage-classes';

/** What the remembered reports say against the predictions. */
export interface LearningFit {
  /** ln of the whole level against the prior mix, the prior counted in. */
  level: number;
  /** ln(reported / predicted) per unit of x = ln(1/L) around `centre`, beyond the slope learned so far. */
  slope: number;
  centre: number;
}

/**
 * Mean, in the unit of `value`, of a measurement counted `events` times and a prior of 0 counted `priorEvents` times.
 */
export function shrunk(value: number, events: number, priorEvents: number): number {
  return (value * events) / (events + priorEvents);
}

/** The part of a value that lies beyond `least`, with its sign. */
export function beyond(value: number, least: number): number {
  return Math.sign(value) * Math.max(0, Math.abs(value) - least);
}

/**
 * Level from the totals of the leveraged classes, see {@link posteriorLevel}; slope from a weighted ridge fit of the
 * classes' own ln(reported/predicted) against x = ln(1/L), around the mean x.
 */
export function fitLearning(state: EstimatorState): LearningFit {
  const points = CLASS_LEVERAGE.slice(1).map((leverage, at) => {
    const index = at + 1;
    const predicted = state.predictedByLayer[index] + state.predictedByLayer[index + CLASS_COUNT];
    const reported = state.reportedByLayer[index] + state.reportedByLayer[index + CLASS_COUNT];
    const weak = LEARNING.weak * state.clock[AT.openInterest];
    const w = predicted / (predicted + weak);
    const gain = LEARNING.levelGain[index];
    return { x: -Math.log(leverage), y: logRatio(state, reported, predicted), w, predicted, reported, gain };
  });
  const sum = (of: (point: (typeof points)[number]) => number): number =>
    points.reduce((total, point) => total + of(point), 0);
  const predicted = sum((point) => point.predicted);
  const reported = sum((point) => point.reported);
  const total = logRatio(state, reported, predicted);
  const following = sum((point) => point.gain * point.predicted);
  const gain = predicted > 0 ? Math.max(LEARNING.leastGain, following / predicted) : 1;
  const weight = sum((point) => point.w);
  const centre = weight > 0 ? sum((point) => point.w * point.x) / weight : 0;
  const product = sum((point) => point.w * (point.x - centre) * (point.y - total));
  const spread = LEARNING.ridge + sum((point) => point.w * (point.x - centre) ** 2);
  const level = posteriorLevel(state, reported, predicted, gain);
  return { level, slope: product / spread, centre };
}

/**
 * Mean of a Gamma-Poisson total whose prior is as many liquidations of the reports' own size, reported as predicted: a
 * feed that stays silent where much was predicted is evidence as well. `gain` turns the total into the level of the
 * classes that follow it fully, to first order.
 */
function posteriorLevel(state: EstimatorState, reported: number, predicted: number, gain: number): number {
  const { clock } = state;
  const size = clock[AT.eventBase] > 0 ? clock[AT.eventSquare] / clock[AT.eventBase] : 0;
  const prior = LEARNING.levelPriorEvents * size + LEARNING.weak * clock[AT.openInterest];
  const unlearned = predicted * Math.exp(-clock[AT.level] * gain);
  const raw = Math.log((reported / clock[AT.reportingFraction] + prior) / (unlearned + prior)) / gain;
  return Math.min(LEARNING.clip, Math.max(-LEARNING.clip, raw));
}

/** ln(reported / predicted) after the reporting fraction, drawn to 0 where there is little of both, clipped. */
function logRatio(state: EstimatorState, reported: number, predicted: number): number {
  const fraction = state.clock[AT.reportingFraction];
  const weak = LEARNING.weak * state.clock[AT.openInterest];
  const raw = Math.log((reported + weak * fraction) / (fraction * (predicted + weak)));
  return Math.min(LEARNING.clip, Math.max(-LEARNING.clip, raw));
}

/** How many equal liquidations sums of sizes and of their squares are worth; few large ones count as few. */
export function equalEvents(base: number, square: number): number {
  return square > 0 ? base ** 2 / square : 0;
}
