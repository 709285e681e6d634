import { shownClusters } from '../context/shown-clusters';
import type { HeatmapFrame } from '../frame/heatmap-frame';
import { instrumentKey } from '../market/instrument';
import { DEFAULT_LOOK, type LookSettings } from '../settings/settings';
import type { AlertMoment } from './alert-state';
import { measureBurst } from './burst';

const DEAD_STATES = ['stale', 'offline', 'blocked', 'no-permission', 'quarantined'];

/** What the judge of alerts needs, read from a frame at `nowMs` (Unix ms); `look` is that of the site it is shown on. */
export function momentOfFrame(
  frame: HeatmapFrame,
  nowMs: number,
  look: Partial<LookSettings> = DEFAULT_LOOK,
): AlertMoment {
  const burst = measureBurst(frame, nowMs);
  const clusters = [...frame.clusters].sort((a, b) => b.importance - a.importance);
  const { above, below } = shownClusters(clusters, look);
  return {
    key: instrumentKey(frame.instrument),
    timeMs: nowMs,
    priceAgeMs: Math.max(0, nowMs + frame.clockOffsetMs - frame.asOfMs),
    price: frame.markPrice,
    atr: frame.atr1h,
    clusters,
    shown: [...above, ...below],
    liquidatedLastMinuteUsd: burst.usd,
    usualPerMinuteUsd: burst.usualUsd,
    isOffline: frame.sources.length > 0 && frame.sources.every(({ state }) => DEAD_STATES.includes(state)),
  };
}
