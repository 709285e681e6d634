import { impactOf } from '../clusters/importance';
import { bandOf } from '../estimate/uncertainty';

/** Part of the swept notional that really becomes market orders (estimation.md 7, assumed). */
export const CONVERSION = 0.7;

/** What lies in one direction from the mark price. */
export interface CascadePath {
  /** Estimated USD per bin, nearest bin first; every bin covers `logBin` of ln price. */
  usd: Float32Array;
  logBin: number;
  sigmaDay: number;
  volumeDayUsd: number;
}

/** Where a shock ends when it sets off forced orders; a scenario, not a forecast. */
export interface CascadeEnd {
  /** Shock, ln price. */
  shock: number;
  /** Spike level, ln price from the mark price; about 65 % of it reverts within minutes (assumed). */
  endDistance: number;
  forcedUsd: number;
  /** End distance over shock, 1 = nothing is set off. */
  amplification: number;
  /** False when the walk left the bins that are known: both figures are lower bounds. */
  isWithinBins: boolean;
}

/**
 * Walks outward bin by bin: what has been swept so far decides how far the forced orders reach, and the walk ends
 * when that reach lies inside swept territory. `scale` multiplies what has been swept, USD (1 = the estimate itself).
 */
export function walkCascade(
  path: CascadePath,
  shock: number,
  scale: (sweptUsd: number) => number = () => 1,
): CascadeEnd {
  const { usd, logBin, sigmaDay, volumeDayUsd } = path;
  let sweptUsd = 0;
  let forcedUsd = 0;
  let reach = shock;
  let bin = 0;
  for (; bin < usd.length && bin * logBin < reach; bin += 1) {
    const covered = Math.min(1, (reach - bin * logBin) / logBin);
    sweptUsd += usd[bin] * covered;
    forcedUsd = sweptUsd * scale(sweptUsd) * CONVERSION;
    const impact = impactOf(forcedUsd, sigmaDay, volumeDayUsd);
    if (impact > 0) reach = Math.max(reach, shock + impact);
  }
  const isWithinBins = bin < usd.length || reach <= usd.length * logBin;
  return { shock, endDistance: reach, forcedUsd, amplification: reach / shock, isWithinBins };
}

/** One point of the curve of ends over shocks, with the ends for the 10 % and 90 % densities. */
export interface CascadePoint {
  end: CascadeEnd;
  low: CascadeEnd;
  high: CascadeEnd;
}

/**
 * The walk for each shock (ln price, positive), with the band of what lies on the way; `openInterestUsd` one-sided.
 * `levelEvents` and `levelDoubt` as in {@link bandOf}: what stands behind the level, and what contradicts it.
 */
export function cascadeCurve(
  path: CascadePath,
  shocks: readonly number[],
  openInterestUsd: number,
  isScored: boolean,
  levelEvents?: number,
  levelDoubt?: number,
): CascadePoint[] {
  const band = (sweptUsd: number) => bandOf(sweptUsd / openInterestUsd, isScored, levelEvents, levelDoubt);
  return shocks.map((shock) => ({
    end: walkCascade(path, shock),
    low: walkCascade(path, shock, (sweptUsd) => band(sweptUsd).low),
    high: walkCascade(path, shock, (sweptUsd) => band(sweptUsd).high),
  }));
}

/** Largest overshoot in parts of the shock over all shocks up to two daily sigmas, one per bin; 0 = robust. */
export function vulnerability(path: CascadePath): number {
  const limit = 2 * path.sigmaDay;
  let worst = 0;
  for (let shock = path.logBin; shock <= limit; shock += path.logBin) {
    const { endDistance } = walkCascade(path, shock);
    worst = Math.max(worst, (endDistance - shock) / shock);
  }
  return worst;
}
