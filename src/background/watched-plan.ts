import type { WatchedPlan } from '../core/alerts/alert-rule';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import { instrumentKey } from '../core/market/instrument';
import { ownLiquidation } from '../core/plan/own-liquidation';
import { parseSavedPlan } from '../core/plan/saved-plan';
import type { Settings } from '../core/settings/settings';
import { planSurroundings } from '../panel/plan/plan-surroundings';

/** The user's plan for the frame's instrument as far as alerts watch it; null without a stop and an entry. */
export function watchedPlan(settings: Settings, frame: HeatmapFrame): WatchedPlan | null {
  const saved = parseSavedPlan(settings.plans?.[instrumentKey(frame.instrument)]);
  if (!saved) return null;
  const { plan } = saved;
  const { entryPrice, leverage, stopPrice: stop, side } = plan;
  if (entryPrice === null || leverage === null)
    return stop === null ? null : { side, stop, liquidationPrice: null };
  const checked = { ...plan, entryPrice, leverage };
  const own = ownLiquidation(checked, planSurroundings(frame, frame.markPrice));
  return { side, stop, liquidationPrice: own.state === 'known' ? own.price : null };
}
