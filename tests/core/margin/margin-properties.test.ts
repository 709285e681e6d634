import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FALLBACK_TABLES, fallbackTiers } from '../../../src/core/margin/fallback-registry';
import { type TierRow, tiersFromRows } from '../../../src/core/margin/fallback-table';
import {
  liquidationPrice,
  liquidationRatio,
  type MarginTerms,
} from '../../../src/core/margin/liquidation-price';
import { requirementFor, tierForNotional } from '../../../src/core/margin/tier-lookup';
import { checkTiers } from '../../../src/core/margin/tier-table';
import { triggerPrice } from '../../../src/core/margin/trigger-price';
import type { LeverageTier } from '../../../src/core/market/leverage-tier';

/** Sound bracket tables: touching brackets, rising rates, falling leverage below 1 / rate. */
const ROWS: fc.Arbitrary<TierRow[]> = fc
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
function maintenance(tiers: readonly LeverageTier[], notional: number): number {
  const { maintenanceMarginRate, maintenanceAmount } = tierForNotional(tiers, notional);
  return maintenanceMarginRate * notional - maintenanceAmount;
}

/** The same, added up bracket by bracket as a tax is. */
function marginalSum(rows: readonly TierRow[], notional: number): number {
  return rows.reduce((sum, [floor, cap, , rate]) => {
    const part = Math.min(notional, cap ?? Number.POSITIVE_INFINITY) - floor;
    return sum + Math.max(0, part) * rate;
  }, 0);
}

describe('tiersFromRows', () => {
  const anyNotional = fc.double({ min: 1, max: 1e8, noNaN: true });

  it('with deductions, charges each bracket its own rate, like a tax', () => {
    fc.assert(
      fc.property(ROWS, anyNotional, (rows, notional) => {
        const expected = marginalSum(rows, notional);
        expect(maintenance(tiersFromRows(rows, true), notional) / expected).toBeCloseTo(1, 9);
      }),
      { seed: 11 },
    );
  });

  it('with or without deductions, never asks less for a larger position', () => {
    fc.assert(
      fc.property(ROWS, anyNotional, anyNotional, fc.boolean(), (rows, one, other, hasDeductions) => {
        const tiers = tiersFromRows(rows, hasDeductions);
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        expect(maintenance(tiers, large)).toBeGreaterThanOrEqual(maintenance(tiers, small) - 1e-6);
        expect(maintenance(tiers, large) / large).toBeGreaterThanOrEqual(
          (maintenance(tiers, small) / small) * (1 - 1e-9),
        );
      }),
      { seed: 12 },
    );
  });

  it('jumps at a floor without deductions and does not with them', () => {
    const rows: TierRow[] = [
      [0, 1000, 50, 0.01],
      [1000, null, 20, 0.025],
    ];
    for (const [hasDeductions, jump] of [
      [true, 0],
      [false, 15],
    ] as const) {
      const tiers = tiersFromRows(rows, hasDeductions);
      expect(maintenance(tiers, 1000) - maintenance(tiers, 1000 - 1e-9)).toBeCloseTo(jump, 6);
    }
  });
});

describe('checkTiers', () => {
  it('of any sound table in any order, gives it back sorted', () => {
    fc.assert(
      fc.property(ROWS, fc.boolean(), fc.nat(), (rows, hasDeductions, turn) => {
        const tiers = tiersFromRows(rows, hasDeductions);
        const at = turn % tiers.length;
        const turned = [...tiers.slice(at), ...tiers.slice(0, at)];
        expect(checkTiers(turned)).toEqual({ ok: true, tiers, repaired: at === 0 ? [] : ['sorted'] });
      }),
      { seed: 13 },
    );
  });

  it('of a repaired table, finds nothing to repair, and leaves the input as it was', () => {
    fc.assert(
      fc.property(ROWS, fc.double({ min: 1, max: 1e4, noNaN: true }), (rows, wrong) => {
        const given = tiersFromRows(rows, true).map((tier) => ({
          ...tier,
          maintenanceAmount: tier.maintenanceAmount + wrong,
        }));
        const copy = structuredClone(given);
        const first = checkTiers(given);
        expect(given).toEqual(copy);
        expect(first).toMatchObject({ ok: true, repaired: ['amounts'] });
        if (first.ok) expect(checkTiers(first.tiers)).toEqual({ ok: true, tiers: first.tiers, repaired: [] });
      }),
      { seed: 14 },
    );
  });
});

describe('requirementFor', () => {
  it('of a position that its bracket allows, is the maintenance margin over its notional', () => {
    fc.assert(
      fc.property(ROWS, fc.double({ min: 1, max: 1e8, noNaN: true }), (rows, notional) => {
        const tiers = tiersFromRows(rows, true);
        const requirement = requirementFor(tiers, tierForNotional(tiers, notional).maxLeverage, notional);
        const share = (requirement?.maintenanceMarginRate ?? Number.NaN) - (requirement?.amountShare ?? 0);
        expect((share * notional) / marginalSum(rows, notional)).toBeCloseTo(1, 9);
      }),
      { seed: 15 },
    );
  });

  it('never lets a leverage through whose margin is below the requirement', () => {
    fc.assert(
      fc.property(
        ROWS,
        fc.double({ min: 1, max: 150, noNaN: true }),
        fc.double({ min: 1, max: 1e8, noNaN: true }),
        (rows, leverage, notional) => {
          const tiers = tiersFromRows(rows, true);
          const requirement = requirementFor(tiers, leverage, notional);
          if (requirement === null) expect(leverage).toBeGreaterThan(tiers[0].maxLeverage);
          else
            expect(1 / leverage).toBeGreaterThan(requirement.maintenanceMarginRate - requirement.amountShare);
        },
      ),
      { seed: 16 },
    );
  });
});

const TERMS: fc.Arbitrary<MarginTerms> = fc.record({
  kind: fc.constantFrom('linear', 'inverse'),
  side: fc.constantFrom('long', 'short'),
  entryPrice: fc.double({ min: 1e-4, max: 1e5, noNaN: true }),
  leverage: fc.double({ min: 1.2, max: 120, noNaN: true }),
  maintenanceMarginRate: fc.double({ min: 0.001, max: 0.008, noNaN: true }),
  feeRate: fc.double({ min: 0, max: 0.0003, noNaN: true }),
});

const priceOf = (terms: MarginTerms): number => liquidationPrice(terms) ?? Number.NaN;

describe('liquidationPrice', () => {
  it('of a linear position, is where what is left of the margin meets the requirement', () => {
    fc.assert(
      fc.property(TERMS, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (drawn, size) => {
        const terms = { ...drawn, kind: 'linear' as const };
        const at = priceOf(terms);
        const sign = terms.side === 'long' ? 1 : -1;
        const left = (size * terms.entryPrice) / terms.leverage + sign * size * (at - terms.entryPrice);
        const required = size * at * (terms.maintenanceMarginRate + (terms.feeRate ?? 0));
        expect((left - required) / (size * terms.entryPrice)).toBeCloseTo(0, 10);
      }),
      { seed: 17 },
    );
  });

  it('of an inverse position, is where the margin in coin meets the requirement on the value there', () => {
    fc.assert(
      fc.property(TERMS, (drawn) => {
        const terms = { ...drawn, kind: 'inverse' as const };
        const at = priceOf(terms);
        const sign = terms.side === 'long' ? 1 : -1;
        // Per USD of size, in coin; the requirement is counted on the value at that price.
        const left = 1 / terms.entryPrice / terms.leverage + sign * (1 / terms.entryPrice - 1 / at);
        const required = (terms.maintenanceMarginRate + (terms.feeRate ?? 0)) / at;
        expect((left - required) * terms.entryPrice).toBeCloseTo(0, 10);
      }),
      { seed: 18 },
    );
  });

  it('lies below the entry for longs and above it for shorts, whatever the contract', () => {
    fc.assert(
      fc.property(TERMS, (terms) => {
        const way = Math.log(priceOf(terms) / terms.entryPrice);
        expect(terms.side === 'long' ? -way : way).toBeGreaterThan(0);
      }),
      { seed: 19 },
    );
  });

  it('comes nearer with leverage, with the requirement and with the fee, on both sides', () => {
    const distance = (terms: MarginTerms): number => Math.abs(Math.log(priceOf(terms) / terms.entryPrice));
    fc.assert(
      fc.property(TERMS, (terms) => {
        const own = distance(terms);
        expect(distance({ ...terms, leverage: terms.leverage * 0.9 })).toBeGreaterThan(own);
        expect(
          distance({ ...terms, maintenanceMarginRate: terms.maintenanceMarginRate * 0.9 }),
        ).toBeGreaterThan(own);
        expect(distance({ ...terms, feeRate: (terms.feeRate ?? 0) + 1e-5 })).toBeLessThan(own);
      }),
      { seed: 20 },
    );
  });

  it('scales with the price of entry: the ratio is free of it', () => {
    fc.assert(
      fc.property(TERMS, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (terms, factor) => {
        const scaled = priceOf({ ...terms, entryPrice: terms.entryPrice * factor });
        expect(scaled / factor / priceOf(terms)).toBeCloseTo(1, 10);
        expect(priceOf(terms) / terms.entryPrice).toBeCloseTo(liquidationRatio(terms) ?? Number.NaN, 12);
      }),
      { seed: 21 },
    );
  });

  it('of margin given by hand, is that of the leverage which the same margin makes', () => {
    fc.assert(
      fc.property(TERMS, fc.double({ min: 0.01, max: 0.4, noNaN: true }), (terms, extraShare) => {
        const size = terms.kind === 'linear' ? 3 : 3 * terms.entryPrice;
        const value = terms.kind === 'linear' ? 3 * terms.entryPrice : 3;
        const topped = liquidationPrice({ ...terms, size, extraMargin: extraShare * value });
        const direct = liquidationPrice({ ...terms, leverage: 1 / (1 / terms.leverage + extraShare) });
        if (direct === null) expect(topped).toBeNull();
        else expect((topped ?? Number.NaN) / direct).toBeCloseTo(1, 9);
      }),
      { seed: 22 },
    );
  });
});

describe('triggerPrice', () => {
  it('of the bankruptcy price of a linear position, gives its liquidation price back', () => {
    fc.assert(
      fc.property(TERMS, ROWS, fc.double({ min: 10, max: 1e8, noNaN: true }), (drawn, rows, notionalUsd) => {
        const tiers = tiersFromRows(rows, true);
        const share = marginalSum(rows, notionalUsd) / notionalUsd;
        // Well inside what the bracket allows.
        const leverage = Math.min(drawn.leverage, 0.4 / share);
        const sign = drawn.side === 'long' ? 1 : -1;
        const bankruptcy = drawn.entryPrice * (1 - sign / leverage);
        fc.pre(bankruptcy > 0);
        const feeRate = drawn.feeRate ?? 0;
        const closing = {
          price: bankruptcy,
          priceKind: 'bankruptcy' as const,
          positionSide: drawn.side,
          notionalUsd,
        };
        const expected = priceOf({ ...drawn, kind: 'linear', leverage, maintenanceMarginRate: share });
        expect(triggerPrice(closing, { tiers, feeRate }) / expected).toBeCloseTo(1, 9);
      }),
      { seed: 23 },
    );
  });
});

describe('the fallback brackets', () => {
  const sizes = [1e3, 5e4, 4e5, 3e6, 2e7, 1.5e8, 1e9];

  it.each(FALLBACK_TABLES.map(({ exchange }) => [exchange] as const))(
    'of %s never ask a smaller share of a larger position, nor allow it more leverage',
    (exchange) => {
      for (const base of ['BTC', 'ETH', 'SOL', 'A COIN NOBODY LISTS']) {
        const { tiers } = fallbackTiers({ exchange, base, kind: 'linear' });
        const shares = sizes.map((notional) => maintenance(tiers, notional) / notional);
        expect(shares).toEqual([...shares].sort((a, b) => a - b));
        const leverages = sizes.map((notional) => tierForNotional(tiers, notional).maxLeverage);
        expect(leverages).toEqual([...leverages].sort((a, b) => b - a));
      }
    },
  );

  it.each(FALLBACK_TABLES.map(({ exchange }) => [exchange] as const))(
    'of %s liquidate a position at the largest leverage before it is bankrupt, on both sides and kinds',
    (exchange) => {
      for (const kind of ['linear', 'inverse'] as const) {
        const { tiers, feeRate } = fallbackTiers({ exchange, base: 'BTC', kind });
        const { maxLeverage: leverage, maintenanceMarginRate } = tiers[0];
        for (const side of ['long', 'short'] as const) {
          const at = priceOf({ kind, side, entryPrice: 100, leverage, maintenanceMarginRate, feeRate });
          const share = 1 / leverage;
          const sign = side === 'long' ? 1 : -1;
          const bankruptcy = kind === 'linear' ? 100 * (1 - sign * share) : 100 / (1 + sign * share);
          expect((at - bankruptcy) * sign).toBeGreaterThan(0);
          expect((100 - at) * sign).toBeGreaterThan(0);
        }
      }
    },
  );
});
