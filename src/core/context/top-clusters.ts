import type { Cluster } from '../clusters/cluster';

/** The clusters worth reading around one price. */
export interface TopClusters {
  /** Short liquidations, highest price first. */
  above: Cluster[];
  /** Long liquidations, highest price first. */
  below: Cluster[];
}

/**
 * The `perSide` most important clusters on each side of the price, in the order of a price ladder.
 * Scattered ones are left out while denser ones exist on that side; cleared and faded ones always.
 */
export function topClusters(clusters: Cluster[], perSide: number): TopClusters {
  const alive = clusters.filter(({ life }) => life !== 'cleared' && life !== 'faded');
  const pick = (side: Cluster['side']): Cluster[] => {
    const own = alive.filter((cluster) => cluster.side === side);
    const dense = own.filter((cluster) => cluster.class !== 'scattered');
    return (dense.length > 0 ? dense : own)
      .sort((a, b) => b.importance - a.importance)
      .slice(0, perSide)
      .sort((a, b) => b.centrePrice - a.centrePrice);
  };
  return { above: pick('short'), below: pick('long') };
}
