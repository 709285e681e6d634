import { createMarket } from '../../../src/core/simulate/market';
import type { SimulatedMarket } from '../../../src/core/simulate/market-state';
import { createBook, type OpenedPosition } from '../../../src/core/simulate/position-book';
import type { ScenarioFamily } from '../../../src/core/simulate/scenario';
import type { SeededRandom } from '../../../src/core/simulate/seeded-random';

export const START_MS = 5_000_000 * 300_000;

/** A 10x long from 100 that is liquidated at 90, without orders and never closed by its holder. */
export function positionOf(change: Partial<OpenedPosition> = {}): OpenedPosition {
  return {
    isLong: true,
    isHedger: false,
    base: 1,
    logEntry: Math.log(100),
    logLiquidation: Math.log(90),
    leverage: 10,
    effectiveLeverage: 10,
    logStop: Number.NaN,
    logTakeProfit: Number.NaN,
    openTimeMs: START_MS,
    closeTimeMs: Number.POSITIVE_INFINITY,
    ...change,
  };
}

/** The mirror image: a short from 100 that is liquidated at 110. */
export function shortOf(change: Partial<OpenedPosition> = {}): OpenedPosition {
  return positionOf({ isLong: false, logLiquidation: Math.log(110), ...change });
}

/** A market at 100 in which nobody holds anything. */
export function emptyMarket(seed = 1, family: ScenarioFamily = 'settings'): SimulatedMarket {
  const market = createMarket({ seed, family, startMs: START_MS, prerollDays: 0 });
  market.book = createBook();
  return market;
}

/** A stream in which nothing happens: every draw is the middle of its distribution. */
export const STILL: SeededRandom = {
  uniform: () => 0.5,
  between: (low, high) => (low + high) / 2,
  normal: () => 0,
  student: () => 0,
  poisson: () => 0,
  exponential: (mean) => mean,
};
