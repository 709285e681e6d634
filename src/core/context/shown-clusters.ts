import type { Cluster } from '../clusters/cluster';
import { DEFAULT_LOOK, type LookSettings } from '../settings/settings';
import { type TopClusters, topClusters } from './top-clusters';

/** Clusters listed on each side of the price when nothing was chosen. */
export const DEFAULT_CARDS = 2;

/** The clusters that get a card where `look` holds; noise only with the intensity slider all the way down. */
export function shownClusters(
  clusters: readonly Cluster[],
  { cardsPerSide = DEFAULT_CARDS, intensity = DEFAULT_LOOK.intensity }: Partial<LookSettings>,
): TopClusters {
  const [least] = intensity;
  return topClusters(clusters, cardsPerSide, least === 0);
}
