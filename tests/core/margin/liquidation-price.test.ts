import { describe, expect, it } from 'vitest';
import { liquidationPrice, type MarginTerms } from '../../../src/core/margin/liquidation-price';

function terms(change: Partial<MarginTerms>): MarginTerms {
  return {
    kind: 'linear',
    side: 'long',
    entryPrice: 95_000,
    leverage: 10,
    maintenanceMarginRate: 0.005,
    ...change,
  };
}

function price(change: Partial<MarginTerms>): number {
  return liquidationPrice(terms(change)) ?? Number.NaN;
}

describe('liquidationPrice', () => {
  it('of a 10x long at 95,000 and 0.5 %, is 85,929.65', () => {
    expect(price({})).toBeCloseTo(85_929.65, 2);
  });

  it('of a 10x short at 95,000 and 0.5 %, is 103,980.10', () => {
    expect(price({ side: 'short' })).toBeCloseTo(103_980.1, 2);
  });

  it.each([
    [3, 33.0],
    [10, 9.55],
    [50, 1.51],
    [100, 0.5],
  ])('of a long at %dx and 0.5 %%, lies %d %% below the entry', (leverage, distance) => {
    expect((1 - price({ leverage }) / 95_000) * 100).toBeCloseTo(distance, 1);
  });

  it('of rising leverage, comes strictly nearer on both sides', () => {
    for (const side of ['long', 'short'] as const) {
      const distances = [1.5, 3, 5, 10, 20, 25, 50, 75, 100, 125].map((leverage) =>
        Math.abs(price({ side, leverage }) / 95_000 - 1),
      );
      for (let index = 1; index < distances.length; index++)
        expect(distances[index]).toBeLessThan(distances[index - 1]);
    }
  });

  it('of inverse contracts at 50,000, 10x and 0.5 %, is 45,682 and 55,278', () => {
    const inverse = { kind: 'inverse', entryPrice: 50_000 } as const;
    expect(price({ ...inverse })).toBeCloseTo(45_682, 0);
    expect(price({ ...inverse, side: 'short' })).toBeCloseTo(55_278, 0);
  });

  it('of Hyperliquid BTC at 1.25 %, is 8.86 % below and 8.64 % above', () => {
    expect(price({ entryPrice: 100, maintenanceMarginRate: 0.0125 })).toBeCloseTo(100 - 8.86, 2);
    expect(price({ entryPrice: 100, side: 'short', maintenanceMarginRate: 0.0125 })).toBeCloseTo(
      100 + 8.64,
      2,
    );
  });

  it('of Bybit at 20,000 and 50x, is 19,698.5 on mark value', () => {
    expect(price({ entryPrice: 20_000, leverage: 50 })).toBeCloseTo(19_698.5, 1);
  });

  it('with a deduction, equals the price at which margin meets the requirement', () => {
    const at = price({ maintenanceMarginRate: 0.01, maintenanceAmount: 12_000, size: 50 });
    const margin = (95_000 * 50) / 10 + 50 * (at - 95_000);
    expect(margin).toBeCloseTo(50 * at * 0.01 - 12_000, 4);
  });

  it('with extra margin, moves away from the entry', () => {
    expect(price({ size: 1, extraMargin: 1_000 })).toBeLessThan(price({}));
    expect(price({ side: 'short', size: 1, extraMargin: 1_000 })).toBeGreaterThan(price({ side: 'short' }));
  });

  it('with a closing fee, comes nearer by about the fee', () => {
    expect(price({ feeRate: 0.0005 })).toBeGreaterThan(price({}));
  });

  it('of a leverage that the requirement does not allow, is null', () => {
    expect(liquidationPrice(terms({ leverage: 125, maintenanceMarginRate: 0.01 }))).toBeNull();
  });

  it('of a 1x linear long and a 1x inverse short, is null; of a 1x inverse long, exists', () => {
    expect(liquidationPrice(terms({ leverage: 1 }))).toBeNull();
    expect(liquidationPrice(terms({ kind: 'inverse', side: 'short', leverage: 1 }))).toBeNull();
    expect(liquidationPrice(terms({ kind: 'inverse', leverage: 1 }))).toBeCloseTo((95_000 * 1.005) / 2, 6);
  });

  it('of a price or leverage that cannot be, throws with the value', () => {
    expect(() => liquidationPrice(terms({ entryPrice: 0 }))).toThrow('invalid entry price: 0');
    expect(() => liquidationPrice(terms({ leverage: -1 }))).toThrow('invalid leverage: -1');
    expect(() => liquidationPrice(terms({ extraMargin: 5 }))).toThrow('size is needed');
  });
});
