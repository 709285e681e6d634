import type { Cluster, ReachLabel } from '../../core/clusters/cluster';
import { reachLabel } from '../../core/clusters/reach';

/** How far a cluster is from the price now, in the user's unit; the frame's own word is as old as the frame. */
export function reachOf(
  cluster: Pick<Cluster, 'lowPrice' | 'highPrice'>,
  price: number,
  distanceAtr: number,
  sigmaDay: number,
): ReachLabel {
  const edge = Math.min(Math.max(price, cluster.lowPrice), cluster.highPrice);
  return reachLabel(Math.log(edge / price), distanceAtr, sigmaDay);
}
