import { describe, expect, it } from 'vitest';
import { type OwnLiquidation, ownLiquidation } from '../../../src/core/plan/own-liquidation';
import { longPlan, market, zone } from './plan-samples';

function known(liquidation: OwnLiquidation): Extract<OwnLiquidation, { state: 'known' }> {
  if (liquidation.state !== 'known') throw new Error(`not known: ${liquidation.state}`);
  return liquidation;
}

describe('ownLiquidation', () => {
  it('gives 85,929.65 for a 10x long from 95,000 at half a percent, and 103,980.10 for the short', () => {
    const long = known(ownLiquidation(longPlan(), market()));
    expect(long.price).toBeCloseTo(85_929.65, 2);
    expect(long.distancePct).toBeCloseTo(-9.55, 2);
    expect(long.distanceAtr).toBeCloseTo(15.1, 1);
    const short = known(ownLiquidation(longPlan({ side: 'short' }), market()));
    expect(short.price).toBeCloseTo(103_980.1, 2);
  });

  it('comes closer with every step of leverage', () => {
    const distances = [3, 10, 50, 100].map((leverage) =>
      Math.abs(known(ownLiquidation(longPlan({ leverage }), market())).distancePct),
    );
    expect(distances.map((value) => Number(value.toFixed(2)))).toEqual([33, 9.55, 1.51, 0.5]);
  });

  it('takes the bracket of the size and its deduction', () => {
    const tiers = [
      {
        notionalFloor: 0,
        notionalCap: 50_000,
        maxLeverage: 125,
        maintenanceMarginRate: 0.004,
        maintenanceAmount: 0,
      },
      {
        notionalFloor: 50_000,
        notionalCap: Number.POSITIVE_INFINITY,
        maxLeverage: 100,
        maintenanceMarginRate: 0.005,
        maintenanceAmount: 50,
      },
    ];
    const price = known(ownLiquidation(longPlan({ notionalUsd: 95_000 }), market({ tiers }))).price;
    // One coin, margin 9,500, requirement 0.005 * price - 50: 95,000 - 9,500 - 50 over 0.995.
    expect(price).toBeCloseTo((95_000 - 9_500 - 50) / 0.995, 6);
    expect(known(ownLiquidation(longPlan(), market({ tiers }))).maintenanceMarginRate).toBe(0.004);
  });

  it('counts a closing fee that the venue adds to the requirement', () => {
    const price = known(ownLiquidation(longPlan(), market({ requirementFeeRate: 0.001 }))).price;
    expect(price).toBeCloseTo((95_000 * 0.9) / 0.994, 6);
  });

  it('lists the clusters that lie before it, nearest first', () => {
    const clusters = [
      zone('long', 88_000, 88_400),
      zone('long', 93_000, 93_300),
      zone('long', 80_000, 80_100),
      zone('short', 93_500, 93_600),
      zone('long', 90_000, 90_100, { life: 'cleared' }),
    ];
    const { clustersBefore } = known(ownLiquidation(longPlan(), market({ clusters })));
    expect(clustersBefore.map((cluster) => cluster.lowPrice)).toEqual([93_000, 88_000]);
  });

  it('grades the room in ATR', () => {
    const buffer = (atr: number) => known(ownLiquidation(longPlan(), market({ atr }))).buffer;
    expect([6000, 3000, 1000, Number.NaN].map(buffer)).toEqual(['thin', 'moderate', 'wide', 'unknown']);
  });

  it('cannot be known for cross margin', () => {
    expect(ownLiquidation(longPlan({ marginMode: 'cross' }), market())).toEqual({ state: 'cross' });
  });

  it('is none where the exchange does not allow the leverage or has no brackets', () => {
    expect(ownLiquidation(longPlan({ leverage: 200 }), market())).toEqual({ state: 'none' });
    expect(ownLiquidation(longPlan(), market({ tiers: [] }))).toEqual({ state: 'none' });
  });

  it('is none for a long without leverage', () => {
    expect(ownLiquidation(longPlan({ leverage: 1 }), market())).toEqual({ state: 'none' });
  });
});
