import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coordinateToPrice,
  coordinateToTime,
  type PriceAxis,
  priceToCoordinate,
  type TimeAxis,
  timeToCoordinate,
} from '../../../src/core/axis/axis-mapping';

const axis = (scale: PriceAxis['scale'], a: number, b: number): PriceAxis => ({
  scale,
  a,
  b,
  samples: 8,
  inliers: 8,
  rmsPx: 0,
});
const time: TimeAxis = { pxPerSec: 0.02, x0: -35_000_000, inliers: 5, ambiguous: false };

describe('priceToCoordinate', () => {
  it('puts a higher price higher on an upright axis and lower on an inverted one', () => {
    const upright = axis('linear', -0.01, 1000);
    expect(priceToCoordinate(upright, 61_000)).toBeLessThan(priceToCoordinate(upright, 60_000));
    const inverted = axis('linear', 0.01, -500);
    expect(priceToCoordinate(inverted, 61_000)).toBeGreaterThan(priceToCoordinate(inverted, 60_000));
  });

  it('gives equal steps to equal ratios on a logarithmic axis', () => {
    const log = axis('log', -300, 4000);
    const step = priceToCoordinate(log, 200) - priceToCoordinate(log, 100);
    expect(priceToCoordinate(log, 400) - priceToCoordinate(log, 200)).toBeCloseTo(step, 9);
  });

  it('and coordinateToPrice are inverse on both scales', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<PriceAxis['scale']>('linear', 'log'),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (scale, price) => {
          const mapping = axis(scale, scale === 'log' ? -250 : -0.05, 700);
          const back = coordinateToPrice(mapping, priceToCoordinate(mapping, price));
          expect(Math.abs(back - price)).toBeLessThanOrEqual(1e-6 * Math.max(1, price));
        },
      ),
      { seed: 11 },
    );
  });
});

describe('timeToCoordinate', () => {
  it('moves right as time passes, by the pixels of a second', () => {
    const start = timeToCoordinate(time, 1_750_000_000_000);
    expect(timeToCoordinate(time, 1_750_000_060_000) - start).toBeCloseTo(60 * 0.02, 6);
  });

  it('and coordinateToTime are inverse to a millisecond', () => {
    for (const timeMs of [1_500_000_000_000, 1_750_000_123_456, 1_795_305_000_000]) {
      expect(Math.abs(coordinateToTime(time, timeToCoordinate(time, timeMs)) - timeMs)).toBeLessThan(1);
    }
  });
});
