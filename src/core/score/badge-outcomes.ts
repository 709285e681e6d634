import { penetration, type TouchBar, type TouchOutcome, touchOutcome } from '../clusters/cluster-touch';
import type { LevelKind } from '../context/market-context';
import { firstBarFrom } from '../market/first-bar-from';
import type { ShownCluster } from './touch-scorecard';

/** What a cluster's card says of the price there: the levels in its band, or that there is none. */
export type ClusterBadge = LevelKind | 'floating';

/** A cluster with the badges that it had when it was shown. */
export interface BadgedCluster extends ShownCluster {
  badges: readonly ClusterBadge[];
}

/** The badged clusters on screen at one moment of the past, Unix ms. */
export interface BadgedMoment {
  timeMs: number;
  markPrice: number;
  clusters: readonly BadgedCluster[];
}

/** A closed bar with the range that touches clusters. */
export interface OutcomeBar extends TouchBar {
  openTimeMs: number;
}

/** How touches of clusters with one badge ended. */
export interface BadgeOutcomes extends Record<TouchOutcome, number> {
  badge: ClusterBadge;
  /** Count of touches. */
  total: number;
}

const BADGES: readonly ClusterBadge[] = [
  'swing-high',
  'swing-low',
  'prior-day-high',
  'prior-day-low',
  'prior-week-high',
  'prior-week-low',
  'range-top',
  'range-bottom',
  'round',
  'floating',
];

/**
 * Outcomes of the touches by badge (READ-04), only badges with any. A cluster counts at the last moment before its
 * touch: when price, outside of it then, comes within `untilNextMs`. With two badges it counts for both; a touch that
 * the bars do not decide yet counts for none. Moments and bars in order of time.
 */
export function outcomesByBadge(
  moments: readonly BadgedMoment[],
  bars: readonly OutcomeBar[],
  untilNextMs: number,
): BadgeOutcomes[] {
  const outcomes = new Map(
    BADGES.map((badge) => [badge, { badge, through: 0, reversed: 0, partial: 0, total: 0 }]),
  );
  for (const moment of moments) {
    for (const cluster of moment.clusters) {
      const outcome = outcomeAfter(cluster, moment, bars, untilNextMs);
      if (outcome === null) continue;
      for (const badge of cluster.badges) {
        const counts = outcomes.get(badge);
        if (!counts) continue;
        counts[outcome] += 1;
        counts.total += 1;
      }
    }
  }
  return [...outcomes.values()].filter(({ total }) => total > 0);
}

function outcomeAfter(
  { side, lowPrice, highPrice }: BadgedCluster,
  { timeMs, markPrice }: BadgedMoment,
  bars: readonly OutcomeBar[],
  untilNextMs: number,
): TouchOutcome | null {
  if (side === 'short' ? markPrice >= lowPrice : markPrice <= highPrice) return null;
  let touchedMs: number | null = null;
  for (let at = firstBarFrom(bars, timeMs); at < bars.length; at += 1) {
    const bar = bars[at];
    if (touchedMs === null) {
      if (bar.closeMs > timeMs + untilNextMs) return null;
      if (penetration(side, lowPrice, highPrice, bar) === 0) continue;
      touchedMs = bar.closeMs;
    }
    const outcome = touchOutcome(side, lowPrice, highPrice, touchedMs, bar);
    if (outcome !== null) return outcome;
  }
  return null;
}
