import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../src/core/market/instrument';
import type { ExchangeFeed, FeedRequest, SocketPlan } from '../../src/feeds/exchange-feed';
import { FEEDS } from '../../src/feeds/registry';
import { Market } from '../exchange/market/market';
import { MarketClock } from '../exchange/market/market-clock';
import { openSimulatedSource } from '../exchange/market/simulated-source';
import { answerOf, makeVenues } from '../exchange/venues';
import { FIXTURES } from './fixtures/all';
import { contextFor, type FeedFixture } from './fixtures/fixture';
import { mutate } from './harness/mutate';
import { seeded } from './harness/seeded';

const NOW_MS = 1_795_300_330_000;
const ROUNDS = 3000;
/** Their candles come when they are closed, or in messages that also count. */
const WITHOUT_FORMING = new Set(['bitmex', 'dydx']);

const source = openSimulatedSource({ seed: 7, nowMs: NOW_MS, historyDays: 0.25, coins: ['BTC'] });

/** What is lost if the text is not read, or is made worthless by a later text of the same bar; null when nothing is. */
function lossOf(plan: SocketPlan, fixture: FeedFixture, text: string): string | null {
  const bar = plan.formingBar?.exec(text);
  const isIdle = plan.isIdle?.(text) === true;
  if (!bar && !isIdle) return null;
  const message: unknown = JSON.parse(text);
  const { events } = plan.parse(message, contextFor(fixture, plan.channelOf(message)));
  if (isIdle) return events.length === 0 ? null : `idle text says something: ${text}`;
  const isWorthless = events.every((event) => {
    if (event.type !== 'candle' || event.candle.isClosed) return false;
    return bar?.slice(1).some((part) => [1, 1000].includes(event.candle.openTimeMs / Number(part)));
  });
  return isWorthless ? null : `more than a forming bar: ${text}`;
}

/** The texts of some seconds from the local exchange. */
function textsOf(feed: ExchangeFeed): { instrument: Instrument; said: { plan: SocketPlan; text: string }[] } {
  const clock = { nowMs: NOW_MS };
  const market = new Market(source, new MarketClock({ startMs: NOW_MS, realNow: () => clock.nowMs }));
  const venues = makeVenues();
  const instrument = listedBtc(feed, (request) => payloadOf(request, market));
  const said: { plan: SocketPlan; text: string }[] = [];
  for (const plan of feed.sockets(instrument)) {
    const url = new URL(plan.url);
    const at = { host: url.hostname, path: url.pathname, query: url.searchParams };
    const venue = venues.find(({ id }) => id === feed.id);
    const socket = venue?.connect(at, market, (text) => said.push({ plan, text }));
    for (const text of plan.subscribe) socket?.receive(text);
    for (let step = 0; step < 20; step += 1) {
      clock.nowMs += 250;
      socket?.tick();
    }
  }
  return { instrument, said };
}

function payloadOf({ url, method, body }: FeedRequest, market: Market): unknown {
  const { hostname: host, pathname: path, searchParams: query } = new URL(url);
  const request = { method, host, path, query, headers: {}, body: body ?? '' };
  return JSON.parse(String(answerOf(makeVenues(), request, market)?.body));
}

function listedBtc(feed: ExchangeFeed, ask: (request: FeedRequest) => unknown): Instrument {
  const btc = feed.listing.parse(feed.listing.requests.map(ask)).events.find(({ base }) => base === 'BTC');
  if (btc === undefined) throw new Error(`${feed.id} does not list BTC`);
  return btc;
}

describe.each(FIXTURES.map((fixture) => [fixture.feed.id, fixture] as const))(
  '%s',
  (id, fixture: FeedFixture) => {
    const plans = fixture.feed.sockets(fixture.instrument);

    it(`texts of ${ROUNDS} spoilt payloads that are not read or replaced, lose nothing but a forming bar`, () => {
      const random = seeded(0xb05 + id.length);
      const losses: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const { payload } = fixture.samples[round % fixture.samples.length];
        const text = JSON.stringify(mutate(payload, random)) ?? 'null';
        for (const plan of plans) losses.push(lossOf(plan, fixture, text) ?? '');
      }
      expect(losses.filter((loss) => loss !== '').slice(0, 3)).toEqual([]);
    });

    it('texts of the local exchange, forming bars are recognised by bar and contract', () => {
      const { instrument, said } = textsOf(fixture.feed);
      const local = { ...fixture, instrument };
      expect(said.length).toBeGreaterThan(5);
      expect(said.map(({ plan, text }) => lossOf(plan, local, text)).filter((loss) => loss !== null)).toEqual(
        [],
      );
      const bars = said.flatMap(({ plan, text }) => plan.formingBar?.exec(text)?.slice(1).join(' ') ?? []);
      expect(bars.length > 5).toBe(!WITHOUT_FORMING.has(id));
      expect(new Set(bars).size).toBe(WITHOUT_FORMING.has(id) ? 0 : 1);
    });
  },
);

describe('isIdle', () => {
  const planOf = (id: string) => FEEDS.find((feed) => feed.id === id)?.sockets(bybitBtc())[0];
  const bybitBtc = () => FIXTURES[0].instrument;

  it.each([
    ['bybit', '{"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT","bid1Size":"3"}}', true],
    ['bybit', '{"topic":"tickers.BTCUSDT","type":"delta","data":{"markPrice":"60000"}}', false],
    ['bybit', '{"topic":"tickers.BTCUSDT","type":"delta","data":{"singleOpenInterest":"1"}}', false],
    ['bybit', '{"topic":"tickers.BTCUSDT","type":"delta","data":{"openInterest":"1"}}', false],
    ['bybit', '{"topic":"tickers.BTCUSDT","type":"delta","data":{"fundingRate":"0.0001"}}', false],
    ['bybit', '{"topic":"allLiquidation.BTCUSDT","data":[]}', false],
    ['deribit', '{"params":{"channel":"trades.BTC-PERPETUAL.100ms","data":[{"price":1}]}}', true],
    ['deribit', '{"params":{"channel":"trades.BTC-PERPETUAL.100ms","data":[{"liquidation":"T"}]}}', false],
    ['deribit', '{"params":{"channel":"ticker.BTC-PERPETUAL.agg2","data":{}}}', false],
  ])('of %s, %s: %s', (id, text, expected) => {
    expect(planOf(id)?.isIdle?.(text)).toBe(expected);
  });
});
