import type { CrowdingGauges } from '../core/cascade/crowding';
import type { Cluster } from '../core/clusters/cluster';
import { measureClusters } from '../core/clusters/measure-clusters';
import { binOfPrice, sumBins } from '../core/clusters/price-profile';
import { levelsInside } from '../core/context/confluence';
import type { PriceLevel } from '../core/context/market-context';
import { priceLevels } from '../core/context/price-levels';
import { topClusters } from '../core/context/top-clusters';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import { type BuiltProfile, buildProfile } from '../core/frame/build-profile';
import { COLUMN_BINS, type LevelTrust } from '../core/frame/column-chunk';
import type { FrameQuery } from '../core/frame/frame-query';
import { frameWindow } from '../core/frame/frame-window';
import type { Candle } from '../core/market/candle';
import type { BadgedCluster } from '../core/score/badge-outcomes';
import type { ShownMoment } from '../core/score/touch-scorecard';
import { crowdingGauges } from './crowding-of';
import { type KnownProfile, type Participant, profilesAt } from './frame-view';
import type { InstrumentRuntime } from './instrument-runtime';
import { trustThen } from './level-trust';
import { gaugesOf } from './market-gauges';
import { countedInterestUsd } from './provenance';

/** What one exchange had inside a cluster. */
export interface ClusterPart {
  runtime: InstrumentRuntime;
  usd: number;
  /** Its price over that of the frame. */
  priceRatio: number;
}

/** A top cluster of the past, its share of the open interest, and what each exchange of the sum had in it. */
export interface PastCluster {
  cluster: Cluster;
  share: number;
  parts: ClusterPart[];
}

/** What a frame showed at a moment of the past. */
export interface PastMoment extends ShownMoment {
  clusters: BadgedCluster[];
  shown: PastCluster[];
  /** What the level rested on, which the bands of that time tell; empty where nobody noted it. */
  trust: Partial<LevelTrust>;
  gauges: CrowdingGauges;
}

/** Clusters looked at on each side, as many as the panel shows. */
const PER_SIDE = 2;

/**
 * The moment `timeMs` (Unix ms) from the columns frozen then; `bars` are the own ones that were over, four days of
 * them, `hours` the hours that were over, `funding` the newest row of that time. Null while there is no column or volatility is unknown.
 */
export function pastMoment(
  participants: readonly Participant[],
  query: FrameQuery,
  timeMs: number,
  bars: readonly EstimatorBar[],
  hours: readonly Candle[],
  funding: Float64Array | null,
): PastMoment | null {
  const past = profilesAt(participants, query, timeMs);
  const market = gaugesOf(bars);
  if (!past || !(market.sigmaDay > 0)) return null;
  const { own, profiles } = past;
  const openInterestUsd = countedInterestUsd(participants, market.openInterestUsd);
  const logBin = participants[0].runtime.config.binWidth;
  const window = frameWindow(own.close, own.close, own.close, logBin);
  const built = buildProfile({ window, logBin, side: query.side, models: profiles, hasGroups: false });
  const base = own.base - window.firstBin;
  const drafts = measureClusters({
    profile: built.profile,
    coverage: { firstBin: Math.max(-1, base), lastBin: Math.min(window.bins, base + COLUMN_BINS - 1) },
    exchangeUsd: built.exchangeUsd,
    markPrice: own.close,
    atr1h: market.atr1h,
    sigmaDay: market.sigmaDay,
    q10Usd: market.q10Usd,
    openInterestUsd,
    isScored: false,
    ageMs: () => 0,
  });
  const clusters = drafts.map(
    (draft): Cluster => ({ ...draft, id: '', life: 'building', firstSeenMs: timeMs }),
  );
  const { above, below } = topClusters(clusters, PER_SIDE);
  const shown = [...above, ...below].map((cluster) => ({
    cluster,
    share: cluster.notionalUsd / openInterestUsd,
    parts: partsOf(cluster, built, profiles[0], own.close),
  }));
  return {
    timeMs,
    markPrice: own.close,
    sigmaDay: market.sigmaDay,
    clusters: badged(shown, priceLevels(hours, own.close, timeMs), market.atr1h),
    shown,
    trust: trustThen(participants, timeMs),
    gauges: crowdingGauges(bars, funding, built.profile, own.close, market),
  };
}

function badged(
  shown: readonly PastCluster[],
  levels: readonly PriceLevel[],
  atr1h: number,
): BadgedCluster[] {
  return shown.map(({ cluster }) => {
    const kinds = levelsInside(cluster, levels, atr1h).map(({ kind }) => kind);
    return { ...cluster, badges: kinds.length > 0 ? kinds : ['floating'] };
  });
}

function partsOf(
  { lowPrice, highPrice }: Cluster,
  { profile, exchangeUsd }: BuiltProfile,
  { newest }: KnownProfile,
  price: number,
): ClusterPart[] {
  const first = Math.round(binOfPrice(profile, lowPrice));
  const last = Math.round(binOfPrice(profile, highPrice)) - 1;
  return newest
    .filter(({ isCounted }) => isCounted)
    .map(({ runtime, column }, index) => ({
      runtime,
      usd: sumBins(exchangeUsd[index], first, last),
      priceRatio: column.close / price,
    }));
}
