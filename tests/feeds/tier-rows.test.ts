import { describe, expect, it } from 'vitest';
import {
  flatTiers,
  tierFault,
  tiersEvent,
  tiersFromCaps,
  tiersFromRows,
  withDeductions,
} from '../../src/feeds/tier-rows';
import { contextOf, instrumentOf } from './harness/instruments';
import { refusal } from './harness/refusal';

describe('tiers', () => {
  it('tiersFromRows, reads a null cap as no end', () => {
    expect(tiersFromRows([[0, null, 20, 0.025, 0]])[0].notionalCap).toBe(Number.POSITIVE_INFINITY);
  });

  it('withDeductions, makes the requirement continuous at each floor', () => {
    const tiers = withDeductions([
      { notionalFloor: 0, notionalCap: 100, maxLeverage: 50, maintenanceMarginRate: 0.01 },
      { notionalFloor: 100, notionalCap: 500, maxLeverage: 25, maintenanceMarginRate: 0.02 },
      { notionalFloor: 500, notionalCap: 900, maxLeverage: 10, maintenanceMarginRate: 0.05 },
    ]);
    for (let index = 1; index < tiers.length; index += 1) {
      const at = tiers[index].notionalFloor;
      const below = at * tiers[index - 1].maintenanceMarginRate - tiers[index - 1].maintenanceAmount;
      const above = at * tiers[index].maintenanceMarginRate - tiers[index].maintenanceAmount;
      expect(above).toBeCloseTo(below, 12);
    }
  });

  const NAMES = { cap: 'cap', leverage: 'lever', rate: 'rate', deduction: 'less' };
  const FIRST = { cap: '100', lever: 50, rate: 0.01, less: '' };
  const SECOND = { cap: 500, lever: 25, rate: 0.02, less: '1' };

  it('tiersFromCaps of rows in any order, begins each bracket where the one before ends', () => {
    const tiers = tiersFromCaps([SECOND, FIRST], NAMES);
    expect(tiers.map(({ notionalFloor, notionalCap }) => [notionalFloor, notionalCap])).toEqual([
      [0, 100],
      [100, 500],
    ]);
  });

  it('tiersFromCaps, takes the deductions as told, and computes all where one row lacks its own', () => {
    const amounts = (first: string) =>
      tiersFromCaps(
        [
          { ...FIRST, less: first },
          { ...SECOND, less: '7' },
        ],
        NAMES,
      ).map(({ maintenanceAmount }) => maintenanceAmount);
    expect(amounts('0')).toEqual([0, 7]);
    expect(amounts('')).toEqual([0, 1]);
  });

  it('tiersEvent, refuses an impossible table by the name of its field', () => {
    const context = contextOf(instrumentOf({ exchange: 'test', symbol: 'BTCUSDT' }), 5);
    expect(refusal(() => tiersEvent([], 'rows', context))).toBe('rows has no rows');
    expect(tiersEvent(flatTiers(50), 'rows', context)).toMatchObject([
      { type: 'leverage-tiers', source: 'exchange', asOfMs: 5, tiers: [{ maxLeverage: 50 }] },
    ]);
  });

  it('flatTiers, keep half of the smallest initial margin', () => {
    expect(flatTiers(50)[0]).toMatchObject({ maxLeverage: 50, maintenanceMarginRate: 0.01 });
    expect(flatTiers(0)[0].maintenanceMarginRate).toBe(0.5);
  });

  it.each([
    ['no rows', [], 'has no rows'],
    ['a first row above 0', [[5, 10, 10, 0.05, 0]], 'does not begin at 0'],
    ['a rate in percent', [[0, 10, 100, 40, 0]], 'row 0 has the rate 40, not a fraction'],
    ['no leverage', [[0, 10, 0.5, 0.05, 0]], 'row 0 has leverage 0.5'],
    [
      'a hole',
      [
        [0, 10, 20, 0.02, 0],
        [11, 20, 10, 0.05, 0],
      ],
      'row 1 does not touch the one before',
    ],
    [
      'a falling rate',
      [
        [0, 10, 20, 0.05, 0],
        [10, 20, 10, 0.02, 0],
      ],
      'row 1 has a falling rate',
    ],
    ['an empty row', [[0, 0, 20, 0.05, 0]], 'row 0 ends before it begins'],
  ] as const)('tierFault of %s, says so', (_, rows, words) => {
    expect(tierFault(tiersFromRows(rows))).toBe(words);
  });

  it('tierFault of a good table, is null', () => {
    expect(
      tierFault(
        tiersFromRows([
          [0, 10, 20, 0.02, 0],
          [10, null, 10, 0.05, 0.3],
        ]),
      ),
    ).toBeNull();
  });
});
