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
const JUMP_SIGMA = 0.008;
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
  /** Recent forced flow by direction (sell, buy), base coins, forgotten at the pace of the reversion. */
  forcedSell: number;
  forcedBuy: number;
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
    forcedSell: 0,
    forcedBuy: 0,
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
  if (random.uniform() < JUMPS_PER_DAY / TICKS_PER_DAY) path.logFair += JUMP_SIGMA * random.normal();
  path.transient *= 1 - REVERSION_PER_TICK;
  path.forcedSell *= 1 - REVERSION_PER_TICK;
  path.forcedBuy *= 1 - REVERSION_PER_TICK;
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

/**
 * Lets forced orders move the price: square root of the flow over the day's volume, counted from the flow that is
 * still remembered so that splitting an order does not move the price farther.
 */
export function pressPath(
  path: PricePath,
  scenario: Scenario,
  forcedBase: number,
  isBuy: boolean,
  dayVolume: number,
): void {
  const before = isBuy ? path.forcedBuy : path.forcedSell;
  const after = before + forcedBase;
  const size =
    scenario.impact * scenario.sigmaDay * (Math.sqrt(after / dayVolume) - Math.sqrt(before / dayVolume));
  const move = isBuy ? size : -size;
  path.logFair += (1 - TRANSIENT_SHARE) * move;
  path.transient += TRANSIENT_SHARE * move;
  if (isBuy) path.forcedBuy = after;
  else path.forcedSell = after;
}
