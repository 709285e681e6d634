import type { Market } from '../market/market';
import { numberOf } from '../query';
import { RateWindow } from '../rate-window';
import { json, type Venue, type VenueReply, type VenueRequest } from '../venue';
import {
  DERIBIT_RESOLUTIONS,
  deribitCoin,
  instrumentRow,
  listedUnder,
  summaryRow,
  tickerRow,
  tradeRow,
} from './deribit-format';
import { connectDeribit } from './deribit-socket';

const VENUE = 'deribit';
const PREFIX = '/api/v2/public/';
const HOUR_MS = 3_600_000;

type Handler = (query: URLSearchParams, market: Market, coin: string) => unknown;

const WITHOUT_INSTRUMENT: Readonly<Record<string, Handler>> = {
  get_time: (_query, market) => market.nowMs(),
  test: () => ({ version: '1.2.26' }),
  get_instruments: (query, market) => coinsOf(query, market).map(instrumentRow),
  get_book_summary_by_currency: (query, market) =>
    coinsOf(query, market).map((coin) => summaryRow(market, coin)),
};

const WITH_INSTRUMENT: Readonly<Record<string, Handler>> = {
  ticker: (_query, market, coin) => tickerRow(market, coin),
  get_book_summary_by_instrument: (_query, market, coin) => [summaryRow(market, coin)],
  get_tradingview_chart_data: chartData,
  get_funding_rate_history: fundingHistory,
  get_last_trades_by_instrument_and_time: lastTrades,
};

/** Deribit's public JSON-RPC over GET: inverse perpetuals of BTC and ETH, linear ones of the other coins. */
export function makeDeribit(nowMs: () => number = Date.now): Venue {
  const requests = new RateWindow(100, 5000, nowMs);
  return {
    id: VENUE,
    hosts: ['www.deribit.com'],
    answer(request, market) {
      if (!request.path.startsWith(PREFIX)) return null;
      if (!requests.spend(1).isAllowed) return failure(429, 10_028, 'too_many_requests');
      return answer(request, market);
    },
    connect: ({ path }, market, send) => (path === '/ws/api/v2' ? connectDeribit(market, send) : null),
  };
}

/** `currency=any` lists all. */
function coinsOf(query: URLSearchParams, market: Market): readonly string[] {
  const currency = query.get('currency') ?? 'any';
  const coins = market.source.coins(VENUE);
  return currency === 'any' ? coins : coins.filter((coin) => listedUnder(coin) === currency);
}

function answer({ path, query }: VenueRequest, market: Market): VenueReply {
  const method = path.slice(PREFIX.length);
  const free = WITHOUT_INSTRUMENT[method];
  if (free !== undefined) return envelope(market, free(query, market, ''));
  const handler = WITH_INSTRUMENT[method];
  if (handler === undefined) return failure(400, -32_601, 'Method not found');
  const coin = deribitCoin(query.get('instrument_name') ?? '');
  if (coin === null || !market.has(VENUE, coin)) return failure(400, -32_602, 'Invalid params');
  return envelope(market, handler(query, market, coin));
}

function envelope(market: Market, result: unknown): VenueReply {
  const usIn = market.nowMs() * 1000;
  return json({ jsonrpc: '2.0', result, usIn, usOut: usIn + 374, usDiff: 374, testnet: false });
}

function failure(status: number, code: number, message: string): VenueReply {
  return json({ jsonrpc: '2.0', error: { code, message }, testnet: false, usDiff: 12 }, status);
}

/** Parallel arrays, oldest first, 5000 bars at most. */
function chartData(query: URLSearchParams, market: Market, coin: string) {
  const intervalMs = DERIBIT_RESOLUTIONS[query.get('resolution') ?? ''] ?? 60_000;
  const range = {
    fromMs: numberOf(query, 'start_timestamp', 0),
    toMs: numberOf(query, 'end_timestamp', market.nowMs()),
  };
  const bars = market.bars(VENUE, coin, intervalMs, range).slice(-5000);
  return {
    status: bars.length > 0 ? 'ok' : 'no_data',
    ticks: bars.map((bar) => bar.openTimeMs),
    open: bars.map((bar) => bar.open),
    high: bars.map((bar) => bar.high),
    low: bars.map((bar) => bar.low),
    close: bars.map((bar) => bar.close),
    volume: bars.map((bar) => bar.volumeBase),
    cost: bars.map((bar) => Math.round(bar.volumeBase * bar.close)),
  };
}

/** Hourly, 744 rows at most, oldest first. */
function fundingHistory(query: URLSearchParams, market: Market, coin: string) {
  const toMs = numberOf(query, 'end_timestamp', market.nowMs());
  const fromMs = Math.max(numberOf(query, 'start_timestamp', 0), toMs - 744 * HOUR_MS);
  return market.fundingSettlements(VENUE, coin, 1, { fromMs, toMs }).map(({ timeMs, rate }) => ({
    timestamp: timeMs,
    index_price: market.lastPrice(VENUE, coin),
    prev_index_price: market.lastPrice(VENUE, coin),
    interest_8h: rate * 8,
    interest_1h: rate,
  }));
}

/** Trades that were forced closings; others are not simulated one by one. */
function lastTrades(query: URLSearchParams, market: Market, coin: string) {
  const range = {
    fromMs: numberOf(query, 'start_timestamp', 0),
    toMs: numberOf(query, 'end_timestamp', market.nowMs()),
  };
  const events = market.liquidations(VENUE, coin, range);
  const count = Math.min(1000, numberOf(query, 'count', 10));
  const isAscending = query.get('sorting') === 'asc';
  const page = isAscending ? events.slice(0, count) : events.slice(-count).reverse();
  return { trades: page.map((event, i) => tradeRow(coin, event, i)), has_more: events.length > count };
}
