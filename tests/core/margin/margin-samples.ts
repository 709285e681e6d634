import fc from 'fast-check';
import type { TierRow } from '../../../src/core/margin/fallback-table';
import { liquidationPrice, type MarginTerms } from '../../../src/core/margin/liquidation-price';
import { tierForNotional } from '../../../src/core/margin/tier-lookup';
import type { LeverageTier } from '../../../src/core/market/leverage-tier';

/** Sound bracket tables: touching brackets, rising rates, falling leverage below 1 / rate. */
export const ROWS: fc.Arbitrary<TierRow[]> = fc
  .array(
    fc.record({
      width: fc.double({ min: 1e3, max: 1e7, noNaN: true }),
      rise: fc.double({ min: 0.0005, max: 0.02, noNaN: true }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((steps) => {
    let floor = 0;
    let rate = 0.002;
    return steps.map(({ width, rise }, row): TierRow => {
      const from = floor;
      floor += width;
      rate += rise;
      return [from, row === steps.length - 1 ? null : floor, 0.5 / rate, rate];
    });
  });

/** Maintenance margin in quote currency: rate x notional less the deduction of the bracket. */
export function maintenance(tiers: readonly LeverageTier[], notional: number): number {
  const { maintenanceMarginRate, maintenanceAmount } = tierForNotional(tiers, notional);
  return maintenanceMarginRate * notional - maintenanceAmount;
}

/** The same, added up bracket by bracket as a tax is. */
export function marginalSum(rows: readonly TierRow[], notional: number): number {
  return rows.reduce((sum, [floor, cap, , rate]) => {
    const part = Math.min(notional, cap ?? Number.POSITIVE_INFINITY) - floor;
    return sum + Math.max(0, part) * rate;
  }, 0);
}

/** Terms of positions that can be held: rate and fee leave room below the largest leverage. */
export const TERMS: fc.Arbitrary<MarginTerms> = fc.record({
  kind: fc.constantFrom('linear', 'inverse'),
  side: fc.constantFrom('long', 'short'),
  entryPrice: fc.double({ min: 1e-4, max: 1e5, noNaN: true }),
  leverage: fc.double({ min: 1.2, max: 120, noNaN: true }),
  maintenanceMarginRate: fc.double({ min: 0.001, max: 0.008, noNaN: true }),
  feeRate: fc.double({ min: 0, max: 0.0003, noNaN: true }),
});

/** Liquidation price; NaN where there is none. */
export const priceOf = (terms: MarginTerms): number => liquidationPrice(terms) ?? Number.NaN;
