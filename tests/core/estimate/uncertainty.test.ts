import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelDoubt, levelEvents } from '../../../src/core/estimate/calibration';
import { configFor } from '../../../src/core/estimate/estimator-config';
import { AT, createEstimator } from '../../../src/core/estimate/estimator-state';
import { BAND, bandOf, bandStretch } from '../../../src/core/estimate/uncertainty';

const SHARES = [0, 1e-4, 0.001, 0.01, 0.1, 1, 3, Number.NaN];

describe('bandOf', () => {
  it('bandOf any share holds the estimate itself', () => {
    for (const share of SHARES) {
      const { low, high } = bandOf(share, true);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThan(1);
      expect(high).toBeGreaterThan(1);
      expect(Number.isFinite(high)).toBe(true);
    }
  });

  it('bandOf one percent of the open interest, its level known fully, has the ends of the constants', () => {
    const { low, high } = bandOf(0.01, true, Number.POSITIVE_INFINITY);
    expect(Math.log(low)).toBeCloseTo(BAND.low.base + BAND.low.scarcity, 12);
    expect(Math.log(high)).toBeCloseTo(BAND.high.base + BAND.high.scarcity, 12);
  });

  it('bandOf a trace reaches down to nothing', () => {
    expect(bandOf(5e-5, true).low).toBe(0);
    expect(bandOf(5e-4, true).low).toBeGreaterThan(0);
  });

  it('bandOf an unknown share is that of one percent', () => {
    expect(bandOf(Number.NaN, true, 30)).toEqual(bandOf(0.01, true, 30));
  });

  it('bandOf gets narrower with the share, and no amount of more has an end of less', () => {
    const share = fc.double({ min: 2e-4, max: 0.5, noNaN: true });
    const more = fc.double({ min: 1.01, max: 2, noNaN: true });
    fc.assert(
      fc.property(share, more, fc.boolean(), (part, factor, isScored) => {
        const [little, much] = [bandOf(part, isScored), bandOf(part * factor, isScored)];
        expect(much.low).toBeGreaterThan(little.low);
        expect(much.high).toBeLessThan(little.high);
        expect(much.high * factor).toBeGreaterThan(little.high);
      }),
      { seed: 71 },
    );
  });

  it('bandOf gets narrower with every liquidation that taught the level', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SHARES.slice(2)),
        fc.nat(500),
        fc.integer({ min: 1, max: 500 }),
        (share, few, more) => {
          const wide = bandOf(share, true, few);
          const narrow = bandOf(share, true, few + more);
          expect(narrow.low).toBeGreaterThan(wide.low);
          expect(narrow.high).toBeLessThan(wide.high);
        },
      ),
      { seed: 72 },
    );
  });

  it('bandOf before the history is scored is half as wide again at both ends', () => {
    const scored = bandOf(0.04, true, 30);
    const unscored = bandOf(0.04, false, 30);
    expect(unscored.high / scored.high).toBeCloseTo(1.5, 12);
    expect(scored.low / unscored.low).toBeCloseTo(1.5, 12);
  });

  it('bandOf a level that reports contradict is as wide in squares as both errors, on their side alone', () => {
    const band = bandOf(0.02, false, 30);
    const above = bandOf(0.02, false, 30, Math.log(10));
    expect(Math.log(above.low)).toBeCloseTo(-Math.hypot(Math.log(band.low), Math.log(10)), 12);
    expect(above.high).toBe(band.high);
    const below = bandOf(0.02, false, 30, -Math.log(10));
    expect(Math.log(below.high)).toBeCloseTo(Math.hypot(Math.log(band.high), Math.log(10)), 12);
    expect(below.low).toBe(band.low);
  });

  it('bandOf a level that no report ever bore out reaches down to nothing', () => {
    const band = bandOf(0.02, true, 0, Number.POSITIVE_INFINITY);
    expect(band.low).toBe(0);
    expect(band.high).toBe(bandOf(0.02, true, 0).high);
  });
});

describe('bandStretch', () => {
  it('bandStretch goes from the root of two without evidence to one with all of it', () => {
    expect(bandStretch(0)).toBeCloseTo(Math.SQRT2, 12);
    expect(bandStretch(5)).toBeCloseTo(Math.sqrt(1.5), 12);
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

describe('levelDoubt', () => {
  const HELD = 1e5;
  const withMonth = (predicted: number, reported: number, exchange = 'bybit', days = 10): number => {
    const state = createEstimator(configFor({ exchange, base: 'BTC', kind: 'linear' }));
    Object.assign(state.clock, {
      [AT.openInterest]: HELD,
      [AT.feedDays]: days,
      [AT.longPredicted]: predicted,
      [AT.longReported]: reported,
    });
    return levelDoubt(state);
  };

  it('levelDoubt is ln of predicted over reported, of either sign, once they contradict each other', () => {
    expect(withMonth(5000, 500)).toBeCloseTo(Math.log(10), 12);
    expect(withMonth(500, 5000)).toBeCloseTo(-Math.log(10), 12);
  });

  it('levelDoubt is 0 within the factor of the gate', () => {
    expect(withMonth(5000, 1300)).toBe(0);
    expect(withMonth(1300, 5000)).toBe(0);
  });

  it('levelDoubt of a throttled feed counts what it was taken to report beforehand', () => {
    expect(withMonth(5000, 500, 'binance')).toBe(0);
    expect(withMonth(5000, 100, 'binance')).toBeCloseTo(Math.log(0.35 * 50), 12);
  });

  it('levelDoubt is endless where much was predicted and nothing came', () => {
    expect(withMonth(5000, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('levelDoubt of reports that nobody predicted ends at a hundredfold, so that every band has an upper end', () => {
    expect(withMonth(0, 5000)).toBeCloseTo(-Math.log(100), 12);
    expect(Number.isFinite(bandOf(0.02, false, 0, withMonth(0, 5000)).high)).toBe(true);
  });

  it('levelDoubt is 0 within the first day of reports, and where both are next to nothing', () => {
    expect(withMonth(5000, 500, 'bybit', 0.5)).toBe(0);
    expect(withMonth(0.003 * HELD, 0)).toBe(0);
    expect(levelDoubt(createEstimator(configFor({ exchange: 'bybit', base: 'BTC', kind: 'linear' })))).toBe(
      0,
    );
  });
});
