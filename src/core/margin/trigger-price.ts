import type { LeverageTier } from '../market/leverage-tier';
import type { Liquidation } from '../market/liquidation';
import { requirementFor } from './tier-lookup';

/** Maintenance margin where no bracket is known, fraction; as the estimator assumes. */
const UNKNOWN_RATE = 0.005;

/** Margin rules of a venue. */
export interface TriggerRules {
  tiers: readonly LeverageTier[];
  /** Closing fee counted into the requirement, fraction. */
  feeRate: number;
}

/**
 * Mark price at which a reported forced closing was set off, quote currency. Some venues report the bankruptcy price,
 * at which the whole margin is gone: the maintenance margin lies between the two, 0.4 to 0.5 % for small positions and
 * so several bins of the map. Other prices lie near the trigger and are returned as they are.
 */
export function triggerPrice(
  { price, priceKind, positionSide, notionalUsd }: Omit<Liquidation, 'timeMs' | 'base' | 'isSampled'>,
  { tiers, feeRate }: TriggerRules,
): number {
  if (priceKind !== 'bankruptcy') return price;
  const requirement = tiers.length > 0 ? requirementFor(tiers, 0, notionalUsd) : null;
  const rate = requirement ? requirement.maintenanceMarginRate - requirement.amountShare : UNKNOWN_RATE;
  const margin = Math.max(0, rate + feeRate);
  return positionSide === 'long' ? price / (1 - margin) : price / (1 + margin);
}
