import type { Cluster } from '../clusters/cluster';
import { liquidationPrice } from '../margin/liquidation-price';
import { requirementFor } from '../margin/tier-lookup';
import { type CheckedPlan, openClusters, type PlanSurroundings } from './trade-plan';

/** How much room lies between entry and liquidation, in ATR: thin < 2 <= moderate < 5 <= wide. */
export type BufferVerdict = 'thin' | 'moderate' | 'wide' | 'unknown';

/** Where the user's own position would be liquidated. */
export type OwnLiquidation =
  /** Depends on the whole account. */
  | { state: 'cross' }
  /** The exchange does not allow this leverage at this size, or no price liquidates the position. */
  | { state: 'none' }
  | {
      state: 'known';
      /** Quote currency; fires on the mark price. */
      price: number;
      /** Signed distance from the entry, percent. */
      distancePct: number;
      distanceAtr: number;
      /** Clusters of the same side that price meets between the entry and the liquidation, nearest first. */
      clustersBefore: Cluster[];
      buffer: BufferVerdict;
      maintenanceMarginRate: number;
    };

/** Liquidation of an isolated position by the exchange's brackets; without a size the smallest bracket is taken. */
export function ownLiquidation(plan: CheckedPlan, surroundings: PlanSurroundings): OwnLiquidation {
  if (plan.marginMode === 'cross') return { state: 'cross' };
  const { side, entryPrice, leverage, notionalUsd } = plan;
  const { instrument, tiers, atr, requirementFeeRate } = surroundings;
  const requirement = tiers.length > 0 ? requirementFor(tiers, leverage, notionalUsd ?? 0) : null;
  if (!requirement) return { state: 'none' };
  const price = liquidationPrice({
    kind: instrument.kind,
    side,
    entryPrice,
    leverage,
    maintenanceMarginRate: requirement.maintenanceMarginRate,
    ...deduction(plan, surroundings, requirement.amountShare),
    feeRate: requirementFeeRate,
  });
  if (price === null) return { state: 'none' };
  const distanceAtr = atr > 0 ? Math.abs(price - entryPrice) / atr : Number.NaN;
  return {
    state: 'known',
    price,
    distancePct: (price / entryPrice - 1) * 100,
    distanceAtr,
    clustersBefore: clustersBetween(plan, price, surroundings.clusters),
    buffer: bufferVerdict(distanceAtr),
    maintenanceMarginRate: requirement.maintenanceMarginRate,
  };
}

function deduction(
  { notionalUsd, entryPrice }: CheckedPlan,
  { instrument }: PlanSurroundings,
  amountShare: number,
): { maintenanceAmount?: number; size?: number } {
  if (notionalUsd === null || amountShare === 0) return {};
  return instrument.kind === 'linear'
    ? { maintenanceAmount: amountShare * notionalUsd, size: notionalUsd / entryPrice }
    : { maintenanceAmount: (amountShare * notionalUsd) / entryPrice, size: notionalUsd };
}

function clustersBetween(
  { side, entryPrice }: CheckedPlan,
  price: number,
  clusters: readonly Cluster[],
): Cluster[] {
  const [low, high] = [Math.min(price, entryPrice), Math.max(price, entryPrice)];
  const away = (cluster: Cluster): number => Math.abs(cluster.centrePrice - entryPrice);
  return openClusters(clusters)
    .filter((cluster) => cluster.side === side && cluster.highPrice >= low && cluster.lowPrice <= high)
    .sort((a, b) => away(a) - away(b));
}

function bufferVerdict(distanceAtr: number): BufferVerdict {
  if (!Number.isFinite(distanceAtr)) return 'unknown';
  if (distanceAtr < 2) return 'thin';
  return distanceAtr < 5 ? 'moderate' : 'wide';
}
