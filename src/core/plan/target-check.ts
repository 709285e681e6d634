import type { Cluster } from '../clusters/cluster';
import { roundToTick } from './tick-price';
import { type CheckedPlan, directionOf, openClusters, type PlanSurroundings } from './trade-plan';

/** Room left before a cluster's near edge, ATR. */
const BEFORE_EDGE_ATR = 0.05;
const MAX_TARGETS = 2;

/** A price just before the cluster whose forced orders would fill it. */
export interface SuggestedTarget {
  price: number;
  cluster: Cluster;
  /** Reward over risk at that price; NaN without a stop. */
  rewardRisk: number;
}

/** What is said of the target; prices in quote currency. */
export interface TargetCheck {
  /** `before`: the typed target lies before every near edge or between clusters; `inside` and `beyond` name one. */
  verdict: 'none' | 'before' | 'inside' | 'beyond';
  /** The first cluster that the typed target lies in or behind. */
  cluster: Cluster | null;
  /** Reward over risk of the typed target; NaN without target or stop. */
  rewardRisk: number;
  /** Just before the nearest clusters in the direction of the trade, nearest first. */
  suggestions: SuggestedTarget[];
}

/** RISK-03: where the trade meets the forced orders of the other side. */
export function checkTarget(plan: CheckedPlan, surroundings: PlanSurroundings): TargetCheck {
  const ahead = clustersAhead(plan, surroundings.clusters);
  const { targetPrice } = plan;
  const reached = targetPrice === null ? null : reachedCluster(plan, surroundings.clusters, targetPrice);
  const isInside = reached !== null && targetPrice !== null && contains(reached, targetPrice);
  return {
    verdict: targetPrice === null ? 'none' : reached === null ? 'before' : isInside ? 'inside' : 'beyond',
    cluster: reached,
    rewardRisk: targetPrice === null ? Number.NaN : rewardRisk(plan, targetPrice),
    suggestions: ahead.slice(0, MAX_TARGETS).map((cluster) => {
      const price = beforeEdge(plan, cluster, surroundings);
      return { price, cluster, rewardRisk: rewardRisk(plan, price) };
    }),
  };
}

/**
 * Reward over risk when a part of the position is closed at the first price and the rest at the second;
 * `firstShare` in 0..1. NaN without a stop.
 */
export function splitRewardRisk(
  plan: CheckedPlan,
  first: number,
  second: number,
  firstShare: number,
): number {
  return firstShare * rewardRisk(plan, first) + (1 - firstShare) * rewardRisk(plan, second);
}

/** Dense clusters of the other side in the direction of the trade, nearest first. */
export function clustersAhead(plan: CheckedPlan, clusters: readonly Cluster[]): Cluster[] {
  const direction = directionOf(plan.side);
  const away = (cluster: Cluster): number => (nearEdge(plan, cluster) - plan.entryPrice) * direction;
  return openClusters(clusters)
    .filter((cluster) => cluster.side !== plan.side && cluster.class !== 'scattered' && away(cluster) > 0)
    .sort((a, b) => away(a) - away(b));
}

/**
 * The first dense cluster ahead that a price has reached, or any other that it lies in: a scattered one, which may be
 * shown as well, or the one in which the entry lies too.
 */
function reachedCluster(plan: CheckedPlan, clusters: readonly Cluster[], price: number): Cluster | null {
  const dense = clustersAhead(plan, clusters).find((cluster) => isReached(plan, cluster, price));
  const around = openClusters(clusters).find((each) => each.side !== plan.side && contains(each, price));
  return dense ?? around ?? null;
}

function contains({ lowPrice, highPrice }: Cluster, price: number): boolean {
  return price >= lowPrice && price <= highPrice;
}

function nearEdge(plan: CheckedPlan, cluster: Cluster): number {
  return plan.side === 'long' ? cluster.lowPrice : cluster.highPrice;
}

function isReached(plan: CheckedPlan, cluster: Cluster, price: number): boolean {
  return (price - nearEdge(plan, cluster)) * directionOf(plan.side) >= 0;
}

/** At least one tick before the edge, and never behind the entry. */
function beforeEdge(plan: CheckedPlan, cluster: Cluster, { atr, instrument }: PlanSurroundings): number {
  const room = Math.max(instrument.tickSize, atr > 0 ? BEFORE_EDGE_ATR * atr : 0);
  const edge = nearEdge(plan, cluster);
  const direction = directionOf(plan.side);
  const capped = Math.min(room, Math.abs(edge - plan.entryPrice) / 2);
  return roundToTick(edge - direction * capped, instrument.tickSize, direction === 1 ? 'down' : 'up');
}

function rewardRisk({ entryPrice, stopPrice }: CheckedPlan, price: number): number {
  return stopPrice === null ? Number.NaN : Math.abs(price - entryPrice) / Math.abs(entryPrice - stopPrice);
}
