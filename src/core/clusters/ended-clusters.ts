import type { Cluster } from './cluster';
import { type ClusterHistory, type ClusterTrack, lifeOfTrack } from './track-clusters';

/**
 * The zones that ended of late, so that a reader of the frame sees that they were cleared or have faded and did not
 * just vanish. They hold no USD any more: notional is what stood there before the touch, importance is 0.
 */
export function endedClusters(history: ClusterHistory, markPrice: number, atr1h: number): Cluster[] {
  return history.tracks
    .filter((track) => track.end !== null)
    .map((track) => endedCluster(track, markPrice, atr1h));
}

function endedCluster(track: ClusterTrack, markPrice: number, atr1h: number): Cluster {
  const { id, side, lowPrice, highPrice, firstSeenMs, lastSeenMs, untouchedUsd } = track;
  const edge = Math.min(Math.max(markPrice, lowPrice), highPrice);
  return {
    id,
    side,
    lowPrice,
    highPrice,
    centrePrice: Math.sqrt(lowPrice * highPrice),
    notionalUsd: untouchedUsd,
    notionalLowUsd: untouchedUsd,
    notionalHighUsd: untouchedUsd,
    share: 0,
    distancePct: (edge / markPrice - 1) * 100,
    distanceAtr: Math.abs(edge - markPrice) / atr1h,
    class: 'scattered',
    life: lifeOfTrack(track),
    reach: 'far',
    reachProbability24h: 0,
    importance: 0,
    ageMs: lastSeenMs - firstSeenMs,
    firstSeenMs,
    groupShare: { low: 0, medium: 0, high: 0 },
    exchanges: 0,
  };
}
