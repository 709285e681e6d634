import { describe, expect, test } from 'vitest';
import type { ExchangeFeed, FeedRequest } from '../../src/feeds/exchange-feed';
import { FEEDS } from '../../src/feeds/registry';
import { Market } from './market/market';
import { MarketClock } from './market/market-clock';
import { ALL_COINS, openSimulatedSource } from './market/simulated-source';
import { answerOf, makeVenues } from './venues';

const NOW_MS = 1_795_300_330_000;
const source = openSimulatedSource({ seed: 7, nowMs: NOW_MS, historyDays: 0.25, coins: ALL_COINS });
const market = new Market(source, new MarketClock({ startMs: NOW_MS, realNow: () => 0 }));
const venues = makeVenues();

function payloadOf({ url, method, body }: FeedRequest): unknown {
  const { hostname: host, pathname: path, searchParams: query } = new URL(url);
  const reply = answerOf(venues, { method, host, path, query, headers: {}, body: body ?? '' }, market);
  if (reply?.status !== 200) throw new Error(`${url}: ${reply?.status} ${String(reply?.body)}`);
  return JSON.parse(String(reply.body));
}

describe.each(FEEDS.map((feed) => [feed.id, feed as ExchangeFeed] as const))('%s', (_, feed) => {
  const { events, errors } = feed.listing.parse(feed.listing.requests.map(payloadOf));

  test('lists a contract of each of the twelve coins of the simulation', () => {
    expect(errors).toEqual([]);
    expect([...new Set(events.map(({ base }) => base))].sort()).toEqual([...ALL_COINS].sort());
  });

  test('tells bars of the last listed coin at its own price', () => {
    const instrument = events.find(({ base }) => base === 'TRX');
    if (instrument === undefined) throw new Error(`${feed.id} does not list TRX`);
    const { requests, channel, parse } = feed.history.candles;
    const span = { fromMs: NOW_MS - 3_600_000, toMs: NOW_MS };
    const context = { exchange: feed.id, channel, instrument, nowMs: NOW_MS, priceAt: () => 0.26 };
    const parsed = requests(instrument, span, NOW_MS).map((request) => parse(payloadOf(request), context));
    expect(parsed.flatMap((each) => each.errors)).toEqual([]);
    const closes = parsed
      .flatMap((each) => each.events)
      .flatMap((event) => (event.type === 'candle' ? [event.candle.close] : []));
    expect(closes.length).toBeGreaterThan(10);
    expect(closes.every((close) => close > 0.1 && close < 0.6)).toBe(true);
  });
});

describe('leverage brackets', () => {
  const bracketsOf = (path: string) => {
    const url = `https://www.binance.com/bapi/futures/v1/friendly/${path}/common/brackets`;
    const payload = payloadOf({ url, method: 'POST', body: '{}', charges: [] }) as {
      data: { brackets: { symbol: string; riskBrackets: Record<string, number>[] }[] };
    };
    return payload.data.brackets;
  };

  test('of coin-margined contracts, are at the host they share and count coins', () => {
    const usd = bracketsOf('future').find(({ symbol }) => symbol === 'BTCUSDT');
    const coins = bracketsOf('delivery').find(({ symbol }) => symbol === 'BTCUSD_PERP');
    expect(coins?.riskBrackets.length).toBe(usd?.riskBrackets.length);
    const ratio =
      Number(usd?.riskBrackets[0].bracketNotionalCap) / Number(coins?.riskBrackets[0].bracketNotionalCap);
    // The price at which dollars were turned over: BTC begins near 64,000.
    expect(ratio).toBeGreaterThan(50_000);
    expect(ratio).toBeLessThan(80_000);
  });

  test('of coin-margined contracts, are taken by the feed as told by the exchange', () => {
    const feed = FEEDS.find(({ id }) => id === 'binance-coinm') as ExchangeFeed;
    const [instrument] = feed.listing.parse(feed.listing.requests.map(payloadOf)).events;
    const request = feed.tiers?.request(instrument);
    if (!request || feed.tiers === null) throw new Error('no brackets asked for');
    const context = {
      exchange: feed.id,
      channel: 'brackets',
      instrument,
      nowMs: NOW_MS,
      priceAt: () => 64_000,
    };
    const { events, errors } = feed.tiers.parse(payloadOf(request), context);
    expect(errors).toEqual([]);
    expect(events[0]).toMatchObject({ type: 'leverage-tiers', source: 'exchange' });
  });
});
