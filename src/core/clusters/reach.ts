import type { ReachLabel } from './cluster';

/** Correction for fat tails (estimation.md 7, assumed). */
const FAT_TAIL = 0.9;
/** Mean range of a driftless walk in a day, in standard deviations of its end. */
const RANGE_IN_SIGMAS = 1.6;

const AT_TARGET_ATR = 0.25;
const NEAR_ATR = 1;

/**
 * Probability that a driftless price touches a level within `days`, 0..1. `distance` and `sigmaDay` are log returns;
 * NaN when the volatility is unknown.
 */
export function reachProbability(distance: number, sigmaDay: number, days: number): number {
  const away = Math.abs(distance);
  if (away === 0) return 1;
  if (!(sigmaDay > 0) || !(days > 0)) return Number.NaN;
  return 2 * (1 - normalCdf((FAT_TAIL * away) / (sigmaDay * Math.sqrt(days))));
}

/**
 * Words for a distance: below a quarter of an hourly ATR, below one ATR, within a usual day's range, farther. An
 * unknown ATR (NaN) is taken from the day's volatility.
 */
export function reachLabel(distance: number, distanceAtr: number, sigmaDay: number): ReachLabel {
  const away = Math.abs(distance);
  const atrs = Number.isNaN(distanceAtr)
    ? away / ((RANGE_IN_SIGMAS * sigmaDay) / Math.sqrt(24))
    : distanceAtr;
  if (atrs < AT_TARGET_ATR) return 'at-target';
  if (atrs < NEAR_ATR) return 'near';
  return away <= RANGE_IN_SIGMAS * sigmaDay ? 'today' : 'far';
}

/** Standard normal distribution function; Abramowitz and Stegun 7.1.26, error below 1.5e-7. */
function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const tail = 0.5 * poly * Math.exp(-x * x);
  return z >= 0 ? 1 - tail : tail;
}
