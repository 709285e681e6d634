import type { Cluster } from '../../core/clusters/cluster';
import { chosenAtr, DEFAULT_ATR } from '../../core/context/atr-choice';
import { type ClusterDistance, clusterDistance } from '../../core/context/cluster-distance';
import { topClusters } from '../../core/context/top-clusters';
import { siteSettings } from '../../core/settings/settings';
import type { PanelFacts } from '../panel-facts';

/** A cluster with its distance from the newest price. */
export interface NearCluster {
  cluster: Cluster;
  distance: ClusterDistance;
}

const PER_SIDE = 2;

/** Of the clusters that the panel lists the nearest above and the nearest below the price, in this order. */
export function nearestClusters({ frame, price, settings, siteId }: PanelFacts): NearCluster[] {
  if (!frame) return [];
  const { above, below } = topClusters(frame.clusters, PER_SIDE);
  const now = frame.badge === 'replay' ? frame.markPrice : (price?.price ?? frame.markPrice);
  const atr = chosenAtr(frame, siteSettings(settings, siteId).look.atr ?? DEFAULT_ATR);
  return [above.at(-1), below[0]]
    .filter((cluster) => cluster !== undefined)
    .map((cluster) => ({ cluster, distance: clusterDistance(cluster, now, atr) }));
}
