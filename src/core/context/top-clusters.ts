import type { Cluster } from '../clusters/cluster';

/** The clusters worth reading around one price. */
export interface TopClusters {
  /** Short liquidations, highest price first. */
  above: Cluster[];
  /** Long liquidations, highest price first. */
  below: Cluster[];
}

/**
 * The `perSide` most important clusters on each side of the price, in the order of a price ladder. Cleared and faded
 * ones are left out, and scattered ones, which are noise (CORE-16), unless they are asked for.
 */
export function topClusters(
  clusters: readonly Cluster[],
  perSide: number,
  hasScattered = false,
): TopClusters {
  const shown = clusters.filter(
    (cluster) =>
      cluster.life !== 'cleared' &&
      cluster.life !== 'faded' &&
      (hasScattered || cluster.class !== 'scattered'),
  );
  const pick = (side: Cluster['side']): Cluster[] =>
    shown
      .filter((cluster) => cluster.side === side)
      .sort((a, b) => b.importance - a.importance)
      .slice(0, perSide)
      .sort((a, b) => b.centrePrice - a.centrePrice);
  return { above: pick('short'), below: pick('long') };
}
