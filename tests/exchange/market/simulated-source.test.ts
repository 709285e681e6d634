import { expect, test } from 'vitest';
import { openSimulatedSource } from './simulated-source';

const NOW_MS = 1_795_300_200_000;
const HOUR_MS = 3_600_000;
/** All that have a share of the simulated market. */
const VENUES = [
  'binance',
  'bybit',
  'okx',
  'hyperliquid',
  'bitget',
  'gate',
  'bitmex',
  'deribit',
  'dydx',
  'aster',
];
const open = (seed = 7) => openSimulatedSource({ seed, nowMs: NOW_MS, historyDays: 1, coins: ['BTC'] });

test('openSimulatedSource(equal seeds) gives equal markets, another seed another one', () => {
  const bars = (seed: number) => open(seed).bars('binance', 'BTC', 60_000, NOW_MS - HOUR_MS, NOW_MS - 1);
  expect(bars(7)).toEqual(bars(7));
  expect(bars(8)[0].open).not.toBe(bars(7)[0].open);
});

test('bars() asked in steps equal bars() asked at once', () => {
  const inSteps = open();
  for (let i = 24; i >= 0; i--) inSteps.bars('binance', 'BTC', 60_000, 0, NOW_MS - i * HOUR_MS);
  expect(inSteps.bars('binance', 'BTC', 60_000, 0, NOW_MS)).toEqual(
    open().bars('binance', 'BTC', 60_000, 0, NOW_MS),
  );
});

test('bars() are minutes without a gap, with a taker split', () => {
  const bars = open().bars('binance', 'BTC', 60_000, NOW_MS - HOUR_MS, NOW_MS - 1);
  expect(bars).toHaveLength(60);
  expect(bars.every((bar, i) => bar.openTimeMs === NOW_MS - HOUR_MS + i * 60_000)).toBe(true);
  expect(bars.every((bar) => bar.takerBuyBase !== null && bar.takerBuyBase <= bar.volumeBase)).toBe(true);
});

test('markBars() have a bar for each minute, connected to the one before', () => {
  const bars = open().markBars('binance', 'BTC', 60_000, NOW_MS - HOUR_MS, NOW_MS - 1);
  expect(bars).toHaveLength(60);
  for (let i = 1; i < bars.length; i++) expect(bars[i].open).toBe(bars[i - 1].close);
});

test('liquidations() of all venues together are the truth, each event on one venue', () => {
  const source = open();
  const events = VENUES.flatMap((venue) => source.liquidations(venue, 'BTC', 0, NOW_MS));
  const keys = new Set(events.map(({ timeMs, price, base }) => `${timeMs} ${price} ${base}`));
  expect(events.length).toBeGreaterThan(10);
  expect(keys.size).toBe(events.length);
});

test('openInterest() of all venues together is that of the market', () => {
  const source = open();
  const sum = VENUES.map((venue) => source.openInterest(venue, 'BTC', NOW_MS, NOW_MS)[0].base).reduce(
    (total, base) => total + base,
    0,
  );
  const { longBase, shortBase } = source.truth('BTC').book;
  expect(sum / Math.max(longBase, shortBase)).toBeCloseTo(1, 1);
});

test('of a venue that has no share of its own, bars and open interest are a small share, liquidations none', () => {
  const source = open();
  const volume = (venue: string) =>
    source.bars(venue, 'BTC', 60_000, NOW_MS - 60_000, NOW_MS - 1)[0].volumeBase;
  expect(source.coins('newcomer')).toEqual(['BTC']);
  expect(volume('newcomer') / volume('binance')).toBeCloseTo(0.01 / 0.4, 9);
  expect(source.openInterest('newcomer', 'BTC', NOW_MS, NOW_MS)[0].base).toBeGreaterThan(0);
  expect(source.liquidations('newcomer', 'BTC', 0, NOW_MS)).toEqual([]);
});
