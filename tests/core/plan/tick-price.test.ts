import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundToTick } from '../../../src/core/plan/tick-price';

describe('roundToTick', () => {
  it('rounds to a multiple of the tick in the direction asked for', () => {
    expect(roundToTick(95_737.54, 0.1, 'down')).toBe(95_737.5);
    expect(roundToTick(95_737.54, 0.1, 'up')).toBe(95_737.6);
    expect(roundToTick(7, 5, 'down')).toBe(5);
    expect(roundToTick(7, 5, 'up')).toBe(10);
  });

  it('leaves a price alone that is a multiple already, whatever floats make of it', () => {
    expect(roundToTick(0.3, 0.1, 'down')).toBe(0.3);
    expect(roundToTick(0.3, 0.1, 'up')).toBe(0.3);
    expect(roundToTick(95_250.7, 0.1, 'down')).toBe(95_250.7);
  });

  it('gives the price back where no tick is known', () => {
    expect(roundToTick(1.234, 0, 'up')).toBe(1.234);
    expect(roundToTick(1.234, Number.NaN, 'down')).toBe(1.234);
  });

  it('never ends on the wrong side, and never more than a tick away', () => {
    const price = fc.double({ min: 0.01, max: 1e6, noNaN: true });
    const tick = fc.constantFrom(0.0001, 0.01, 0.1, 0.5, 1, 5);
    fc.assert(
      fc.property(price, tick, (value, tickSize) => {
        const down = roundToTick(value, tickSize, 'down');
        const up = roundToTick(value, tickSize, 'up');
        const slack = tickSize * 2e-6 + value * 1e-11;
        expect(down).toBeLessThanOrEqual(value + slack);
        expect(up).toBeGreaterThanOrEqual(value - slack);
        expect(up - down).toBeLessThanOrEqual(tickSize * 1.000001 + slack);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
