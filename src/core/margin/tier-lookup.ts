import type { LeverageTier } from '../market/leverage-tier';

/** Bracket that holds `notional` (quote currency); the last one above every floor. Throws on an empty table. */
export function tierForNotional(tiers: readonly LeverageTier[], notional: number): LeverageTier {
  if (tiers.length === 0) throw new Error('empty tier table');
  for (const tier of tiers) if (notional < tier.notionalCap) return tier;
  return tiers[tiers.length - 1];
}

/** Largest leverage of the table, 0 when the table is empty. */
export function largestLeverage(tiers: readonly LeverageTier[]): number {
  return tiers.reduce((most, tier) => Math.max(most, tier.maxLeverage), 0);
}

/** The requirement of a position as the estimator needs it. */
export interface MarginRequirement {
  /** Fraction of notional. */
  maintenanceMarginRate: number;
  /** Deduction over notional, a fraction. */
  amountShare: number;
}

/**
 * Marginal bracket of a typical position: the one its notional falls into, or the largest that still allows the
 * leverage. Null when no bracket allows it.
 */
export function requirementFor(
  tiers: readonly LeverageTier[],
  leverage: number,
  notional: number,
): MarginRequirement | null {
  let tier = tierForNotional(tiers, notional);
  if (tier.maxLeverage < leverage) {
    const allowed = tiers.filter((candidate) => candidate.maxLeverage >= leverage);
    if (allowed.length === 0) return null;
    tier = allowed[allowed.length - 1];
  }
  const size = Math.min(Math.max(notional, tier.notionalFloor), tier.notionalCap);
  if (!(size > 0)) return { maintenanceMarginRate: tier.maintenanceMarginRate, amountShare: 0 };
  return { maintenanceMarginRate: tier.maintenanceMarginRate, amountShare: tier.maintenanceAmount / size };
}
