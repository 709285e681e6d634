import { expect, test } from 'vitest';
import { makeFixtureSource, FIXTURE_START_MS as START } from './fixture-source';
import { Market } from './market';
import { MarketClock } from './market-clock';

const MINUTE_MS = 60_000;
const FIVE_MS = 5 * MINUTE_MS;

function marketAt(nowMs: number, change = {}): Market {
  return new Market(makeFixtureSource(change), new MarketClock({ startMs: nowMs, speed: 0 }));
}

test('bars() serves nothing that lies after now and marks the last bar as forming', () => {
  const market = marketAt(START + 12.5 * MINUTE_MS);
  const bars = market.bars('binance', 'BTC', FIVE_MS, { fromMs: START, toMs: START + 60 * MINUTE_MS });
  expect(bars.map((bar) => [bar.openTimeMs - START, bar.isClosed])).toEqual([
    [0, true],
    [FIVE_MS, true],
    [2 * FIVE_MS, false],
  ]);
  expect(bars[0]).toMatchObject({ open: 1000, high: 1006, low: 999, close: 1005, volumeBase: 50 });
  expect(bars[2].volumeBase).toBeCloseTo(25);
});

test('bars() of a forming bar never know more than the replay has shown', () => {
  const market = marketAt(START + 10 * MINUTE_MS + 15_000);
  const last = market.bars('binance', 'BTC', FIVE_MS, { fromMs: START, toMs: START + FIVE_MS * 9 }).at(-1);
  expect(last?.high).toBeLessThan(1012);
  expect(last?.open).toBe(1010);
});

test('bars() of an interval finer than the source are empty', () => {
  const market = marketAt(START + 60 * MINUTE_MS);
  expect(market.bars('binance', 'BTC', 30_000, { fromMs: START, toMs: START + FIVE_MS })).toEqual([]);
});

test('bars() of a coin that is not listed are empty', () => {
  const market = marketAt(START + 60 * MINUTE_MS);
  expect(market.bars('okx', 'BTC', FIVE_MS, { fromMs: START, toMs: START + FIVE_MS })).toEqual([]);
  expect(market.lastPrice('okx', 'BTC')).toBeNull();
});

test('bars() take a coarser recording only for the time before the fine one', () => {
  const fine = makeFixtureSource();
  const hourMs = 60 * MINUTE_MS;
  const hourly = (openTimeMs: number) => ({
    openTimeMs,
    open: 1,
    high: 2,
    low: 0.5,
    close: 1.5,
    volumeBase: 7,
    takerBuyBase: null,
  });
  const market = marketAt(START + 2 * hourMs, {
    steps: () => [MINUTE_MS, hourMs],
    bars: (venue: string, coin: string, stepMs: number, fromMs: number, toMs: number) => {
      if (stepMs === MINUTE_MS) return fine.bars(venue, coin, stepMs, fromMs, toMs);
      return [START - 2 * hourMs, START - hourMs, START]
        .filter((time) => time >= fromMs && time <= toMs)
        .map(hourly);
    },
  });
  const bars = market.bars('binance', 'BTC', hourMs, { fromMs: START - 2 * hourMs, toMs: START + hourMs });
  expect(bars.map((bar) => [(bar.openTimeMs - START) / hourMs, bar.open])).toEqual([
    [-2, 1],
    [-1, 1],
    [0, 1000],
    [1, 1060],
  ]);
});

test('lastPrice() is the close of what has been played', () => {
  expect(marketAt(START + 10 * MINUTE_MS).lastPrice('binance', 'BTC')).toBe(1010);
});

test('markPrice() is the last price when the source has no mark prices', () => {
  const market = marketAt(START + 10 * MINUTE_MS, { markBars: () => [] });
  expect(market.markPrice('binance', 'BTC')).toBe(1010);
});

test('openInterest(period) keeps the rows on the period and nothing of the future', () => {
  const market = marketAt(START + 31 * MINUTE_MS);
  const rows = market.openInterest('binance', 'BTC', 15 * MINUTE_MS, { fromMs: START, toMs: START + 1e9 });
  expect(rows.map((row) => (row.timeMs - START) / MINUTE_MS)).toEqual([0, 15, 30]);
});

test('openInterestNow() is the newest reading, and null when it is older than a day', () => {
  expect(marketAt(START + 11 * MINUTE_MS).openInterestNow('binance', 'BTC')?.base).toBe(502);
  const market = marketAt(START + 11 * MINUTE_MS, { openInterest: () => [] });
  expect(market.openInterestNow('binance', 'BTC')).toBeNull();
});

test('fundingSettlements(8 h) gives one rate at each settlement that has passed', () => {
  const market = marketAt(START + 17 * 60 * MINUTE_MS);
  const rows = market.fundingSettlements('binance', 'BTC', 8, { fromMs: START - 1e9, toMs: START + 1e9 });
  expect(rows.map((row) => (row.timeMs - START) / 3_600_000)).toEqual([0, 8, 16]);
  expect(rows[0].rate).toBe(0.0001);
});

test('fundingSettlements(1 h) gives the hourly part of the rate', () => {
  const market = marketAt(START + 90 * MINUTE_MS);
  const rows = market.fundingSettlements('binance', 'BTC', 1, { fromMs: START, toMs: START + 1e9 });
  expect(rows).toHaveLength(2);
  expect(rows[0].rate).toBeCloseTo(0.0001 / 8);
});
