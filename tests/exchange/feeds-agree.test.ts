import { describe, expect, test } from 'vitest';
import type { Instrument } from '../../src/core/market/instrument';
import {
  BAR_MS,
  type ExchangeFeed,
  type FeedRequest,
  type ParseContext,
  type Parser,
} from '../../src/feeds/exchange-feed';
import { FEEDS } from '../../src/feeds/registry';
import { Market } from './market/market';
import { MarketClock } from './market/market-clock';
import type { MarketSource } from './market/market-source';
import { openSimulatedSource } from './market/simulated-source';
import type { Venue, VenueRequest } from './venue';
import { makeVenues } from './venues';

const NOW_MS = 1_795_300_330_000;
const HOUR_MS = 3_600_000;

const simulated = openSimulatedSource({ seed: 7, nowMs: NOW_MS, historyDays: 1.5, coins: ['BTC'] });
/** One liquidation of each side in every minute on every venue, so that each stream has something to say. */
const source: MarketSource = {
  ...simulated,
  liquidations(_venue, _coin, fromMs, toMs) {
    const count = Math.max(0, Math.floor(toMs / 60_000) - Math.ceil(fromMs / 60_000) + 1);
    return Array.from({ length: count }, (_, i) => ({
      timeMs: (Math.ceil(fromMs / 60_000) + i) * 60_000,
      positionSide: i % 2 === 0 ? ('long' as const) : ('short' as const),
      price: 60_000,
      base: 0.5,
    }));
  },
};

interface Bench {
  venue: Venue;
  market: Market;
  clock: { nowMs: number };
}

function openBench(feed: ExchangeFeed): Bench {
  const clock = { nowMs: NOW_MS };
  const marketClock = new MarketClock({ startMs: NOW_MS, realNow: () => clock.nowMs - NOW_MS });
  // Budgets are tested elsewhere: here each request meets a window of its own.
  let realMs = 0;
  const venue = makeVenues(() => {
    realMs += 600_000;
    return realMs;
  }).find(({ id }) => id === feed.id);
  if (venue === undefined) throw new Error(`the local exchange does not speak ${feed.id}`);
  return { venue, market: new Market(source, marketClock), clock };
}

function toVenueRequest({ url, method, body }: FeedRequest): VenueRequest {
  const { host, pathname, searchParams } = new URL(url);
  return { method, host, path: pathname, query: searchParams, headers: {}, body: body ?? '' };
}

function payloadOf({ venue, market }: Bench, request: FeedRequest): unknown {
  const reply = venue.answer(toVenueRequest(request), market);
  if (reply?.status !== 200) throw new Error(`${request.url}: ${reply?.status} ${String(reply?.body)}`);
  const payload: unknown = JSON.parse(String(reply.body));
  const refusal = request.readRefusal?.(payload) ?? null;
  if (refusal !== null) throw new Error(`${request.url}: ${refusal.reason}`);
  return payload;
}

function listedBtc(feed: ExchangeFeed, bench: Bench): Instrument {
  const { requests, parse } = feed.listing;
  const { events, errors } = parse(requests.map((request) => payloadOf(bench, request)));
  expect(errors).toEqual([]);
  const btc = events.find(({ base }) => base === 'BTC');
  if (btc === undefined) throw new Error(`${feed.id} does not list BTC`);
  return btc;
}

function contextOf(feed: ExchangeFeed, instrument: Instrument, channel: string): ParseContext {
  return { exchange: feed.id, channel, instrument, nowMs: NOW_MS, priceAt: () => 60_000 };
}

describe.each(FEEDS.map((feed) => ({ id: feed.id, feed: feed as ExchangeFeed })))('$id', ({ feed }) => {
  const bench = openBench(feed);
  const hosts = [...feed.restHosts, ...feed.socketHosts].map(
    (host) => new URL(host.replace('/*', '')).hostname,
  );

  test('every host of the feed is served', () => {
    expect(hosts.filter((host) => !bench.venue.hosts.includes(host))).toEqual([]);
  });

  test('the listing parses without a refusal and lists BTC', () => {
    expect(listedBtc(feed, bench)).toMatchObject({ exchange: feed.id, base: 'BTC' });
  });

  test('every history series parses without a refusal and has events', () => {
    const instrument = listedBtc(feed, bench);
    const span = { fromMs: NOW_MS - 24 * HOUR_MS, toMs: NOW_MS };
    for (const series of [feed.history.candles, ...feed.history.others]) {
      const context = contextOf(feed, instrument, series.channel);
      const parsed = series
        .requests(instrument, span, NOW_MS)
        .map((request) => series.parse(payloadOf(bench, request), context));
      expect([series.channel, parsed.flatMap(({ errors }) => errors)]).toEqual([series.channel, []]);
      expect([series.channel, parsed.flatMap(({ events }) => events).length > 0]).toEqual([
        series.channel,
        true,
      ]);
    }
  });

  test('the candles of a day are its 288 bars in time', () => {
    const instrument = listedBtc(feed, bench);
    const series = feed.history.candles;
    const endMs = Math.floor(NOW_MS / BAR_MS) * BAR_MS;
    const span = { fromMs: endMs - 26 * HOUR_MS, toMs: endMs - 2 * HOUR_MS };
    const context = contextOf(feed, instrument, series.channel);
    const times = new Set<number>();
    for (const first of series.requests(instrument, span, NOW_MS)) {
      let request: FeedRequest | null = first;
      while (request !== null) {
        const payload = payloadOf(bench, request);
        for (const event of series.parse(payload, context).events) {
          if (event.type === 'candle') times.add(event.candle.openTimeMs);
        }
        request = series.next?.(payload, request, span) ?? null;
      }
    }
    const inside = [...times].filter((time) => time >= span.fromMs && time < span.toMs);
    expect(inside).toHaveLength(288);
  });

  test('every poll and the brackets parse without a refusal', () => {
    const instrument = listedBtc(feed, bench);
    for (const poll of feed.polls) {
      const payload = payloadOf(bench, poll.request(instrument, NOW_MS));
      const { errors } = poll.parse(payload, contextOf(feed, instrument, poll.channel));
      expect([poll.channel, errors]).toEqual([poll.channel, []]);
    }
    const request = feed.tiers?.request(instrument) ?? null;
    if (feed.tiers === null || request === null) return;
    const context = contextOf(feed, instrument, feed.tiers.channel);
    const { events, errors } = feed.tiers.parse(payloadOf(bench, request), context);
    expect(errors).toEqual([]);
    expect(events[0]).toMatchObject({ type: 'leverage-tiers' });
  });

  test('sockets and polls send what the feed reads: prices, and liquidations where the feed claims them', () => {
    const instrument = listedBtc(feed, bench);
    const types = new Set<string>();
    const read = (channel: string, text: string, parse: Parser, message: unknown) => {
      const { events, errors } = parse(message, contextOf(feed, instrument, channel));
      expect([channel, text.slice(0, 300), errors]).toEqual([channel, text.slice(0, 300), []]);
      for (const { type } of events) types.add(type);
    };
    for (const plan of feed.sockets(instrument)) {
      for (const text of socketTexts(bench, plan)) {
        const message = readJson(text);
        if (message !== null) read(plan.channelOf(message), text, plan.parse, message);
      }
    }
    expect([...types].some((type) => type === 'candle' || type === 'mark-price')).toBe(true);
    for (const poll of feed.polls) {
      read(poll.channel, '', poll.parse, payloadOf(bench, poll.request(instrument, NOW_MS)));
    }
    if (feed.liquidationReporting.kind !== 'none') expect(types).toContain('liquidation');
  });
});

/** Two minutes of a socket's messages. */
function socketTexts(bench: Bench, plan: ReturnType<ExchangeFeed['sockets']>[number]): string[] {
  const url = new URL(plan.url);
  const texts: string[] = [];
  const request = { host: url.hostname, path: url.pathname, query: url.searchParams };
  const socket = bench.venue.connect(request, bench.market, (text) => texts.push(text));
  if (socket === null) throw new Error(`no socket at ${plan.url}`);
  for (const text of plan.subscribe) socket.receive(text);
  if (plan.ping !== null) socket.receive(plan.ping.text(NOW_MS));
  for (let i = 0; i < 24; i++) {
    bench.clock.nowMs += 5000;
    socket.tick();
  }
  bench.clock.nowMs = NOW_MS;
  return texts;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
