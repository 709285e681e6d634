import type { LeverageTier } from '../market/leverage-tier';

/** `[floor, cap, maxLeverage, maintenanceMarginRate]`; null cap = no limit. Quote currency (coin for inverse). */
export type TierRow = readonly [floor: number, cap: number | null, maxLeverage: number, rate: number];

/** Brackets that hold until an exchange's own have been fetched. */
export interface FallbackTable {
  exchange: string;
  /** Closing fee rate counted into the requirement, fraction (exchanges.md 12). */
  feeRate: number;
  /** False where the bracket's rate applies to the whole position and there is no deduction. */
  hasDeductions: boolean;
  /** Unix ms of the reading. */
  asOfMs: number;
  /** By base coin. */
  byBase: Record<string, readonly TierRow[]>;
  /** By base coin, for contracts margined in the coin. */
  inverseByBase: Record<string, readonly TierRow[]>;
  /** For every other coin. */
  other: readonly TierRow[];
}

/** Rows as brackets, with the continuous deductions D(n) = D(n-1) + floor(n) * (m(n) - m(n-1)). */
export function tiersFromRows(rows: readonly TierRow[], hasDeductions: boolean): LeverageTier[] {
  let amount = 0;
  return rows.map(([floor, cap, maxLeverage, rate], index) => {
    if (index > 0 && hasDeductions) amount += floor * (rate - rows[index - 1][3]);
    return {
      notionalFloor: floor,
      notionalCap: cap ?? Number.POSITIVE_INFINITY,
      maxLeverage,
      maintenanceMarginRate: rate,
      maintenanceAmount: amount,
    };
  });
}
