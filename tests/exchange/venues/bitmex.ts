import type { Market } from '../market/market';
import { numberOf } from '../query';
import { RateWindow } from '../rate-window';
import { json, type Venue, type VenueReply, type VenueRequest } from '../venue';
import { BITMEX_BINS, bitmexCoin, bucketRow, fundingRow, instrumentRow } from './bitmex-format';
import { connectBitmex } from './bitmex-socket';

const VENUE = 'bitmex';
const PREFIX = '/api/v1/';
const HOUR_MS = 3_600_000;

/** BitMEX, inverse contracts of one USD. Errors are `{error: {message, name}}`; 30 requests a minute without a key. */
export function makeBitmex(nowMs: () => number = Date.now): Venue {
  const requests = new RateWindow(30, 60_000, nowMs);
  return {
    id: VENUE,
    hosts: ['www.bitmex.com', 'ws.bitmex.com'],
    answer(request, market) {
      if (!request.path.startsWith(PREFIX)) return null;
      const spent = requests.spend(1);
      const headers = {
        'x-ratelimit-limit': '30',
        'x-ratelimit-remaining': `${Math.max(0, 30 - spent.used)}`,
      };
      if (!spent.isAllowed) {
        const reply = failure(429, 'Rate limit exceeded, retry in 1 minutes.');
        return { ...reply, headers: { ...reply.headers, ...headers, 'retry-after': `${spent.retryAfterS}` } };
      }
      const reply = answer(request, market);
      return { ...reply, headers: { ...reply.headers, ...headers } };
    },
    connect: ({ host, path }, market, send) =>
      host === 'ws.bitmex.com' && path === '/realtime' ? connectBitmex(market, send) : null,
  };
}

function answer({ path, query }: VenueRequest, market: Market): VenueReply {
  const name = path.slice(PREFIX.length);
  const coins = market.source.coins(VENUE);
  if (name === 'instrument/active') return json(coins.map((coin) => instrumentRow(market, coin)));
  const symbol = query.get('symbol') ?? '';
  const coin = bitmexCoin(symbol);
  // The exchange answers unknown symbols with an empty list.
  if (coin === null || !market.has(VENUE, coin)) return json([]);
  if (name === 'instrument') return json([instrumentRow(market, coin)]);
  if (name === 'trade/bucketed') return json(buckets(query, market, coin));
  if (name === 'funding') return json(fundings(query, market, coin));
  if (name === 'liquidation') return json([]);
  return failure(404, 'Not Found');
}

function failure(status: number, message: string): VenueReply {
  return json({ error: { message, name: 'HTTPError' } }, status);
}

function timeOf(query: URLSearchParams, name: string, standard: number): number {
  const text = query.get(name);
  return text === null ? standard : Date.parse(text);
}

/** Rows are stamped with the END of their bucket; `startTime` and `endTime` speak of the stamps. */
function buckets(query: URLSearchParams, market: Market, coin: string) {
  const binMs = BITMEX_BINS[query.get('binSize') ?? '1m'] ?? 60_000;
  const count = Math.min(1000, numberOf(query, 'count', 100));
  const toMs = timeOf(query, 'endTime', market.nowMs() + binMs) - binMs;
  const fromMs = timeOf(query, 'startTime', toMs + binMs - count * binMs) - binMs;
  const bars = market.bars(VENUE, coin, binMs, { fromMs, toMs });
  const wanted = query.get('partial') === 'true' ? bars : bars.filter((bar) => bar.isClosed);
  const rows = query.get('reverse') === 'true' ? wanted.slice().reverse() : wanted;
  return rows.slice(0, count).map((bar) => bucketRow(coin, bar));
}

function fundings(query: URLSearchParams, market: Market, coin: string) {
  const count = Math.min(500, numberOf(query, 'count', 100));
  const toMs = timeOf(query, 'endTime', market.nowMs());
  const fromMs = timeOf(query, 'startTime', toMs - count * 8 * HOUR_MS);
  const rows = market.fundingSettlements(VENUE, coin, 8, { fromMs, toMs });
  const ordered = query.get('reverse') === 'true' ? rows.reverse() : rows;
  return ordered.slice(0, count).map(({ timeMs, rate }) => fundingRow(coin, timeMs, rate));
}
