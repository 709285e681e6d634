import { describe, expect, it } from 'vitest';
import { measureContext } from '../../../src/core/context/measure-context';
import { priceLevels } from '../../../src/core/context/price-levels';
import { createRandom } from '../../../src/core/simulate/seeded-random';
import { barsOfCloses, HOUR_MS } from './bars';

/** Twenty days of a random walk. */
function walk() {
  const random = createRandom(7);
  let close = 100;
  return barsOfCloses(
    Array.from({ length: 20 * 24 }, () => {
      close *= Math.exp(0.004 * random.normal());
      return close;
    }),
    0.2,
    4 * 24 * HOUR_MS,
  );
}

describe('priceLevels', () => {
  const hours = walk();
  const nowMs = hours[hours.length - 1].openTimeMs + HOUR_MS;
  const price = hours[hours.length - 1].close;

  it('has highs and lows of day and week, swings and round numbers', () => {
    const kinds = new Set(priceLevels(hours, price, nowMs).map(({ kind }) => kind));
    for (const kind of ['prior-day-high', 'prior-week-low', 'round'] as const) expect(kinds).toContain(kind);
    expect(kinds.has('swing-high') || kinds.has('swing-low')).toBe(true);
  });

  it('are the levels of the market context at that moment', () => {
    const context = measureContext({
      candles: hours,
      openInterest: [],
      funding: null,
      longShortRatio: null,
      liquidations: null,
      nowMs,
    });
    expect(context?.levels).toEqual(priceLevels(hours, price, nowMs));
  });

  it('has only round numbers where no bar is known', () => {
    expect(new Set(priceLevels([], 100, nowMs).map(({ kind }) => kind))).toEqual(new Set(['round']));
  });
});
