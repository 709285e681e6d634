import type { Cluster } from '../clusters/cluster';
import type { PriceLevel } from '../context/market-context';
import { overshootBeyond } from './cascade-scenario';
import { roundToTick } from './tick-price';
import { type CheckedPlan, directionOf, openClusters, type PlanSurroundings } from './trade-plan';

/** A stop before a cluster is too near when it lies within this many ATR of the near edge. */
const NEAR_ATR = 0.25;

/** Another place for the stop, and what it costs. */
export interface StopAlternative {
  kind: 'beyond-cluster' | 'structure';
  price: number;
  /** The level it hides behind; only for `structure`. */
  level: PriceLevel | null;
  /** Additional distance from the entry, percent of the entry price. */
  extraRiskPct: number;
  /** Factor on the size that keeps the loss at the stop the same, 0..1. */
  sizeFactor: number;
  /** True when the own liquidation would come before it. */
  isBeyondLiquidation: boolean;
}

/** How a stop stands to the clusters. */
export interface StopCheck {
  verdict: 'inside' | 'before' | 'clear';
  /** The cluster in question; null when clear. */
  cluster: Cluster | null;
  alternatives: StopAlternative[];
  /** True when the own liquidation comes first and the stop is never reached. */
  isBeyondLiquidation: boolean;
}

/**
 * RISK-01: a stop inside a cluster, or up to 0.25 ATR before its near edge, is met by the forced orders themselves.
 * Beyond the far edge it is clear. `liquidation` is the user's own liquidation price, null when unknown.
 */
export function checkStop(
  plan: CheckedPlan,
  surroundings: PlanSurroundings,
  liquidation: number | null,
): StopCheck | null {
  const { stopPrice } = plan;
  if (stopPrice === null) return null;
  const direction = directionOf(plan.side);
  const isLate = (price: number): boolean => liquidation !== null && (price - liquidation) * direction <= 0;
  const isBeyondLiquidation = isLate(stopPrice);
  const cluster = clusterAtStop(stopPrice, direction, surroundings);
  if (!cluster) return { verdict: 'clear', cluster: null, alternatives: [], isBeyondLiquidation };
  const isInside = stopPrice >= cluster.lowPrice && stopPrice <= cluster.highPrice;
  return {
    verdict: isInside ? 'inside' : 'before',
    cluster,
    alternatives: alternatives(plan, stopPrice, surroundings, cluster).map((found) => ({
      ...found,
      isBeyondLiquidation: isLate(found.price),
    })),
    isBeyondLiquidation,
  };
}

/** The most important cluster that holds the stop or begins just behind it. */
function clusterAtStop(
  stopPrice: number,
  direction: 1 | -1,
  { clusters, atr }: PlanSurroundings,
): Cluster | null {
  const margin = atr > 0 ? NEAR_ATR * atr : 0;
  const hit = openClusters(clusters).filter(({ lowPrice, highPrice }) =>
    direction === 1
      ? stopPrice >= lowPrice && stopPrice <= highPrice + margin
      : stopPrice <= highPrice && stopPrice >= lowPrice - margin,
  );
  return hit.length === 0 ? null : hit.reduce((a, b) => (b.importance > a.importance ? b : a));
}

type CostedStop = Omit<StopAlternative, 'isBeyondLiquidation'>;

function alternatives(
  plan: CheckedPlan,
  stopPrice: number,
  surroundings: PlanSurroundings,
  cluster: Cluster,
): CostedStop[] {
  const direction = directionOf(plan.side);
  const { atr, instrument, levels } = surroundings;
  const farEdge = direction === 1 ? cluster.lowPrice : cluster.highPrice;
  const margin = Math.max(
    atr > 0 ? NEAR_ATR * atr : instrument.tickSize,
    overshootBeyond(surroundings, farEdge),
  );
  const beyond = outward(farEdge - direction * margin, direction, instrument.tickSize);
  const level = structureLevel(levels, farEdge, direction);
  const found = [costed('beyond-cluster', beyond, null, plan.entryPrice, stopPrice)];
  if (level) {
    const behind = outward(level.price - direction * instrument.tickSize, direction, instrument.tickSize);
    found.push(costed('structure', behind, level, plan.entryPrice, stopPrice));
  }
  return found;
}

function outward(price: number, direction: 1 | -1, tickSize: number): number {
  return roundToTick(price, tickSize, direction === 1 ? 'down' : 'up');
}

const LOWS = ['swing-low', 'prior-day-low', 'prior-week-low', 'range-bottom'];
const HIGHS = ['swing-high', 'prior-day-high', 'prior-week-high', 'range-top'];

/** The first level of structure at or beyond the far edge, away from the entry. */
function structureLevel(
  levels: readonly PriceLevel[],
  farEdge: number,
  direction: 1 | -1,
): PriceLevel | null {
  const kinds = direction === 1 ? LOWS : HIGHS;
  const beyond = levels.filter(
    ({ kind, price }) => kinds.includes(kind) && (farEdge - price) * direction >= 0,
  );
  if (beyond.length === 0) return null;
  return beyond.reduce((a, b) => (Math.abs(b.price - farEdge) < Math.abs(a.price - farEdge) ? b : a));
}

function costed(
  kind: StopAlternative['kind'],
  price: number,
  level: PriceLevel | null,
  entryPrice: number,
  stopPrice: number,
): CostedStop {
  const oldRisk = Math.abs(entryPrice - stopPrice);
  const newRisk = Math.abs(entryPrice - price);
  return {
    kind,
    price,
    level,
    extraRiskPct: ((newRisk - oldRisk) / entryPrice) * 100,
    sizeFactor: Math.min(1, oldRisk / newRisk),
  };
}
