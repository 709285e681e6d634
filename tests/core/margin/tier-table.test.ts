import { describe, expect, it } from 'vitest';
import { tiersFromRows } from '../../../src/core/margin/fallback-table';
import { largestLeverage, requirementFor, tierForNotional } from '../../../src/core/margin/tier-lookup';
import { checkTiers } from '../../../src/core/margin/tier-table';
import type { LeverageTier } from '../../../src/core/market/leverage-tier';

const GOOD = tiersFromRows(
  [
    [0, 100, 50, 0.01],
    [100, 500, 20, 0.025],
    [500, null, 5, 0.1],
  ],
  true,
);

function changed(row: number, change: Partial<LeverageTier>): LeverageTier[] {
  return GOOD.map((tier, index) => (index === row ? { ...tier, ...change } : tier));
}

describe('checkTiers', () => {
  it('of a sound table, answers it unchanged', () => {
    expect(checkTiers(GOOD)).toEqual({ ok: true, tiers: GOOD, repaired: [] });
  });

  it('of an unsorted table, sorts it and says so', () => {
    const result = checkTiers([GOOD[2], GOOD[0], GOOD[1]]);
    expect(result).toEqual({ ok: true, tiers: GOOD, repaired: ['sorted'] });
  });

  it('of deductions that jump, puts the continuous ones', () => {
    const result = checkTiers(changed(1, { maintenanceAmount: 99 }));
    expect(result).toEqual({ ok: true, tiers: GOOD, repaired: ['amounts'] });
  });

  it('of a table without deductions, leaves it so', () => {
    const rows = GOOD.map((tier) => ({ ...tier, maintenanceAmount: 0 }));
    expect(checkTiers(rows)).toEqual({ ok: true, tiers: rows, repaired: [] });
  });

  it('of a finite last cap, opens the end', () => {
    expect(checkTiers(changed(2, { notionalCap: 900 }))).toEqual({
      ok: true,
      tiers: GOOD,
      repaired: ['open-end'],
    });
  });

  it.each([
    ['gap', changed(1, { notionalFloor: 150 }), 1],
    ['gap', changed(0, { notionalFloor: 5 }), 0],
    ['rate-falls', changed(1, { maintenanceMarginRate: 0.005 }), 1],
    ['rate-too-large', changed(0, { maintenanceMarginRate: 0.5 }), 0],
    ['leverage-rises', changed(2, { maxLeverage: 30, maintenanceMarginRate: 0.03 }), 2],
    ['not-a-number', changed(1, { maintenanceMarginRate: Number.NaN }), 1],
    ['not-a-number', changed(0, { maxLeverage: 0 }), 0],
    ['empty', [], 0],
  ])('of a table with %s, names the row', (reason, rows, row) => {
    expect(checkTiers(rows)).toEqual({ ok: false, problem: { row, reason } });
  });
});

describe('requirementFor', () => {
  it('of a typical size, gives its marginal bracket and the deduction as a share', () => {
    expect(requirementFor(GOOD, 10, 200)).toEqual({
      maintenanceMarginRate: 0.025,
      amountShare: expect.closeTo(1.5 / 200, 12),
    });
  });

  it('of a leverage that the size does not allow, takes the largest bracket that allows it', () => {
    expect(requirementFor(GOOD, 50, 10_000)).toEqual({ maintenanceMarginRate: 0.01, amountShare: 0 });
  });

  it('of a leverage that no bracket allows, is null', () => {
    expect(requirementFor(GOOD, 75, 10)).toBeNull();
  });

  it('of an unknown size, takes the first bracket without a deduction', () => {
    expect(requirementFor(GOOD, 5, 0)).toEqual({ maintenanceMarginRate: 0.01, amountShare: 0 });
  });
});

describe('tierForNotional', () => {
  it('at a floor, takes the bracket that begins there', () => {
    expect(tierForNotional(GOOD, 100).maxLeverage).toBe(20);
  });

  it('above everything, takes the last; of no table, throws', () => {
    expect(tierForNotional(GOOD, 1e12).maxLeverage).toBe(5);
    expect(() => tierForNotional([], 1)).toThrow('empty tier table');
  });
});

describe('largestLeverage', () => {
  it('of a table, is that of the first bracket; of none, 0', () => {
    expect(largestLeverage(GOOD)).toBe(50);
    expect(largestLeverage([])).toBe(0);
  });
});
