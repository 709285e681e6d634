import type { CalibrationState } from '../frame/heatmap-frame';
import { AT, type EstimatorState } from './estimator-state';
import { equalEvents } from './fit-learning';
import { agrees, LEARNER } from './learning';
import { LEARNING } from './learning-constants';

/** The stock opened before the first bar has mostly gone after this long (estimation.md 2, measured: flat by day 3). */
const WARM_UP_MS = 3 * 86_400_000;

/** However much is reported that nobody predicted, a band ends somewhere: at a hundredfold. */
const LEAST_DOUBT = -Math.log(100);

/** What may be said about the level of an estimate. */
export interface Calibration {
  state: CalibrationState;
  /** Predicted over reported liquidations of the last three days, after the reporting fraction; NaN before any. */
  predictedOverReported: number;
  /** Part of the liquidated quantity that the feed is taken to report, 0..1. */
  reportingFraction: number;
  /** Hedger share of newly opened notional, 0..1. */
  hedgerShare: number;
  /** What the learner has added so far: ln of the level of 50x and above, and per unit of ln(1/L). */
  learnedLevel: number;
  learnedSlope: number;
}

/**
 * The calibration as the panel shows it: warming up, on priors (also where a throttled feed teaches no level), calibrated,
 * or contradicted by what is reported.
 */
export function calibrationOf(state: EstimatorState): Calibration {
  const { clock } = state;
  return {
    state: calibrationState(state),
    predictedOverReported:
      clock[AT.reported] > 0
        ? (clock[AT.reportingFraction] * clock[AT.predicted]) / clock[AT.reported]
        : Number.NaN,
    reportingFraction: clock[AT.reportingFraction],
    hedgerShare: state.mix[0],
    learnedLevel: clock[AT.level],
    learnedSlope: clock[AT.slope],
  };
}

/** How many equal liquidations the learned level rests on; 0 where the feed teaches no level. */
export function levelEvents({ config, clock }: EstimatorState): number {
  if (!config.learns || !config.priors.isFullFeed) return 0;
  return equalEvents(clock[AT.eventBase], clock[AT.eventSquare]);
}

/**
 * ln of predicted over reported liquidations of the last month where they contradict each other, else 0: within the
 * gate's factor, with less than a day of reports, or where both are too little to learn from. Infinite where much was
 * predicted and nothing came. The feed counts as reporting the part assumed beforehand, since a fitted one would
 * explain any level away.
 */
export function levelDoubt({ config, clock }: EstimatorState): number {
  const predicted = config.priors.reportingFraction * clock[AT.longPredicted];
  const reported = clock[AT.longReported];
  const isKnown = clock[AT.feedDays] >= LEARNING.gateAfterDays;
  const isMuch = Math.max(predicted, reported) > LEARNING.weak * clock[AT.openInterest];
  if (!isKnown || !isMuch || agrees(predicted, reported)) return 0;
  return Math.max(LEAST_DOUBT, Math.log(predicted / reported));
}

function calibrationState(state: EstimatorState): CalibrationState {
  const { clock, config } = state;
  if (clock[AT.learningState] === LEARNER.frozen || levelDoubt(state) !== 0) return 'uncalibrated';
  if (clock[AT.endTimeMs] - clock[AT.firstTimeMs] < WARM_UP_MS) return 'warming-up';
  const isTaught = clock[AT.learningState] === LEARNER.learning && config.priors.isFullFeed;
  return isTaught ? 'calibrated' : 'prior';
}
