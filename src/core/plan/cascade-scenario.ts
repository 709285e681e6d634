import { cascadePath } from '../cascade/cascade-path';
import { walkCascade } from '../cascade/cascade-walk';
import type { PositionSide } from '../market/liquidation';
import type { PlanSurroundings } from './trade-plan';

/** What could follow if the mark price reached a level; a scenario, not a forecast. */
export interface CascadeScenario {
  /** Level assumed to be reached, quote currency. */
  reachedPrice: number;
  /** Spike level at which forced orders would have spent themselves, quote currency. */
  spikePrice: number;
  forcedUsd: number;
  /** False when the estimate ends before the walk does: both figures are lower bounds. */
  isWithinBins: boolean;
}

/**
 * Walks the newest profile from the mark price through `reachedPrice` (below it longs are closed, above it shorts).
 * Null without a profile, volume or volatility.
 */
export function cascadeScenario(
  surroundings: PlanSurroundings,
  reachedPrice: number,
): CascadeScenario | null {
  const { profile, markPrice, sigmaDay, volumeDayUsd } = surroundings;
  const shock = Math.abs(Math.log(reachedPrice / markPrice));
  if (!profile || !(volumeDayUsd > 0) || !(sigmaDay > 0) || !(shock > 0)) return null;
  const side: PositionSide = reachedPrice < markPrice ? 'long' : 'short';
  const end = walkCascade(cascadePath(profile, side, markPrice, sigmaDay, volumeDayUsd), shock);
  return {
    reachedPrice,
    spikePrice: markPrice * Math.exp(side === 'long' ? -end.endDistance : end.endDistance),
    forcedUsd: end.forcedUsd,
    isWithinBins: end.isWithinBins,
  };
}

/** How far beyond a price forced orders would carry it, quote currency; 0 when that cannot be computed. */
export function overshootBeyond(surroundings: PlanSurroundings, price: number): number {
  const scenario = cascadeScenario(surroundings, price);
  return scenario ? Math.max(0, Math.abs(scenario.spikePrice - price)) : 0;
}
