import { describe, expect, test } from 'vitest';
import type { SimulatedMarket } from '../../../src/core/simulate/market-state';
import { addPosition, type OpenedPosition } from '../../../src/core/simulate/position-book';
import { closePositions, liquidate, openPositions, topUp } from '../../../src/core/simulate/trade-flow';
import { emptyMarket, positionOf, START_MS, shortOf } from './market-samples';

function marketWith(...held: OpenedPosition[]): SimulatedMarket {
  const market = emptyMarket(61);
  held.forEach((position) => {
    addPosition(market.book, position, 0.5);
  });
  return market;
}

/** Moves last and mark price. */
function moveTo(market: SimulatedMarket, last: number, mark = last): void {
  market.path.logLast = Math.log(last);
  market.path.logMark = Math.log(mark);
}

describe('liquidate', () => {
  test('closes a long whose price the mark has passed, at about that price, and presses the price down', () => {
    const market = marketWith(positionOf({ base: 3 }));
    moveTo(market, 89.9);
    liquidate(market);
    const [{ liquidation, liquidationPrice }] = market.tickClosings;
    expect(liquidationPrice).toBeCloseTo(90, 9);
    expect(liquidation).toMatchObject({
      positionSide: 'long',
      base: 3,
      priceKind: 'average-fill',
      isSampled: false,
    });
    expect(Math.abs(liquidation.price / 90 - 1)).toBeLessThan(0.003);
    expect(liquidation.price).toBeLessThanOrEqual(90);
    expect(liquidation.notionalUsd).toBeCloseTo(3 * liquidation.price, 9);
    expect(market.path.transient).toBeLessThan(0);
    expect([market.tickVolume, market.tickTakerBuy]).toEqual([3, 0]);
    expect(market.book.longBase).toBe(0);
  });

  test('closes a short by a taker purchase that presses the price up', () => {
    const market = marketWith(shortOf({ base: 2 }));
    moveTo(market, 110.1);
    liquidate(market);
    expect(market.tickClosings[0].liquidation).toMatchObject({ positionSide: 'short', base: 2 });
    expect(market.tickClosings[0].liquidation.price).toBeGreaterThanOrEqual(110);
    expect(market.path.transient).toBeGreaterThan(0);
    expect([market.tickVolume, market.tickTakerBuy]).toEqual([2, 2]);
  });

  test.each([
    [0, 'the last price alone', 85, 91],
    [1, 'the mark price alone', 91, 89.99],
  ])('closes %d of 1 when %s is beyond the level', (closed, _, last, mark) => {
    const market = marketWith(positionOf());
    moveTo(market, last, mark);
    liquidate(market);
    expect(market.tickClosings).toHaveLength(closed);
  });

  test('of several holders, closes exactly those beyond the mark, each once', () => {
    const levels = [97, 95, 93, 91, 89];
    const market = marketWith(
      ...levels.map((price) => positionOf({ base: price, logLiquidation: Math.log(price) })),
    );
    moveTo(market, 92);
    liquidate(market);
    liquidate(market);
    expect(market.tickClosings.map(({ liquidation }) => liquidation.base)).toEqual([97, 95, 93]);
    expect(market.book.longBase).toBe(91 + 89);
  });
});

describe('closePositions', () => {
  test.each([
    ['stop-loss of a long sells at the market', positionOf({ logStop: Math.log(95) }), 94.9, 0],
    ['take-profit of a long sells to a buyer', positionOf({ logTakeProfit: Math.log(105) }), 105.1, 1],
    ['stop-loss of a short buys at the market', shortOf({ logStop: Math.log(105) }), 105.1, 1],
    ['take-profit of a short buys from a seller', shortOf({ logTakeProfit: Math.log(95) }), 94.9, 0],
  ])('by the %s', (_, position, last, takerBuy) => {
    const market = marketWith(position);
    moveTo(market, last, 100);
    closePositions(market);
    expect([market.tickVolume, market.tickTakerBuy]).toEqual([1, takerBuy]);
    expect(market.book.longAccounts + market.book.shortAccounts).toBe(0);
    expect(market.tickClosings).toHaveLength(0);
  });

  test('goes by the last price: a mark beyond the stop closes nothing', () => {
    const market = marketWith(positionOf({ logStop: Math.log(95) }));
    moveTo(market, 96, 94);
    closePositions(market);
    expect(market.book.longBase).toBe(1);
  });

  test('closes on the day that the holder had in mind, not before', () => {
    const market = marketWith(positionOf({ closeTimeMs: START_MS + 60_000 }), shortOf());
    market.nowMs = START_MS + 59_999;
    closePositions(market);
    expect(market.book.longBase).toBe(1);
    market.nowMs = START_MS + 60_000;
    closePositions(market);
    expect([market.book.longBase, market.book.shortBase]).toEqual([0, 1]);
  });

  test('after a liquidation, finds no order of the same holder any more', () => {
    const market = marketWith(positionOf({ logStop: Math.log(95), closeTimeMs: START_MS }));
    moveTo(market, 89);
    liquidate(market);
    closePositions(market);
    expect(market.tickVolume).toBe(1);
    expect(market.book.longBase).toBe(0);
  });
});

describe('topUp', () => {
  // 91.5 is 84 % of the way to 90 and within 4 % of it.
  const inTrouble = (probability: number, held: OpenedPosition, mark: number): SimulatedMarket => {
    const market = marketWith(held);
    market.scenario.topUpProbability = probability;
    moveTo(market, mark);
    topUp(market);
    return market;
  };

  test('of a holder in trouble, moves the liquidation away by half of its first distance', () => {
    const way = Math.log(90 / 100);
    const [held] = inTrouble(1, positionOf(), 91.5).book.slots;
    expect(held?.logLiquidation).toBeCloseTo(Math.log(90) + 0.5 * way, 12);
    expect(held?.effectiveLeverage).toBeCloseTo(10 / 1.5, 12);
    expect(held?.leverage).toBe(10);
  });

  test('of a short in trouble, moves the liquidation up', () => {
    const [held] = inTrouble(1, shortOf(), 108.5).book.slots;
    expect(held?.logLiquidation).toBeCloseTo(Math.log(110) + 0.5 * Math.log(1.1), 12);
  });

  test('then lets the old level pass and fires at the new one', () => {
    const market = inTrouble(1, positionOf(), 91.5);
    moveTo(market, 88);
    liquidate(market);
    expect(market.tickClosings).toHaveLength(0);
    moveTo(market, 85);
    liquidate(market);
    expect(market.tickClosings).toHaveLength(1);
  });

  test.each([
    ['who has used less than 60 % of the way', 1, positionOf(), 95],
    ['whose liquidation is more than 4 % off', 1, positionOf({ logLiquidation: Math.log(50) }), 55],
    ['who hedges', 1, positionOf({ isHedger: true }), 91.5],
    ['in a world where nobody does', 0, positionOf(), 91.5],
  ])('leaves a holder alone %s', (_, probability, held, mark) => {
    const before = held.logLiquidation;
    expect(inTrouble(probability, held, mark).book.slots[0]?.logLiquidation).toBe(before);
  });

  test('never lets the effective leverage fall below 1', () => {
    const held = positionOf({ effectiveLeverage: 1.2 });
    expect(inTrouble(1, held, 91.5).book.slots[0]?.effectiveLeverage).toBe(1);
  });
});

describe('openPositions', () => {
  const openedUsd = (heldUsd: number): number => {
    const market = marketWith(positionOf({ base: heldUsd / 100 }), shortOf({ base: heldUsd / 100 }));
    const before = market.book.longBase + market.book.shortBase;
    for (let tick = 0; tick < 300; tick++) openPositions(market, 0);
    return (market.book.longBase + market.book.shortBase - before) * 100;
  };

  test('opens more where open interest is below its target and less where it is above', () => {
    expect(openedUsd(0.3e9)).toBeGreaterThan(2 * openedUsd(0.45e9));
    expect(openedUsd(0.9e9)).toBeLessThan(openedUsd(0.45e9) / 2);
  });

  test('enters on the way of the tick and within its ten seconds', () => {
    const market = marketWith(positionOf({ base: 2e6 }), shortOf({ base: 2e6 }));
    market.path.logLast = Math.log(101);
    for (let tick = 0; tick < 50; tick++) openPositions(market, Math.log(1.01));
    const entered = market.book.slots.slice(2).filter((position) => position !== null);
    expect(entered.length).toBeGreaterThan(20);
    for (const { logEntry, openTimeMs } of entered) {
      expect(logEntry).toBeGreaterThanOrEqual(Math.log(100) - 1e-9);
      expect(logEntry).toBeLessThanOrEqual(Math.log(101));
      expect(openTimeMs).toBeGreaterThan(START_MS - 10_000);
      expect(openTimeMs).toBeLessThanOrEqual(START_MS);
    }
  });

  test('trades at least what it opens, and takers never buy more than is traded', () => {
    const market = marketWith(positionOf({ base: 4e6 }), shortOf({ base: 4e6 }));
    const before = market.book.longBase + market.book.shortBase;
    openPositions(market, 0.001);
    expect(market.tickVolume).toBeGreaterThan(market.book.longBase + market.book.shortBase - before);
    expect(market.tickTakerBuy).toBeGreaterThan(0);
    expect(market.tickTakerBuy).toBeLessThan(market.tickVolume);
  });

  test('trades the noise of a day in open interests of both sides', () => {
    const market = marketWith(positionOf({ base: 3e6 }), shortOf({ base: 4e6 }));
    market.targetUsd = 0;
    market.scenario.noiseVolume = 1;
    let traded = 0;
    for (let tick = 0; tick < 8640; tick++) {
      market.tickVolume = 0;
      openPositions(market, 0);
      traded += market.tickVolume;
    }
    expect(traded / (2 * 4e6 * Math.exp(-0.04))).toBeCloseTo(1, 1);
  });

  test('lets hedgers in where too few hold, and none in the log-normal family', () => {
    const hedgersIn = (family: 'settings' | 'log-normal'): number => {
      const market = emptyMarket(62, family);
      addPosition(market.book, positionOf({ base: 2e6 }), 0);
      addPosition(market.book, shortOf({ base: 2e6 }), 0);
      for (let tick = 0; tick < 100; tick++) openPositions(market, 0);
      return market.book.hedgerBase;
    };
    expect(hedgersIn('settings')).toBeGreaterThan(0);
    expect(hedgersIn('log-normal')).toBe(0);
  });
});
