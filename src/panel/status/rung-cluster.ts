import type { AlertEvent } from '../../core/alerts/alert-state';
import type { Cluster } from '../../core/clusters/cluster';

/** An alert that fired, with the moment in which this page heard of it, Unix ms. */
export interface RungAlert {
  event: AlertEvent;
  heardMs: number;
}

/** How long a card stays marked, ms. */
export const RUNG_MS = 60_000;

/**
 * Whether an alert of the last minute speaks of `cluster` (LIVE-03). Edges are compared as parts of the price of their
 * own view: ids belong to one view, and a page may show the prices of another market.
 */
export function isRung(rung: RungAlert, cluster: Cluster, markPrice: number, nowMs: number): boolean {
  const { cluster: told, price } = rung.event;
  if (told === null || nowMs - rung.heardMs >= RUNG_MS || told.side !== cluster.side) return false;
  return (
    told.lowPrice / price <= cluster.highPrice / markPrice &&
    cluster.lowPrice / markPrice <= told.highPrice / price
  );
}
