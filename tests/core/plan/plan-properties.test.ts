import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../src/core/plan/check-plan';
import { directionOf } from '../../../src/core/plan/trade-plan';
import { longPlan, market, zone } from './plan-samples';

const side = fc.constantFrom('long', 'short') as fc.Arbitrary<'long' | 'short'>;
const offset = fc.double({ min: 10, max: 8000, noNaN: true });
const leverage = fc.integer({ min: 2, max: 125 });

describe('checkPlan for any plan', () => {
  it('puts the liquidation against the trade, nearer with more leverage', () => {
    fc.assert(
      fc.property(side, leverage, (which, times) => {
        const at = (x: number): number => {
          const { liquidation } = checkPlan(longPlan({ side: which, leverage: x }), market());
          if (liquidation?.state !== 'known') throw new Error('no liquidation');
          return (liquidation.price - 95_000) * directionOf(which);
        };
        expect(at(times)).toBeLessThan(0);
        if (times < 125) expect(at(times + 1)).toBeGreaterThan(at(times));
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('proposes stops that are themselves clear of the cluster, further out and never with more size', () => {
    fc.assert(
      fc.property(side, offset, fc.double({ min: 1, max: 500, noNaN: true }), (which, away, width) => {
        const sign = directionOf(which);
        const near = 95_000 - sign * away;
        const far = near - sign * width;
        const band = zone(which, Math.min(near, far), Math.max(near, far));
        const stopPrice = (near + far) / 2;
        const around = market({ clusters: [band] });
        const { stop } = checkPlan(longPlan({ side: which, stopPrice, leverage: 2 }), around);
        expect(stop?.verdict).toBe('inside');
        for (const { price, extraRiskPct, sizeFactor } of stop?.alternatives ?? []) {
          const moved = checkPlan(longPlan({ side: which, stopPrice: price, leverage: 2 }), around);
          expect(moved.stop?.verdict).toBe('clear');
          expect(extraRiskPct).toBeGreaterThan(0);
          expect(sizeFactor).toBeLessThan(1);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('suggests targets between the entry and the cluster', () => {
    fc.assert(
      fc.property(side, offset, (which, away) => {
        const sign = directionOf(which);
        const near = 95_000 + sign * away;
        const other = which === 'long' ? 'short' : 'long';
        const band = zone(other, Math.min(near, near + sign * 100), Math.max(near, near + sign * 100));
        const [suggestion] =
          checkPlan(longPlan({ side: which }), market({ clusters: [band] })).target?.suggestions ?? [];
        expect((suggestion.price - 95_000) * sign).toBeGreaterThan(0);
        expect((near - suggestion.price) * sign).toBeGreaterThanOrEqual(0);
      }),
      { seed: 9, numRuns: 200 },
    );
  });
});
