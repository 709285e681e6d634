import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelEvents } from '../../../src/core/estimate/calibration';
import { configFor } from '../../../src/core/estimate/estimator-config';
import { AT, createEstimator } from '../../../src/core/estimate/estimator-state';
import { LEARNING } from '../../../src/core/estimate/learning-constants';
import { bandAt, bandStretch } from '../../../src/core/estimate/uncertainty';

const DISTANCES = [0, 0.015, 0.025, 0.04, 0.06, 0.3];

describe('bandAt', () => {
  it('bandAt holds the estimate itself at every distance', () => {
    for (const distance of DISTANCES) {
      const { low, high } = bandAt(distance, true);
      expect(low).toBeLessThan(1);
      expect(high).toBeGreaterThan(1);
    }
  });

  it('bandAt of longs and shorts at one distance is the same', () => {
    for (const distance of DISTANCES) expect(bandAt(-distance, true)).toEqual(bandAt(distance, true));
  });

  it('bandAt gets narrower with every liquidation that taught the level', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DISTANCES),
        fc.nat(500),
        fc.integer({ min: 1, max: 500 }),
        (at, few, more) => {
          const wide = bandAt(at, true, few);
          const narrow = bandAt(at, true, few + more);
          expect(narrow.low).toBeGreaterThan(wide.low);
          expect(narrow.high).toBeLessThan(wide.high);
        },
      ),
    );
  });

  it('bandAt before the history is scored is half as wide again at both ends', () => {
    const scored = bandAt(0.04, true, 30);
    const unscored = bandAt(0.04, false, 30);
    expect(unscored.high / scored.high).toBeCloseTo(1.5, 12);
    expect(scored.low / unscored.low).toBeCloseTo(1.5, 12);
  });
});

describe('bandStretch', () => {
  it('bandStretch goes from the root of two without evidence to one with all of it', () => {
    expect(bandStretch(0)).toBeCloseTo(Math.SQRT2, 12);
    expect(bandStretch(LEARNING.levelPriorEvents)).toBeCloseTo(Math.sqrt(1.5), 12);
    expect(bandStretch(Number.POSITIVE_INFINITY)).toBe(1);
  });
});

describe('levelEvents', () => {
  const withSizes = (exchange: string, sizes: number[], learns = true): number => {
    const state = createEstimator({ ...configFor({ exchange, base: 'BTC', kind: 'linear' }), learns });
    for (const base of sizes) {
      state.clock[AT.eventBase] += base;
      state.clock[AT.eventSquare] += base * base;
    }
    return levelEvents(state);
  };

  it('levelEvents counts equal liquidations one by one, and unequal ones as fewer', () => {
    expect(withSizes('bybit', [2, 2, 2, 2])).toBeCloseTo(4, 12);
    expect(withSizes('bybit', [8, 1, 1, 1])).toBeCloseTo(121 / 67, 12);
    expect(withSizes('bybit', [])).toBe(0);
  });

  it('levelEvents is 0 where the feed is throttled or nothing is learned', () => {
    expect(withSizes('binance', [2, 2])).toBe(0);
    expect(withSizes('bybit', [2, 2], false)).toBe(0);
  });
});
