import type { LeverageTier } from '../market/leverage-tier';

/** What is wrong with a bracket table; `row` counts from 0 in order of the floors. */
export interface TierProblem {
  row: number;
  reason: 'not-a-number' | 'gap' | 'rate-falls' | 'rate-too-large' | 'leverage-rises' | 'empty';
}

/** A usable table, or what contradicts itself in it. */
export type TierTable =
  | { ok: true; tiers: LeverageTier[]; repaired: ('sorted' | 'amounts' | 'open-end')[] }
  | { ok: false; problem: TierProblem };

/**
 * Puts a table in order and checks it: floors from 0 without gaps, rates rising, leverage falling, 1/leverage above the
 * rate. Deductions that would make the requirement jump are replaced by the continuous ones
 * D(n) = D(n-1) + floor(n) * (m(n) - m(n-1)); a table without any deduction stays so (its rates apply to the full
 * size). A finite last cap becomes Infinity. Never throws.
 */
export function checkTiers(rows: readonly LeverageTier[]): TierTable {
  if (rows.length === 0) return { ok: false, problem: { row: 0, reason: 'empty' } };
  const tiers = rows.map((row) => ({ ...row })).sort((a, b) => a.notionalFloor - b.notionalFloor);
  const repaired: ('sorted' | 'amounts' | 'open-end')[] = [];
  if (tiers.some((tier, row) => tier.notionalFloor !== rows[row].notionalFloor)) repaired.push('sorted');
  for (let row = 0; row < tiers.length; row++) {
    const reason = contradiction(tiers, row);
    if (reason) return { ok: false, problem: { row, reason } };
  }
  if (tiers.some((tier) => tier.maintenanceAmount !== 0) && makeContinuous(tiers)) repaired.push('amounts');
  const last = tiers[tiers.length - 1];
  if (last.notionalCap !== Number.POSITIVE_INFINITY) {
    last.notionalCap = Number.POSITIVE_INFINITY;
    repaired.push('open-end');
  }
  return { ok: true, tiers, repaired };
}

function contradiction(tiers: LeverageTier[], row: number): TierProblem['reason'] | null {
  const tier = tiers[row];
  const numbers = [tier.notionalFloor, tier.maxLeverage, tier.maintenanceMarginRate, tier.maintenanceAmount];
  if (numbers.some((value) => !Number.isFinite(value) || value < 0) || !(tier.maxLeverage > 0))
    return 'not-a-number';
  if (!(tier.notionalCap > tier.notionalFloor)) return 'gap';
  const expectedFloor = row === 0 ? 0 : tiers[row - 1].notionalCap;
  if (Math.abs(tier.notionalFloor - expectedFloor) > 1e-6 * (1 + expectedFloor)) return 'gap';
  if (tier.maintenanceMarginRate * tier.maxLeverage > 1 + 1e-6) return 'rate-too-large';
  if (row === 0) return null;
  if (tier.maintenanceMarginRate < tiers[row - 1].maintenanceMarginRate) return 'rate-falls';
  return tier.maxLeverage > tiers[row - 1].maxLeverage ? 'leverage-rises' : null;
}

function makeContinuous(tiers: LeverageTier[]): boolean {
  let changed = false;
  let amount = 0;
  for (let row = 0; row < tiers.length; row++) {
    const tier = tiers[row];
    if (row > 0) {
      amount += tier.notionalFloor * (tier.maintenanceMarginRate - tiers[row - 1].maintenanceMarginRate);
    }
    if (Math.abs(tier.maintenanceAmount - amount) > 1e-3 * (1 + amount)) changed = true;
    tier.maintenanceAmount = amount;
  }
  return changed;
}
