import type { Scenario } from './scenario';
import type { SeededRandom } from './seeded-random';

/** Ticks of ten seconds in a day. */
export const TICKS_PER_DAY = 8640;

/** Time between two prices, ms. */
export const TICK_MS = 10_000;

const LOG_VOL_RATE_PER_DAY = 3;
const LOG_VOL_VOLATILITY = 0.9;
const LOG_VOL_VARIANCE = LOG_VOL_VOLATILITY ** 2 / (2 * LOG_VOL_RATE_PER_DAY);
const JUMPS_PER_DAY = 1.2;
const JUMP_SIZE = 0.008;
const TRANSIENT_SHARE = 0.65;
const REVERSION_PER_TICK = 0.012;
const MARK_SMOOTHING = 0.35;
const TICKS_PER_HOUR = 360;

/** Prices as natural logarithms, and what moves them. */
export interface PricePath {
  logLast: number;
  logMark: number;
  /** Last price without the part of forced flow that will revert. */
  logFair: number;
  transient: number;
  /** Logarithm of today's volatility over its long-run level. */
  logVol: number;
  /** Ring of the last hour's ln prices. */
  hour: Float64Array;
  hourAt: number;
}

/** A path that stands at `logPrice` (ln of the quote currency), calm and without forced orders. */
export function createPath(logPrice: number): PricePath {
  return {
    logLast: logPrice,
    logMark: logPrice,
    logFair: logPrice,
    transient: 0,
    logVol: 0,
    hour: new Float64Array(TICKS_PER_HOUR).fill(logPrice),
    hourAt: 0,
  };
}

/** Moves the price by one tick; returns the log return of the tick. */
export function stepPath(path: PricePath, scenario: Scenario, random: SeededRandom): number {
  path.logVol += -(LOG_VOL_RATE_PER_DAY / TICKS_PER_DAY) * path.logVol;
  path.logVol += (LOG_VOL_VOLATILITY / Math.sqrt(TICKS_PER_DAY)) * random.normal();
  const sigma = (scenario.sigmaDay / Math.sqrt(TICKS_PER_DAY)) * Math.exp(path.logVol - LOG_VOL_VARIANCE);
  path.logFair += sigma * random.student(scenario.degreesOfFreedom);
  if (random.uniform() < JUMPS_PER_DAY / TICKS_PER_DAY)
    path.logFair += random.uniform() < 0.5 ? JUMP_SIZE : -JUMP_SIZE;
  path.transient *= 1 - REVERSION_PER_TICK;
  const before = path.logLast;
  path.logLast = path.logFair + path.transient;
  path.logMark += MARK_SMOOTHING * (path.logLast - path.logMark);
  path.hour[path.hourAt] = path.logLast;
  path.hourAt = (path.hourAt + 1) % TICKS_PER_HOUR;
  return path.logLast - before;
}

/** Return of the last hour, in standard deviations of a usual hour. */
export function hourMove(path: PricePath, scenario: Scenario): number {
  return (path.logLast - path.hour[path.hourAt]) / (scenario.sigmaDay / 4.9);
}

/** Lets the forced orders of a tick move the price: square root of their sum over the day's volume. */
export function pressPath(
  path: PricePath,
  scenario: Scenario,
  forcedBase: number,
  isBuy: boolean,
  dayVolume: number,
): void {
  const size = scenario.impact * scenario.sigmaDay * Math.sqrt(forcedBase / dayVolume);
  const move = isBuy ? size : -size;
  path.logFair += (1 - TRANSIENT_SHARE) * move;
  path.transient += TRANSIENT_SHARE * move;
}
