import type { Cluster } from '../clusters/cluster';
import { confluence } from '../context/confluence';
import type { MarketContext } from '../context/market-context';
import { topClusters } from '../context/top-clusters';
import type { PlanReport } from './check-plan';
import type { TradePlan } from './trade-plan';

/** The seven steps, in their order. */
export type StepId = 'context' | 'zones' | 'levels' | 'side' | 'distance' | 'confirmations' | 'plan';

/** One step of the routine (RISK-08); `isFilled` when the data or the form answer it without the user. */
export interface ChecklistStep {
  number: number;
  id: StepId;
  isFilled: boolean;
}

/** What the steps are filled from. */
export interface ChecklistInput {
  clusters: Cluster[];
  context: MarketContext | null;
  atr: number;
  typed: TradePlan;
  report: PlanReport | null;
}

/** The seven steps in their order. */
export function checklist({ clusters, context, atr, typed, report }: ChecklistInput): ChecklistStep[] {
  const { above, below } = topClusters(clusters, 2);
  const zones = [...above, ...below];
  const atLevel = context ? zones.filter((zone) => !confluence(zone, context, atr).isFloating) : [];
  const filled: Record<StepId, boolean> = {
    context: context !== null && context.trend4h !== null && context.trend1d !== null,
    zones: zones.length >= 2,
    levels: atLevel.length > 0,
    side: above.length > 0 && below.length > 0,
    distance: zones.length > 0 && atr > 0,
    confirmations: zones.some((zone) => context !== null && confluence(zone, context, atr).score >= 2),
    plan: isWritten(typed) && report !== null && report.problems.length === 0,
  };
  return (Object.keys(filled) as StepId[]).map((id, index) => ({
    number: index + 1,
    id,
    isFilled: filled[id],
  }));
}

function isWritten({ entryPrice, stopPrice, targetPrice, notionalUsd }: TradePlan): boolean {
  return entryPrice !== null && stopPrice !== null && targetPrice !== null && notionalUsd !== null;
}
