import { expect, test } from 'vitest';
import { triggerPrice } from '../../../src/core/margin/trigger-price';
import type { LeverageTier } from '../../../src/core/market/leverage-tier';

const TIERS: LeverageTier[] = [
  {
    notionalFloor: 0,
    notionalCap: 1e5,
    maxLeverage: 100,
    maintenanceMarginRate: 0.005,
    maintenanceAmount: 0,
  },
  {
    notionalFloor: 1e5,
    notionalCap: Number.POSITIVE_INFINITY,
    maxLeverage: 20,
    maintenanceMarginRate: 0.02,
    maintenanceAmount: 1500,
  },
];
const RULES = { tiers: TIERS, feeRate: 0 };

const closing = (notionalUsd: number, positionSide: 'long' | 'short' = 'long') => ({
  price: 100,
  priceKind: 'bankruptcy' as const,
  positionSide,
  notionalUsd,
});

test('triggerPrice of a long lies above its bankruptcy price by the maintenance margin, of a short below', () => {
  const long = triggerPrice(closing(1000), RULES);
  const short = triggerPrice(closing(1000, 'short'), RULES);
  // At the trigger what is left is the maintenance margin.
  expect((long - 100) / long).toBeCloseTo(0.005, 12);
  expect((100 - short) / short).toBeCloseTo(0.005, 12);
});

test('triggerPrice of a large position counts its bracket with the deduction, and the closing fee', () => {
  const price = triggerPrice(closing(2e5), { tiers: TIERS, feeRate: 0.0005 });
  expect((price - 100) / price).toBeCloseTo(0.02 - 1500 / 2e5 + 0.0005, 12);
});

test('triggerPrice without brackets assumes half a percent', () => {
  const price = triggerPrice(closing(1000), { tiers: [], feeRate: 0 });
  expect((price - 100) / price).toBeCloseTo(0.005, 12);
});

test('triggerPrice of a fill, an order or a trade is that price', () => {
  for (const priceKind of ['average-fill', 'order', 'trade'] as const) {
    expect(triggerPrice({ ...closing(1000), priceKind }, RULES)).toBe(100);
  }
});
