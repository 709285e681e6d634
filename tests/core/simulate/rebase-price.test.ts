import { describe, expect, test } from 'vitest';
import { advanceMarket, createMarket } from '../../../src/core/simulate/market';
import type { MarketTick, SimulatedMarket } from '../../../src/core/simulate/market-state';
import { rebasePrice } from '../../../src/core/simulate/rebase-price';
import { truePositions } from '../../../src/core/simulate/truth';
import { START_MS } from './market-samples';

const HOUR_MS = 3_600_000;

function marketAt(startPrice: number): SimulatedMarket {
  return createMarket({ seed: 71, startMs: START_MS, startPrice, prerollDays: 0.5 });
}

function ticksOf(market: SimulatedMarket, hours: number): MarketTick[] {
  const ticks: MarketTick[] = [];
  advanceMarket(market, market.nowMs + hours * HOUR_MS, { tick: (tick) => void ticks.push(tick) });
  return ticks;
}

describe('rebasePrice', () => {
  test('stands exactly at the price and keeps every USD notional and every relative distance', () => {
    const market = marketAt(100);
    const before = truePositions(market);
    rebasePrice(market, 0.0025);
    expect(Math.exp(market.path.logLast)).toBeCloseTo(0.0025, 12);
    const errors = truePositions(market).map((after, at) => {
      const { base, entryPrice, liquidationPrice } = before[at];
      const notional = (after.base * after.entryPrice) / (base * entryPrice);
      const distance = after.liquidationPrice / after.entryPrice / (liquidationPrice / entryPrice);
      return Math.max(Math.abs(notional - 1), Math.abs(distance - 1));
    });
    expect(errors).toHaveLength(before.length);
    expect(Math.max(...errors)).toBeLessThan(1e-9);
  });

  test('keeps the sums of the book those of its positions', () => {
    const market = marketAt(100);
    rebasePrice(market, 42_000);
    let long = 0;
    let short = 0;
    for (const { positionSide, base } of truePositions(market)) {
      if (positionSide === 'long') long += base;
      else short += base;
    }
    expect(market.book.longBase / long).toBeCloseTo(1, 9);
    expect(market.book.shortBase / short).toBeCloseTo(1, 9);
  });

  test('starts new bars at the new price', () => {
    const market = marketAt(100);
    rebasePrice(market, 7);
    const { minuteBar, fiveMinuteBar } = market;
    for (const bar of [minuteBar, fiveMinuteBar]) {
      expect(bar).toMatchObject({
        open: 7,
        high: 7,
        low: 7,
        close: 7,
        volumeBase: 0,
        openTimeMs: market.nowMs,
      });
    }
  });

  test('there and back again leaves a market that runs on as if nothing had been', () => {
    const moved = marketAt(100);
    rebasePrice(moved, 5000);
    rebasePrice(moved, 100);
    const plain = ticksOf(marketAt(100), 1);
    ticksOf(moved, 1).forEach((tick, at) => {
      expect(tick.last / plain[at].last).toBeCloseTo(1, 8);
      expect(tick.volumeBase / plain[at].volumeBase).toBeCloseTo(1, 6);
    });
  });
});

describe('the start price', () => {
  test('is a unit only: returns and USD volumes are the same at 100 and at 96,000', () => {
    const cheap = ticksOf(marketAt(100), 2);
    const dear = ticksOf(marketAt(96_000), 2);
    expect(dear).toHaveLength(cheap.length);
    dear.forEach(({ last, mark, volumeBase }, at) => {
      expect(last / cheap[at].last).toBeCloseTo(960, 4);
      expect(mark / cheap[at].mark).toBeCloseTo(960, 4);
      expect((volumeBase * last) / (cheap[at].volumeBase * cheap[at].last)).toBeCloseTo(1, 6);
    });
  });
});
