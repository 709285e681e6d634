import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FALLBACK_TABLES, fallbackTiers } from '../../../src/core/margin/fallback-registry';
import { type TierRow, tiersFromRows } from '../../../src/core/margin/fallback-table';
import { requirementFor, tierForNotional } from '../../../src/core/margin/tier-lookup';
import { checkTiers } from '../../../src/core/margin/tier-table';
import { maintenance, marginalSum, priceOf, ROWS } from './margin-samples';

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
