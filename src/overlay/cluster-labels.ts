import type { Cluster } from '../core/clusters/cluster';
import { topClusters } from '../core/context/top-clusters';
import type { AmountFormat } from './amount-format';
import { fill, type OverlayStrings } from './overlay-strings';

/** One label at the right edge, ready to draw. */
export interface ClusterLabel {
  price: number;
  side: Cluster['side'];
  text: string;
}

/** Labels a side. */
const EACH_SIDE = 2;

/**
 * Texts for the strongest clusters of each side that still stand, the same that the panel lists, side in words;
 * scattered ones, which are noise, only when they are asked for.
 */
export function clusterLabels(
  clusters: readonly Cluster[],
  words: OverlayStrings,
  format: AmountFormat,
  hasScattered = false,
): ClusterLabel[] {
  const { above, below } = topClusters(clusters, EACH_SIDE, hasScattered);
  return [...above, ...below].map(({ side, centrePrice, notionalUsd }) => ({
    price: centrePrice,
    side,
    text: `${side === 'short' ? words.shorts : words.longs} ${format.price(roundTo4(centrePrice))}  ${fill(words.about, format.estimate(notionalUsd))}`,
  }));
}

/** A zone's centre is not known to the tick: four digits. */
function roundTo4(price: number): number {
  return price > 0 ? Number(price.toPrecision(4)) : price;
}
