import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import type { PlanSurroundings } from '../../core/plan/trade-plan';

/** What a plan is checked against, out of the frame and the newest price. */
export function planSurroundings(frame: HeatmapFrame, markPrice: number): PlanSurroundings {
  return {
    instrument: frame.instrument,
    markPrice,
    atr: frame.atr1h,
    sigmaDay: frame.sigmaDay,
    volumeDayUsd: frame.context?.volumeDayUsd ?? Number.NaN,
    clusters: frame.clusters,
    levels: frame.context?.levels ?? [],
    profile: frame.profile,
    tiers: frame.margin?.tiers ?? [],
    requirementFeeRate: frame.margin?.feeRate ?? 0,
  };
}
