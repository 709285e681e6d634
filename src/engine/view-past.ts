import type { HeatmapFrame, LiquidationProfile } from '../core/frame/heatmap-frame';
import { crowdingOf, type KnownCrowding } from './crowding-of';
import type { InstrumentRuntime } from './instrument-runtime';
import type { JudgedHistory } from './judge-history';
import type { MarketGauges } from './market-gauges';

/** What is known of a view's own past; null until it was looked at. */
export interface ViewPast {
  judged: JudgedHistory | null;
  crowding: KnownCrowding | null;
}

/** The fields of a frame that its view's past gives; none for a view asked for the first time. */
export function pastFields(
  past: ViewPast | undefined,
  own: InstrumentRuntime,
  profile: LiquidationProfile,
  markPrice: number,
  gauges: MarketGauges,
): Pick<HeatmapFrame, 'scorecard' | 'crowding'> {
  if (!past) return {};
  past.crowding = crowdingOf(own, profile, markPrice, gauges, past.judged?.gauges ?? [], past.crowding);
  const { scorecard } = past.judged ?? {};
  return { crowding: past.crowding.value, ...(scorecard ? { scorecard } : {}) };
}
