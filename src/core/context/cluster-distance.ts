import type { Cluster } from '../clusters/cluster';

/** Where a price stands against a cluster. */
export interface ClusterDistance {
  /** Signed distance to the nearer edge, percent of the price; positive above, 0 inside. */
  percent: number;
  /** The same distance in units of `atr`, unsigned; NaN when the ATR is unknown. */
  atr: number;
  isInside: boolean;
}

/**
 * Distance of `price` to the nearer edge of a cluster; recomputed on every tick, unlike the cluster's own figures.
 * `atr` is in quote currency and may be NaN. Prices that are not positive give NaN.
 */
export function clusterDistance(
  cluster: Pick<Cluster, 'lowPrice' | 'highPrice'>,
  price: number,
  atr: number,
): ClusterDistance {
  const { lowPrice, highPrice } = cluster;
  const away = price < lowPrice ? lowPrice - price : price > highPrice ? highPrice - price : 0;
  return {
    percent: price > 0 ? (away / price) * 100 : Number.NaN,
    atr: atr > 0 ? Math.abs(away) / atr : Number.NaN,
    isInside: price >= lowPrice && price <= highPrice,
  };
}
