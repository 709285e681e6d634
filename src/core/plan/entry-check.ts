import type { Cluster } from '../clusters/cluster';
import { clustersAhead } from './target-check';
import type { CheckedPlan, PlanSurroundings } from './trade-plan';

const CLOSE_ATR = 0.5;

/** RISK-06: an uncleared cluster within half an ATR ahead of the entry; null when there is none or ATR is unknown. */
export function clusterAtEntry(plan: CheckedPlan, { clusters, atr }: PlanSurroundings): Cluster | null {
  if (!(atr > 0)) return null;
  const [nearest] = clustersAhead(plan, clusters);
  if (!nearest) return null;
  const edge = plan.side === 'long' ? nearest.lowPrice : nearest.highPrice;
  return Math.abs(edge - plan.entryPrice) <= CLOSE_ATR * atr ? nearest : null;
}
