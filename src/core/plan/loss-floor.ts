import type { CheckedPlan, CostAllowance } from './trade-plan';

/** The least a stopped-out trade would cost; fills can be worse than the stop. */
export interface LossFloor {
  /** Price move from entry to stop, quote currency. */
  moveUsd: number;
  /** Fees of both ways. */
  feesUsd: number;
  /** Allowance for a worse fill at the stop. */
  slippageUsd: number;
  totalUsd: number;
  /** Total over the margin put up, fraction. */
  ofMargin: number;
}

/** RISK-05: loss at the stop with fees and slippage allowance; null without stop or size. */
export function lossFloor(plan: CheckedPlan, costs: CostAllowance): LossFloor | null {
  const { entryPrice, stopPrice, notionalUsd, leverage } = plan;
  if (stopPrice === null || notionalUsd === null) return null;
  const exitNotional = (notionalUsd * stopPrice) / entryPrice;
  const moveUsd = Math.abs(exitNotional - notionalUsd);
  const feesUsd = costs.feeRate * (notionalUsd + exitNotional);
  const slippageUsd = costs.slippageRate * exitNotional;
  const totalUsd = moveUsd + feesUsd + slippageUsd;
  return { moveUsd, feesUsd, slippageUsd, totalUsd, ofMargin: totalUsd / (notionalUsd / leverage) };
}
