import type { Cluster } from '../clusters/cluster';
import type { AlertRule, AlertZone } from './alert-rule';

/** Two bands are the same zone when their common part is at least this share of the narrower one. */
const MIN_OVERLAP = 0.5;

type Band = Pick<Cluster, 'side' | 'lowPrice' | 'highPrice'>;

/** The zone that a cluster is now; `priceFactor` as in the frame that holds the cluster. */
export function zoneOfCluster({ side, lowPrice, highPrice }: Band, priceFactor = 1): AlertZone {
  return priceFactor === 1 ? { side, lowPrice, highPrice } : { side, lowPrice, highPrice, priceFactor };
}

/** True when a cluster is the one that a zone was made of: same side, and at least half of the narrower band. */
export function liesInZone(cluster: Band, zone: Band): boolean {
  if (cluster.side !== zone.side) return false;
  const common = Math.min(cluster.highPrice, zone.highPrice) - Math.max(cluster.lowPrice, zone.lowPrice);
  const narrower = Math.min(cluster.highPrice - cluster.lowPrice, zone.highPrice - zone.lowPrice);
  return common >= MIN_OVERLAP * narrower;
}

/** The living cluster of a zone, else one that ended there; null when nothing is known of it any more. */
export function clusterAtZone(clusters: readonly Cluster[], zone: AlertZone): Cluster | null {
  const there = clusters.filter((cluster) => liesInZone(cluster, zone));
  const isAlive = ({ life }: Cluster): boolean => life !== 'cleared' && life !== 'faded';
  return there.find(isAlive) ?? there[0] ?? null;
}

/** The rules with their zones in the unit of frames of `priceFactor`. */
export function rulesInUnit(rules: readonly AlertRule[], priceFactor: number): AlertRule[] {
  return rules.map((rule) => (rule.zone ? { ...rule, zone: zoneInUnit(rule.zone, priceFactor) } : rule));
}

function zoneInUnit(zone: AlertZone, priceFactor: number): AlertZone {
  const scale = priceFactor / (zone.priceFactor ?? 1);
  if (scale === 1) return zone;
  const { side, lowPrice, highPrice } = zone;
  return { side, lowPrice: lowPrice * scale, highPrice: highPrice * scale, priceFactor };
}
