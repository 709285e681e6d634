import type { Cluster } from '../clusters/cluster';
import type { AlertRule, AlertZone, WatchedPlan } from './alert-rule';
import type { AlertMemory, AlertMoment } from './alert-state';
import { clusterAtZone, liesInZone } from './alert-zone';
import { BURST_FACTOR } from './burst';

/** One condition that holds, or has clearly gone away so that its rule may fire again. */
export interface Condition {
  /** What it speaks of, so that one rule can watch several clusters. */
  subject: string;
  holds: boolean;
  /** Far enough from holding to arm the rule again; between the two nothing changes (hysteresis). */
  isOver: boolean;
  /** What the rule watched has ended for good: the rule is switched off. */
  isGone?: boolean;
  cluster: Cluster | null;
  /** What the rule's words name: USD, growth in percent, or a price; 0 where they name none. */
  figure: number;
  detail: 'stop-inside' | 'before-liquidation' | '';
}

const REARM_FACTOR = 1.5;
const TOP_DECILE = 0.9;

function condition(
  subject: string,
  holds: boolean,
  isOver: boolean,
  rest: Partial<Condition> = {},
): Condition {
  return { subject, holds, isOver, cluster: null, figure: 0, detail: '', ...rest };
}

/** Unsigned distance of the price from the nearer edge, 0 inside; quote currency. */
export function distanceToCluster(price: number, cluster: Pick<Cluster, 'lowPrice' | 'highPrice'>): number {
  return Math.max(cluster.lowPrice - price, price - cluster.highPrice, 0);
}

/** Price within `withinAtr` of the rule's own cluster, or of one that the user sees on a card. */
export function approachConditions(rule: AlertRule, moment: AlertMoment): Condition[] {
  if (!(moment.atr > 0)) return [];
  if (rule.zone) return [approachOfZone(rule, rule.zone, moment)];
  return moment.shown.map((cluster) => {
    const figure = distanceToCluster(moment.price, cluster) / moment.atr;
    const holds = figure <= rule.withinAtr;
    return condition(cluster.id, holds, figure > rule.withinAtr * REARM_FACTOR, { cluster, figure });
  });
}

/** The zone counts even where the view judged does not show its cluster, but not once that is known to have ended. */
function approachOfZone(rule: AlertRule, zone: AlertZone, moment: AlertMoment): Condition {
  const cluster = clusterAtZone(moment.clusters, zone);
  // Edges move with the estimate; near to where the bell was set counts as well.
  const away = [zone, ...(cluster ? [cluster] : [])].map((band) => distanceToCluster(moment.price, band));
  const figure = Math.min(...away) / moment.atr;
  const isGone = cluster?.life === 'cleared' || cluster?.life === 'faded';
  const holds = !isGone && figure <= rule.withinAtr;
  return condition('zone', holds, figure > rule.withinAtr * REARM_FACTOR, { cluster, figure, isGone });
}

/** Scattered clusters have no card and no label: nobody would know what an alert speaks of. */
function isNoNoise({ class: kind }: Cluster): boolean {
  return kind !== 'scattered';
}

function smallestSince(samples: [number, number][] | undefined, sinceMs: number): number {
  const recent = (samples ?? []).filter(([timeMs]) => timeMs >= sinceMs).map(([, usd]) => usd);
  return recent.length > 0 ? Math.min(...recent) : Number.NaN;
}

function topDecile(clusters: readonly Cluster[]): number {
  const sizes = clusters.map((cluster) => cluster.notionalUsd).sort((a, b) => a - b);
  return sizes[Math.floor(TOP_DECILE * (sizes.length - 1))] ?? Number.POSITIVE_INFINITY;
}

/** A cluster among the largest tenth that grew by `growthPct` within `growthMinutes`. */
export function spikeConditions(rule: AlertRule, moment: AlertMoment, memory: AlertMemory): Condition[] {
  const large = topDecile(moment.clusters);
  return moment.clusters.filter(isNoNoise).map((cluster) => {
    const before = smallestSince(memory.sizes[cluster.id], moment.timeMs - rule.growthMinutes * 60_000);
    const figure = (cluster.notionalUsd / before - 1) * 100;
    const holds = figure >= rule.growthPct && cluster.notionalUsd >= large;
    return condition(cluster.id, holds, !(figure >= rule.growthPct / REARM_FACTOR), { cluster, figure });
  });
}

/** A cluster, the rule's own or any, that was alive a moment ago and is cleared now. */
export function clearedConditions(rule: AlertRule, moment: AlertMoment, memory: AlertMemory): Condition[] {
  return moment.clusters.flatMap((cluster) => {
    const before = memory.lives[cluster.id];
    if (before === undefined || !(rule.zone ? liesInZone(cluster, rule.zone) : isNoNoise(cluster))) return [];
    const holds = cluster.life === 'cleared' && before !== 'cleared';
    return [condition(cluster.id, holds, cluster.life !== 'cleared', { cluster })];
  });
}

/** Many times the usual rate of forced closings while the price is inside a cluster. */
export function cascadeConditions(moment: AlertMoment): Condition[] {
  const inside = moment.clusters.find((cluster) => distanceToCluster(moment.price, cluster) === 0) ?? null;
  const figure = moment.liquidatedLastMinuteUsd / moment.usualPerMinuteUsd;
  const holds = inside !== null && figure >= BURST_FACTOR;
  return [condition('market', holds, !(figure >= BURST_FACTOR / 2), { cluster: inside, figure })];
}

/** No source answers; over as soon as one does. */
export function offlineConditions(moment: AlertMoment): Condition[] {
  return [condition('sources', moment.isOffline, !moment.isOffline)];
}

function liesBeforeLiquidation(cluster: Cluster, price: number, liquidationPrice: number): boolean {
  const [low, high] = price < liquidationPrice ? [price, liquidationPrice] : [liquidationPrice, price];
  return cluster.centrePrice > low && cluster.centrePrice < high;
}

/** The stop now lies inside a cluster, or a cluster has appeared between the price and the own liquidation. */
export function planConditions(moment: AlertMoment, plan: WatchedPlan | null): Condition[] {
  if (!plan) return [];
  return moment.clusters.flatMap((cluster) => {
    const { stop, liquidationPrice } = plan;
    const isStopInside = stop !== null && stop >= cluster.lowPrice && stop <= cluster.highPrice;
    const isBefore =
      liquidationPrice !== null &&
      cluster.side === plan.side &&
      liesBeforeLiquidation(cluster, moment.price, liquidationPrice);
    const of = (detail: 'stop-inside' | 'before-liquidation', holds: boolean) =>
      condition(`${detail} ${cluster.id}`, holds, !holds, { cluster, detail });
    return [of('stop-inside', isStopInside), of('before-liquidation', isBefore)];
  });
}
