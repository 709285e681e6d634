import { largestLeverage } from '../margin/tier-lookup';
import { type CheckedPlan, directionOf, type PlanSurroundings, type TradePlan } from './trade-plan';

/** A field of the plan that can be wrong. */
export type PlanField = 'entry' | 'leverage' | 'stop' | 'target' | 'size' | 'split';

/** What is wrong with a field. */
export type PlanProblemReason =
  | 'missing'
  | 'not-positive'
  | 'above-exchange-maximum'
  | 'wrong-side'
  | 'not-a-share'
  | 'far-from-market';

/** Why a field cannot be used as it stands; `limit` is the number that it broke. */
export interface PlanProblem {
  field: PlanField;
  reason: PlanProblemReason;
  limit?: number;
}

/** Entries further off than this factor look like another symbol's. */
const FAR_FACTOR = 2;

/** Everything wrong with the typed fields, in their order; a plan without problems in entry and leverage is checked. */
export function planProblems(
  plan: TradePlan,
  surroundings: Pick<PlanSurroundings, 'markPrice' | 'tiers'>,
): PlanProblem[] {
  const problems = [
    numberProblem('entry', plan.entryPrice, true),
    numberProblem('leverage', plan.leverage, true) ?? leverageProblem(plan, surroundings),
    numberProblem('stop', plan.stopPrice, false) ?? sideProblem('stop', plan, plan.stopPrice, -1),
    numberProblem('target', plan.targetPrice, false) ?? sideProblem('target', plan, plan.targetPrice, 1),
    numberProblem('size', plan.notionalUsd, false),
    shareProblem(plan.firstTargetShare ?? null),
    farProblem(plan, surroundings.markPrice),
  ];
  return problems.filter((problem) => problem !== null);
}

/** The plan as one that can be computed with; null while entry or leverage are missing or impossible. */
export function checkedPlan(plan: TradePlan, problems: readonly PlanProblem[]): CheckedPlan | null {
  const { entryPrice, leverage } = plan;
  if (entryPrice === null || leverage === null) return null;
  const isBlocked = problems.some(
    ({ field, reason }) => (field === 'entry' || field === 'leverage') && reason !== 'above-exchange-maximum',
  );
  if (isBlocked) return null;
  const usable = (field: PlanField, value: number | null): number | null =>
    problems.some((problem) => problem.field === field) ? null : value;
  return {
    ...plan,
    entryPrice,
    leverage,
    stopPrice: usable('stop', plan.stopPrice),
    targetPrice: usable('target', plan.targetPrice),
    notionalUsd: usable('size', plan.notionalUsd),
    firstTargetShare: usable('split', plan.firstTargetShare ?? null),
  };
}

function numberProblem(field: PlanField, value: number | null, isNeeded: boolean): PlanProblem | null {
  if (value === null) return isNeeded ? { field, reason: 'missing' } : null;
  return value > 0 && Number.isFinite(value) ? null : { field, reason: 'not-positive' };
}

function shareProblem(value: number | null): PlanProblem | null {
  return value === null || (value >= 0 && value <= 1) ? null : { field: 'split', reason: 'not-a-share' };
}

function leverageProblem(
  { leverage }: TradePlan,
  { tiers }: Pick<PlanSurroundings, 'tiers'>,
): PlanProblem | null {
  const limit = largestLeverage(tiers);
  return limit > 0 && leverage !== null && leverage > limit
    ? { field: 'leverage', reason: 'above-exchange-maximum', limit }
    : null;
}

/** A stop lies against the trade (`sense` -1), a target with it (+1). */
function sideProblem(
  field: PlanField,
  plan: TradePlan,
  price: number | null,
  sense: 1 | -1,
): PlanProblem | null {
  if (price === null || plan.entryPrice === null) return null;
  const ahead = (price - plan.entryPrice) * directionOf(plan.side) * sense;
  return ahead > 0 ? null : { field, reason: 'wrong-side', limit: plan.entryPrice };
}

function farProblem({ entryPrice }: TradePlan, markPrice: number): PlanProblem | null {
  if (entryPrice === null || !(entryPrice > 0) || !(markPrice > 0)) return null;
  const factor = Math.max(entryPrice / markPrice, markPrice / entryPrice);
  return factor > FAR_FACTOR ? { field: 'entry', reason: 'far-from-market', limit: markPrice } : null;
}
