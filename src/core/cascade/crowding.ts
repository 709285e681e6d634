import { zScore } from '../clusters/imbalance';

/** The four gauges of crowding at one moment; NaN where unknown. */
export interface CrowdingGauges {
  /** Funding per eight hours, fraction; positive: longs pay. */
  funding: number;
  /** ln of long over short accounts. */
  accountLogOdds: number;
  /** Open interest over average daily volume, ratio. */
  openInterestPerVolume: number;
  /** ln of long over short USD within two daily sigmas. */
  riskLogRatio: number;
}

/**
 * Crowding in -1..1: positive = crowded longs, negative = crowded shorts; NaN when no gauge has a history. The mean
 * of the standard scores against the own history (30 days), squeezed by tanh. Open interest over volume has no
 * direction of its own: it adds to whichever side the other three point to.
 */
export function crowding(now: CrowdingGauges, history: readonly CrowdingGauges[]): number {
  const score = (gauge: keyof CrowdingGauges): number =>
    zScore(
      now[gauge],
      history.map((past) => past[gauge]),
    );
  const directed = [score('funding'), score('accountLogOdds'), score('riskLogRatio')].filter(Number.isFinite);
  if (directed.length === 0) return Number.NaN;
  const direction = Math.sign(sum(directed));
  const size = score('openInterestPerVolume');
  const all = Number.isFinite(size) ? [...directed, direction * size] : directed;
  return Math.tanh(sum(all) / all.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
