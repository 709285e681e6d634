import { beforeAll, describe, expect, test } from 'vitest';
import type { Liquidation } from '../../../src/core/market/liquidation';
import { advanceMarket, createMarket } from '../../../src/core/simulate/market';
import type { MarketTick, SimulatedMarket } from '../../../src/core/simulate/market-state';
import type { OpenedPosition } from '../../../src/core/simulate/position-book';
import { truePositions } from '../../../src/core/simulate/truth';
import { START_MS } from './market-samples';

const OPTIONS = { seed: 82, startMs: START_MS, prerollDays: 0.25 };

type Holder = OpenedPosition;

interface Step {
  tick: MarketTick;
  opened: Holder[];
  closed: Holder[];
  liquidated: Liquidation[];
  longChange: number;
  shortChange: number;
}

const baseOf = (held: readonly { base: number }[]): number => held.reduce((sum, { base }) => sum + base, 0);

/** Runs tick by tick and compares who holds a position before and after each; a holder keeps the slot to the end. */
function follow(market: SimulatedMarket, ticks: number): Step[] {
  const { book } = market;
  const steps: Step[] = [];
  for (let at = 0; at < ticks; at++) {
    const { longBase, shortBase } = book;
    const before = book.slots.slice();
    const liquidated: Liquidation[] = [];
    const seen: MarketTick[] = [];
    advanceMarket(market, market.nowMs + 10_000, {
      tick: (tick) => void seen.push(tick),
      fullLiquidation: (liquidation) => void liquidated.push(liquidation),
    });
    steps.push({
      tick: seen[0],
      opened: book.slots.filter((holder, slot) => holder !== null && holder !== before[slot]) as Holder[],
      closed: before.filter((holder, slot) => holder !== null && holder !== book.slots[slot]) as Holder[],
      liquidated,
      longChange: book.longBase - longBase,
      shortChange: book.shortBase - shortBase,
    });
  }
  return steps;
}

describe('a step of a market', () => {
  let market: SimulatedMarket;
  let steps: Step[];
  beforeAll(() => {
    market = createMarket({ ...OPTIONS, prerollDays: 0.5 });
    steps = follow(market, 500);
  }, 30_000);

  test('changes the open interest of each side by what was opened less what was closed', () => {
    const errors = steps.flatMap(({ opened, closed, longChange, shortChange }) =>
      [true, false].map((isLong) => {
        const side = (held: Holder[]): Holder[] => held.filter((holder) => holder.isLong === isLong);
        return Math.abs(baseOf(side(opened)) - baseOf(side(closed)) - (isLong ? longChange : shortChange));
      }),
    );
    expect(Math.max(...errors)).toBeLessThan(1e-3);
    expect(steps.some(({ opened }) => opened.length > 0)).toBe(true);
    expect(steps.some(({ closed }) => closed.length > 0)).toBe(true);
  });

  test('reports as liquidated only holders who are gone, with their side and whole size', () => {
    const forced = steps.flatMap(({ liquidated, closed }) => liquidated.map((one) => ({ one, closed })));
    expect(forced.length).toBeGreaterThan(0);
    for (const { one, closed } of forced) {
      const holder = closed.find(
        ({ base, isLong }) => base === one.base && isLong === (one.positionSide === 'long'),
      );
      expect(Math.abs(Math.log(one.price) - (holder?.logLiquidation ?? Number.NaN))).toBeLessThan(0.003);
      expect(one.notionalUsd).toBeCloseTo(one.base * one.price, 6);
    }
  });

  test('trades at least every coin that was opened or closed', () => {
    for (const { tick, opened, closed } of steps) {
      expect(tick.volumeBase).toBeGreaterThanOrEqual((baseOf(opened) + baseOf(closed)) * (1 - 1e-9));
      expect(tick.takerBuyBase).toBeLessThanOrEqual(tick.volumeBase * (1 + 1e-9));
    }
  });

  test('reports a closing within the ten seconds of its tick', () => {
    for (const { tick, liquidated } of steps) {
      for (const { timeMs } of liquidated) {
        expect(timeMs).toBeGreaterThanOrEqual(tick.timeMs - 10_000);
        expect(timeMs).toBeLessThan(tick.timeMs);
      }
    }
  });

  test('never lets an account vanish or appear twice', () => {
    const opened = steps.flatMap((step) => step.opened);
    expect(new Set(opened).size).toBe(opened.length);
    const { longAccounts, shortAccounts } = market.book;
    expect(truePositions(market)).toHaveLength(longAccounts + shortAccounts);
  });
});
