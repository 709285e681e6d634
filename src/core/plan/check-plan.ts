import type { Cluster } from '../clusters/cluster';
import { type CascadeScenario, cascadeScenario } from './cascade-scenario';
import { clusterAtEntry } from './entry-check';
import { type LossFloor, lossFloor } from './loss-floor';
import { type OwnLiquidation, ownLiquidation } from './own-liquidation';
import { checkedPlan, type PlanProblem, planProblems } from './plan-problems';
import { checkStop, type StopCheck } from './stop-check';
import { checkTarget, type TargetCheck } from './target-check';
import { type TargetSplit, targetSplit } from './target-split';
import { type CostAllowance, DEFAULT_COSTS, type PlanSurroundings, type TradePlan } from './trade-plan';

/** Everything the panel says about a plan; parts are null where the plan does not ask for them. */
export interface PlanReport {
  problems: PlanProblem[];
  liquidation: OwnLiquidation | null;
  stop: StopCheck | null;
  target: TargetCheck | null;
  /** The position closed in two parts at two targets. */
  split: TargetSplit | null;
  /** A cluster just ahead of the entry. */
  atEntry: Cluster | null;
  loss: LossFloor | null;
  /** What could follow a touch of the stop. */
  cascade: CascadeScenario | null;
}

/** Checks a typed plan against the clusters; never throws for what a user can type. */
export function checkPlan(
  typed: TradePlan,
  surroundings: PlanSurroundings,
  costs: CostAllowance = DEFAULT_COSTS,
): PlanReport {
  const problems = planProblems(typed, surroundings);
  const plan = checkedPlan(typed, problems);
  if (!plan) {
    return {
      problems,
      liquidation: null,
      stop: null,
      target: null,
      split: null,
      atEntry: null,
      loss: null,
      cascade: null,
    };
  }
  const liquidation = ownLiquidation(plan, surroundings);
  const target = checkTarget(plan, surroundings);
  return {
    problems,
    liquidation,
    stop: checkStop(plan, surroundings, liquidation.state === 'known' ? liquidation.price : null),
    target,
    split: targetSplit(plan, target),
    atEntry: clusterAtEntry(plan, surroundings),
    loss: lossFloor(plan, costs),
    cascade: plan.stopPrice === null ? null : cascadeScenario(surroundings, plan.stopPrice),
  };
}
