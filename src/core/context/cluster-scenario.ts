import { cascadePath } from '../cascade/cascade-path';
import { walkCascade } from '../cascade/cascade-walk';
import type { Cluster } from '../clusters/cluster';
import type { LiquidationProfile } from '../frame/heatmap-frame';

/** What a touch of one cluster could set off; a scenario, not a forecast. */
export interface ClusterScenario {
  /** Forced orders from the touch on, USD, at the upper end of the band. */
  forcedUsd: number;
  /** Stretch after the touch in which they would be set off, percent of price. */
  withinPct: number;
  /** `forcedUsd` over what is traded in an hour. */
  hoursOfVolume: number;
  /** Way from the far edge to the next cluster of the same side, percent; null when there is none. */
  nextClusterPct: number | null;
}

/** What the walk needs of the market around; prices in quote currency. */
export interface ScenarioMarket {
  profile: LiquidationProfile;
  markPrice: number;
  /** Standard deviation of a day's log return. */
  sigmaDay: number;
  /** Traded in an hour on the exchanges of the sum, USD. */
  volumeHourUsd: number;
  clusters: readonly Cluster[];
}

const HOURS = 24;
/** The walk never looks further beyond a cluster than this, standard deviations of a day. */
const BOUND_SIGMAS = 2;

/**
 * CORE-15: price is assumed to run through the cluster, with densities at the upper end of its band; forced orders
 * carry it on by the square-root law until they spend themselves or the bound is reached. Null without volume,
 * volatility or mass.
 */
export function clusterScenario(cluster: Cluster, market: ScenarioMarket): ClusterScenario | null {
  const { profile, markPrice, sigmaDay, volumeHourUsd } = market;
  const [near, far] = edgeDistances(cluster, markPrice);
  if (!(cluster.notionalUsd > 0) || !(volumeHourUsd > 0) || !(sigmaDay > 0) || !(far > 0)) return null;
  const whole = cascadePath(profile, cluster.side, markPrice, sigmaDay, volumeHourUsd * HOURS);
  const bound = Math.ceil((far + BOUND_SIGMAS * sigmaDay) / profile.logBin);
  const path = { ...whole, usd: whole.usd.subarray(0, bound) };
  const upper = (): number => cluster.notionalHighUsd / cluster.notionalUsd;
  const end = walkCascade(path, far, upper);
  const beforeUsd = walkCascade({ ...path, sigmaDay: 0 }, near, upper).forcedUsd;
  const forcedUsd = end.forcedUsd - beforeUsd;
  if (!(forcedUsd > 0)) return null;
  const reach = Math.min(end.endDistance, path.usd.length * profile.logBin);
  return {
    forcedUsd,
    withinPct: (Math.exp(reach - near) - 1) * 100,
    hoursOfVolume: forcedUsd / volumeHourUsd,
    nextClusterPct: nextClusterPct(cluster, market.clusters),
  };
}

/** Distances of the near and the far edge from the price in the cluster's direction, ln price; 0 behind the price. */
function edgeDistances({ side, lowPrice, highPrice }: Cluster, markPrice: number): [number, number] {
  const [near, far] = side === 'short' ? [lowPrice, highPrice] : [highPrice, lowPrice];
  const sign = side === 'short' ? 1 : -1;
  const away = (price: number): number => Math.max(0, sign * Math.log(price / markPrice));
  return [away(near), away(far)];
}

function nextClusterPct(cluster: Cluster, clusters: readonly Cluster[]): number | null {
  const { side, lowPrice, highPrice } = cluster;
  const gaps = clusters
    .filter(({ life }) => life !== 'cleared' && life !== 'faded')
    .filter((other) => other.side === side && other.id !== cluster.id)
    .map((other) => (side === 'short' ? other.lowPrice / highPrice - 1 : 1 - other.highPrice / lowPrice))
    .filter((gap) => gap >= 0);
  return gaps.length === 0 ? null : Math.min(...gaps) * 100;
}
