import { describe, expect, it } from 'vitest';
import { type FlushHour, momentumCheck } from '../../../src/core/context/momentum';
import { createRandom } from '../../../src/core/simulate/seeded-random';

const HOURS = 30 * 24;

/** Thirty days in which liquidations go with the size of the move, more or less; the last four hours times `last`. */
function month(seed: number, last: number): FlushHour[] {
  const random = createRandom(seed);
  return Array.from({ length: HOURS }, (_, hour) => {
    const movePct = 0.8 * random.normal();
    const usd = 1e6 * Math.abs(movePct) * Math.exp(0.7 * random.normal()) * (hour >= HOURS - 4 ? last : 1);
    return { movePct, longUsd: movePct < 0 ? usd : 0, shortUsd: movePct > 0 ? usd : 0 };
  });
}

/** Shares of the judged months that were called calm (few liquidations for the move) and violent (many). */
function shares(last: number): { calm: number; violent: number } {
  const calls = Array.from({ length: 800 }, (_, seed) => momentumCheck(month(seed + 1, last), 0));
  const judged = calls.filter((call) => call !== null);
  const share = (...names: string[]) => judged.filter((call) => names.includes(call)).length / judged.length;
  expect(judged.length).toBeGreaterThan(780);
  return {
    calm: share('drop-without-flush', 'clean-rise'),
    violent: share('flushed-drop', 'squeezed-rise'),
  };
}

describe('momentumCheck', () => {
  it('of months like any other, calls a quarter calm and a quarter violent', () => {
    const { calm, violent } = shares(1);
    expect(Math.abs(calm - 0.25)).toBeLessThan(0.06);
    expect(Math.abs(violent - 0.25)).toBeLessThan(0.06);
  });

  it('of months that end with a third or thrice of the liquidations, calls most by their name', () => {
    expect(shares(1 / 3).calm).toBeGreaterThan(0.6);
    expect(shares(3).violent).toBeGreaterThan(0.6);
  });
});
