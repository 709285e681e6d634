import type { Cluster } from '../core/clusters/cluster';
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

/** Texts for the strongest clusters of each side that still stand, side in words. */
export function clusterLabels(
  clusters: readonly Cluster[],
  words: OverlayStrings,
  format: AmountFormat,
): ClusterLabel[] {
  const standing = clusters.filter(({ life }) => life !== 'cleared' && life !== 'faded');
  return (['short', 'long'] as const).flatMap((side) =>
    standing
      .filter((cluster) => cluster.side === side)
      .sort((a, b) => b.importance - a.importance)
      .slice(0, EACH_SIDE)
      .map((cluster) => ({
        price: cluster.centrePrice,
        side,
        text: `${side === 'short' ? words.shorts : words.longs} ${format.price(roundTo4(cluster.centrePrice))}  ${fill(words.about, format.estimate(cluster.notionalUsd))}`,
      })),
  );
}

/** A zone's centre is not known to the tick: four digits. */
function roundTo4(price: number): number {
  return price > 0 ? Number(price.toPrecision(4)) : price;
}
