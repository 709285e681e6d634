import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tiersFromRows } from '../../../src/core/margin/fallback-table';
import {
  liquidationPrice,
  liquidationRatio,
  type MarginTerms,
} from '../../../src/core/margin/liquidation-price';
import { triggerPrice } from '../../../src/core/margin/trigger-price';
import { marginalSum, priceOf, ROWS, TERMS } from './margin-samples';

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
