import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depositKernel } from '../../../src/core/estimate/deposit-kernel';
import { createEntryDensity, fillEvenly, fillFromBar } from '../../../src/core/estimate/entry-density';
import { configFor, DEFAULT_CONFIG } from '../../../src/core/estimate/estimator-config';
import { CLASS_LEVERAGE } from '../../../src/core/estimate/leverage-classes';
import { venuePriors } from '../../../src/core/estimate/venue-priors';
import { FALLBACK_TABLES } from '../../../src/core/margin/fallback-registry';
import { sampleBars } from './sample-bars';

const CONFIG = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });

describe('depositKernel', () => {
  it.each(FALLBACK_TABLES.map((table) => table.exchange))(
    'of %s, weighs 1 on the right side of the entry',
    (exchange) => {
      for (const base of ['BTC', 'SOL', 'ABC']) {
        for (const kind of ['linear', 'inverse'] as const) {
          const config = configFor({ exchange, base, kind });
          CLASS_LEVERAGE.forEach((_, index) => {
            for (const side of ['long', 'short'] as const) {
              const kernel = depositKernel(config, side, index);
              if (!kernel) continue;
              expect(kernel.taps.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
              const [first, last] = [kernel.start, kernel.start + kernel.taps.length - 1];
              expect(side === 'long' ? last : -first).toBeLessThanOrEqual(side === 'long' ? 0 : 1);
              expect(kernel.nearest).toBeLessThanOrEqual(Math.min(Math.abs(first), Math.abs(last)) + 1);
            }
          });
        }
      }
    },
  );

  it('puts its spike at the golden distances of 10x at 0.5 %', () => {
    const config = { ...DEFAULT_CONFIG, tiers: [] };
    expect(depositKernel(config, 'long', 3)?.distance).toBeCloseTo(-Math.log(85_929.648 / 95_000) / 0.001, 3);
    expect(depositKernel(config, 'short', 3)?.distance).toBeCloseTo(Math.log(103_980.1 / 95_000) / 0.001, 3);
  });

  it('of a leverage that no bracket allows, is null', () => {
    expect(
      depositKernel(configFor({ exchange: 'hyperliquid', base: 'SOL', kind: 'linear' }), 'long', 9),
    ).toBeNull();
  });

  it('of inverse brackets with a reference price, uses the size in coin', () => {
    const inverse = configFor({ exchange: 'binance', base: 'BTC', kind: 'inverse' });
    const small = depositKernel({ ...inverse, referencePrice: 1e6 }, 'long', 3);
    const large = depositKernel({ ...inverse, referencePrice: 1e3 }, 'long', 3);
    expect(large?.distance).toBeLessThan(small?.distance ?? 0);
  });
});

describe('fillFromBar', () => {
  it('of any bar, sums to 1 and stays inside range and plane', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 150, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 80, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (low, [a, b, c]) => {
          const density = createEntryDensity(100);
          const [bar] = sampleBars({ count: 1 });
          const sorted = [low, low + a, low + a + b, low + a + b + c];
          const shaped = { ...bar, low: sorted[0], open: sorted[1], close: sorted[2], high: sorted[3] };
          fillFromBar(density, shaped, (price) => price);
          const used = density.weights.subarray(0, density.length);
          expect(used.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
          expect(used.every((weight) => weight >= 0)).toBe(true);
          expect(density.low).toBeGreaterThanOrEqual(0);
          expect(density.low + density.length).toBeLessThanOrEqual(100);
        },
      ),
      { numRuns: 300, seed: 11 },
    );
  });

  it('of a single price, splits it linearly between two bins', () => {
    const density = createEntryDensity(100);
    fillEvenly(density, 50.75, 50.75);
    expect(density.low).toBe(50);
    expect(Array.from(density.weights.subarray(0, density.length))).toEqual([0.75, 0.25]);
  });
});

describe('venuePriors', () => {
  it('of every venue, opens shares that sum to 1', () => {
    for (const { exchange } of FALLBACK_TABLES) {
      const { openingMix } = venuePriors(exchange);
      expect(openingMix.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(openingMix.every((share) => share > 0)).toBe(true);
    }
  });

  it('teaches the level only from feeds that report everything', () => {
    expect(venuePriors('bybit').isFullFeed).toBe(true);
    expect(venuePriors('binance').isFullFeed).toBe(false);
    expect(venuePriors('okx').isFullFeed).toBe(false);
  });
});

describe('configFor', () => {
  it('takes the exchange own brackets when they are known', () => {
    const tiers = [
      {
        notionalFloor: 0,
        notionalCap: Infinity,
        maxLeverage: 20,
        maintenanceMarginRate: 0.02,
        maintenanceAmount: 0,
      },
    ];
    expect(configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' }, tiers).tiers).toBe(tiers);
    expect(CONFIG.tiers[0].maintenanceMarginRate).toBe(0.004);
    expect([CONFIG.binWidth, configFor({ exchange: 'okx', base: 'DOGE', kind: 'linear' }).binWidth]).toEqual([
      0.001, 0.002,
    ]);
  });
});
