import type { LeverageTier } from '../core/market/leverage-tier';
import type { MarketEvent } from '../core/market/market-event';
import { type Fields, has, nonNegative, positive } from './border/fields';
import { refuse } from './border/refusal';
import type { ParseContext } from './exchange-feed';

/** `[floor, cap, max leverage, maintenance rate, deduction]`; a null cap has no end. */
export type TierRow = readonly [number, number | null, number, number, number];

/** A shipped table as tiers. */
export function tiersFromRows(rows: readonly TierRow[]): LeverageTier[] {
  return rows.map(([notionalFloor, cap, maxLeverage, maintenanceMarginRate, maintenanceAmount]) => ({
    notionalFloor,
    notionalCap: cap ?? Number.POSITIVE_INFINITY,
    maxLeverage,
    maintenanceMarginRate,
    maintenanceAmount,
  }));
}

/** Fills in the deductions that make the requirement continuous: D_n = D_(n-1) + floor_n * (m_n - m_(n-1)). */
export function withDeductions(tiers: readonly Omit<LeverageTier, 'maintenanceAmount'>[]): LeverageTier[] {
  let deduction = 0;
  return tiers.map((tier, index) => {
    const previous = tiers[index - 1];
    if (previous)
      deduction += tier.notionalFloor * (tier.maintenanceMarginRate - previous.maintenanceMarginRate);
    return { ...tier, maintenanceAmount: deduction };
  });
}

/** One bracket without end: half of the smallest initial margin is kept, the rule where nothing better is known. */
export function flatTiers(
  maxLeverage: number,
  maintenanceMarginRate = 0.5 / Math.max(1, maxLeverage),
): LeverageTier[] {
  return tiersFromRows([[0, null, Math.max(1, maxLeverage), maintenanceMarginRate, 0]]);
}

/** What is wrong with a table, in words; null when floors touch, rates rise and leverage is possible. */
export function tierFault(tiers: readonly LeverageTier[]): string | null {
  if (tiers.length === 0) return 'has no rows';
  for (const [index, tier] of tiers.entries()) {
    const previous = tiers[index - 1];
    if (tier.notionalFloor >= tier.notionalCap) return `row ${index} ends before it begins`;
    if (tier.maintenanceMarginRate <= 0 || tier.maintenanceMarginRate > 1) {
      return `row ${index} has the rate ${tier.maintenanceMarginRate}, not a fraction`;
    }
    if (tier.maxLeverage < 1 || tier.maxLeverage > 1000)
      return `row ${index} has leverage ${tier.maxLeverage}`;
    if (previous && previous.notionalCap !== tier.notionalFloor)
      return `row ${index} does not touch the one before`;
    if (previous && tier.maintenanceMarginRate < previous.maintenanceMarginRate)
      return `row ${index} has a falling rate`;
  }
  return tiers[0].notionalFloor === 0 ? null : 'does not begin at 0';
}

/** The exchange's own table as the one event of its answer; refuses an impossible one in the name of `field`. */
export function tiersEvent(tiers: LeverageTier[], field: string, { nowMs }: ParseContext): MarketEvent[] {
  const fault = tierFault(tiers);
  if (fault !== null) refuse(field, fault);
  return [{ type: 'leverage-tiers', tiers, source: 'exchange', asOfMs: nowMs }];
}

/** How a table that tells only where each bracket ends names its fields. */
export interface CapFields {
  cap: string;
  leverage: string;
  rate: string;
  deduction: string;
}

/** Such a table, in any order, as brackets that touch; the deductions as told, computed where a row lacks its own. */
export function tiersFromCaps(table: readonly Fields[], names: CapFields): LeverageTier[] {
  const rows = [...table].sort((a, b) => positive(a, names.cap) - positive(b, names.cap));
  const bare = rows.map((row, index) => ({
    notionalFloor: index === 0 ? 0 : positive(rows[index - 1], names.cap),
    notionalCap: positive(row, names.cap),
    maxLeverage: positive(row, names.leverage),
    maintenanceMarginRate: positive(row, names.rate),
  }));
  if (!rows.every((row) => has(row, names.deduction))) return withDeductions(bare);
  return bare.map((tier, index) => ({
    ...tier,
    maintenanceAmount: nonNegative(rows[index], names.deduction),
  }));
}
