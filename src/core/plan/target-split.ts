import { splitRewardRisk, type TargetCheck } from './target-check';
import type { CheckedPlan } from './trade-plan';

/** Share of the position closed at the first target unless the user says another. */
export const DEFAULT_FIRST_SHARE = 0.5;

/** A position closed in two parts. */
export interface TargetSplit {
  /** Quote currency; the first is the nearer one. */
  firstPrice: number;
  secondPrice: number;
  /** Part closed at the first price, 0..1. */
  firstShare: number;
  /** Reward over risk of both parts together; NaN without a stop. */
  rewardRisk: number;
}

/**
 * RISK-03: part of the position before the nearest cluster ahead, the rest before the next one, or at the typed target
 * where that lies beyond. Null where there are no two such prices.
 */
export function targetSplit(plan: CheckedPlan, { suggestions }: TargetCheck): TargetSplit | null {
  const [first, next] = suggestions;
  const typed = plan.targetPrice;
  const away = (price: number): number => Math.abs(price - plan.entryPrice);
  if (!first) return null;
  const secondPrice = next?.price ?? (typed !== null && away(typed) > away(first.price) ? typed : null);
  if (secondPrice === null) return null;
  const firstShare = plan.firstTargetShare ?? DEFAULT_FIRST_SHARE;
  return {
    firstPrice: first.price,
    secondPrice,
    firstShare,
    rewardRisk: splitRewardRisk(plan, first.price, secondPrice, firstShare),
  };
}
