import { describe, expect, test } from 'vitest';
import { liquidationPrice } from '../../../src/core/margin/liquidation-price';
import type { SimulatedMarket } from '../../../src/core/simulate/market-state';
import {
  drawOpening,
  MEAN_SIZE_USD,
  meanHoldingMs,
  type Opening,
} from '../../../src/core/simulate/open-position';
import type { OpenedPosition } from '../../../src/core/simulate/position-book';
import { maintenanceShare } from '../../../src/core/simulate/simulated-tiers';
import { emptyMarket, START_MS } from './market-samples';

const PLACE = { logEntry: Math.log(100), timeMs: START_MS };
const DAY_MS = 86_400_000;

function draws(market: SimulatedMarket, count: number, isHedger = false): Opening[] {
  return Array.from({ length: count }, () => drawOpening(market, isHedger, PLACE));
}

const positions = (openings: readonly Opening[]): OpenedPosition[] =>
  openings.map(({ position }) => position);
const usdOf = ({ base, logEntry }: OpenedPosition): number => base * Math.exp(logEntry);
const shareOf = <T>(all: readonly T[], holds: (one: T) => boolean): number =>
  all.filter(holds).length / all.length;

describe('drawOpening', () => {
  const market = emptyMarket(51);
  const openings = draws(market, 12_000);
  const drawn = positions(openings);

  test('draws sizes from a Pareto tail of 1.25 above 15,000 USD, capped at 25 million', () => {
    const sizes = drawn.map(usdOf);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(15_000 * (1 - 1e-9));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(25e6 * (1 + 1e-9));
    for (const factor of [2, 5, 20]) {
      expect(shareOf(sizes, (usd) => usd > 15_000 * factor) / factor ** -1.25).toBeCloseTo(1, 0);
    }
    const mean = sizes.reduce((sum, usd) => sum + usd, 0) / sizes.length;
    expect(Math.abs(mean / MEAN_SIZE_USD - 1)).toBeLessThan(0.15);
  });

  test('keeps to the menu, 50x above a million USD and 20x above five', () => {
    const menu = [3, 5, 10, 20, 25, 50, 75, 100, 125];
    const capOf = (usd: number): number => (usd > 5e6 ? 20 : usd > 1e6 ? 50 : 125);
    expect([...new Set(drawn.map(({ leverage }) => leverage))].sort((a, b) => a - b)).toEqual(menu);
    expect(drawn.filter((position) => position.leverage > capOf(usdOf(position)))).toEqual([]);
  });

  test('gives cross-margin holders less effective leverage than their setting, never more', () => {
    expect(drawn.every(({ leverage, effectiveLeverage }) => effectiveLeverage <= leverage)).toBe(true);
    expect(drawn.every(({ effectiveLeverage }) => effectiveLeverage >= 1.02)).toBe(true);
    const crossed = drawn.filter(({ leverage, effectiveLeverage }) => effectiveLeverage < leverage);
    expect(crossed.length / drawn.length).toBeCloseTo(market.scenario.crossShare, 1);
    const logs = crossed
      .filter(({ effectiveLeverage }) => effectiveLeverage > 1.02)
      .map(({ leverage, effectiveLeverage }) => Math.log(leverage / effectiveLeverage));
    // Mean of 0.7 |N(0,1)|.
    expect(logs.reduce((sum, log) => sum + log, 0) / logs.length).toBeCloseTo(
      0.7 * Math.sqrt(2 / Math.PI),
      1,
    );
  });

  test('liquidates where the margin formula of the product says for that size and leverage', () => {
    for (const position of drawn.slice(0, 500)) {
      const price = liquidationPrice({
        kind: 'linear',
        side: position.isLong ? 'long' : 'short',
        entryPrice: 100,
        leverage: position.effectiveLeverage,
        maintenanceMarginRate: maintenanceShare(market.tiers, usdOf(position)),
      });
      expect(Math.exp(position.logLiquidation)).toBeCloseTo(price ?? Number.NaN, 8);
    }
  });

  test('lays stops between entry and liquidation and take-profits as far on the other side', () => {
    const wayOf = (key: 'logStop' | 'logTakeProfit'): number[] =>
      drawn
        .map(
          (position) => (position[key] - position.logEntry) / (position.logLiquidation - position.logEntry),
        )
        .filter((way) => !Number.isNaN(way))
        .sort((a, b) => a - b);
    const stops = wayOf('logStop');
    const profits = wayOf('logTakeProfit');
    expect(stops[0]).toBeCloseTo(0.2, 2);
    expect(stops[stops.length - 1]).toBeCloseTo(0.9, 2);
    expect(profits[0]).toBeCloseTo(-1, 2);
    expect(profits[profits.length - 1]).toBeCloseTo(-0.2, 2);
  });

  test('gives stops, take-profits and taker orders to the shares of its world', () => {
    const { stopShare, takeProfitShare, momentumTakerShare } = market.scenario;
    expect(shareOf(drawn, ({ logStop }) => !Number.isNaN(logStop))).toBeCloseTo(stopShare, 1);
    expect(shareOf(drawn, ({ logTakeProfit }) => !Number.isNaN(logTakeProfit))).toBeCloseTo(
      takeProfitShare,
      1,
    );
    const takers = 0.6 * momentumTakerShare + 0.4 * 0.35;
    expect(Math.abs(shareOf(openings, ({ isTaker }) => isTaker) - takers)).toBeLessThan(0.02);
  });

  test('makes hedgers hold 1x to 2x without orders, half of them long', () => {
    const hedgers = positions(draws(market, 2000, true));
    for (const { isHedger, leverage, effectiveLeverage, logStop, logTakeProfit } of hedgers) {
      expect(isHedger).toBe(true);
      expect(leverage).toBe(effectiveLeverage);
      expect(leverage).toBeGreaterThanOrEqual(1.02);
      expect(leverage).toBeLessThan(2);
      expect([logStop, logTakeProfit]).toEqual([Number.NaN, Number.NaN]);
    }
    expect(shareOf(hedgers, ({ isLong }) => isLong)).toBeCloseTo(0.5, 1);
  });

  test.each([
    [2, 1 / (1 + Math.exp(-2))],
    [0, 0.5],
    [-2, 1 / (1 + Math.exp(2))],
  ])('in a regime of log-odds %d, opens a share of %f of longs', (regime, share) => {
    const swayed = emptyMarket(52);
    swayed.regime = regime;
    expect(Math.abs(shareOf(positions(draws(swayed, 4000)), ({ isLong }) => isLong) - share)).toBeLessThan(
      0.03,
    );
  });

  test.each([
    ['rise', 0.8, 1, 0.6],
    ['fall', 0.8, -1, 0.4],
    ['rise in a fading world', -0.5, 1, 0.4],
  ])(
    'after a steep %s, momentum agents take one side and contrarians the other',
    (_, momentum, way, share) => {
      const moved = emptyMarket(53);
      moved.scenario.momentum = momentum;
      moved.path.logLast += way;
      expect(Math.abs(shareOf(positions(draws(moved, 4000)), ({ isLong }) => isLong) - share)).toBeLessThan(
        0.03,
      );
    },
  );
});

describe('drawOpening in the log-normal family', () => {
  const market = emptyMarket(54, 'log-normal');
  const drawn = positions(draws(market, 10_000));

  test('puts four in five off the menu, around ln L = 1.5 with a spread of 1.1', () => {
    const menu = new Set([3, 5, 10, 20, 25, 50, 75, 100, 125]);
    // The floor of 1.05 and the caps of large positions are hit from the tails.
    const free = drawn.filter(({ leverage }) => !menu.has(leverage));
    expect(free.length / drawn.length).toBeCloseTo(0.8, 1);
    const logs = free.map(({ leverage }) => Math.log(leverage)).sort((a, b) => a - b);
    const quantile = (share: number): number => logs[Math.floor(share * logs.length)];
    expect(quantile(0.5)).toBeCloseTo(1.5, 1);
    expect(quantile(0.841) - quantile(0.5)).toBeCloseTo(1.1, 1);
    expect(logs[0]).toBeCloseTo(Math.log(1.05), 9);
  });

  test('has no cross margin: what is set is what counts', () => {
    expect(drawn.every(({ leverage, effectiveLeverage }) => leverage === effectiveLeverage)).toBe(true);
  });
});

describe('meanHoldingMs', () => {
  const { scenario } = emptyMarket(55);

  test.each([
    ['10x', 10, false, 12 / 10 ** 0.85],
    ['25x', 25, false, 12 / 25 ** 0.85],
    ['1x, at most eight days', 1, false, 8],
    ['1x of a hedger', 1, true, 16],
    ['1,000x, at least 0.12 days', 1000, false, 0.12],
  ])('of %s, is its half-life in this world over ln 2', (_, leverage, isHedger, days) => {
    for (const life of [0.5, 1.7]) {
      expect(meanHoldingMs({ ...scenario, life }, leverage, isHedger) / DAY_MS).toBeCloseTo(
        (life * days) / Math.LN2,
        9,
      );
    }
  });
});
