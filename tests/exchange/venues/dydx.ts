import type { Market } from '../market/market';
import { newestFirst, numberOf } from '../query';
import { RateWindow } from '../rate-window';
import { json, type Venue, type VenueReply, type VenueRequest } from '../venue';
import { candleRow, DYDX_RESOLUTIONS, dydxCoin, marketRow, tradeRow } from './dydx-format';
import { connectDydx } from './dydx-socket';

const VENUE = 'dydx';
const PREFIX = '/v4/';
const HOUR_MS = 3_600_000;

/** The indexer of dYdX v4. Errors are `{errors: [{msg}]}`. */
export function makeDydx(nowMs: () => number = Date.now): Venue {
  const requests = new RateWindow(100, 10_000, nowMs);
  return {
    id: VENUE,
    hosts: ['indexer.dydx.trade'],
    answer(request, market) {
      if (!requests.spend(1).isAllowed) return failure(429, 'Too many requests');
      return answer(request, market);
    },
    connect: ({ path }, market, send) => (path === '/v4/ws' ? connectDydx(market, send) : null),
  };
}

function answer({ path, query }: VenueRequest, market: Market): VenueReply {
  const parts = path.startsWith(PREFIX) ? path.slice(PREFIX.length).split('/') : [];
  if (parts[0] === 'time') {
    const nowMs = market.nowMs();
    return json({ iso: new Date(nowMs).toISOString(), epoch: nowMs / 1000 });
  }
  if (parts[0] === 'perpetualMarkets') return markets(query, market);
  const ticker = parts.at(-1) ?? '';
  const coin = dydxCoin(ticker);
  if (coin === null || !market.has(VENUE, coin)) return failure(400, `ticker ${ticker} not found`);
  if (parts[0] === 'candles') return json({ candles: candles(query, market, coin) });
  if (parts[0] === 'historicalFunding') return json({ historicalFunding: fundings(query, market, coin) });
  if (parts[0] === 'trades') return json({ trades: trades(query, market, coin) });
  return failure(404, 'Not Found');
}

function failure(status: number, msg: string): VenueReply {
  return json({ errors: [{ msg }] }, status);
}

function markets(query: URLSearchParams, market: Market): VenueReply {
  const wanted = query.get('ticker') ?? query.get('market');
  const coins = market.source.coins(VENUE).filter((coin) => wanted === null || wanted === `${coin}-USD`);
  if (wanted !== null && coins.length === 0) return failure(400, `ticker ${wanted} not found`);
  return json({ markets: Object.fromEntries(coins.map((coin) => [`${coin}-USD`, marketRow(market, coin)])) });
}

function timeOf(query: URLSearchParams, name: string, standard: number): number {
  const text = query.get(name);
  return text === null ? standard : Date.parse(text);
}

/** Newest first, 100 by default and at most 1000; `fromISO` inclusive, `toISO` exclusive. */
function candles(query: URLSearchParams, market: Market, coin: string) {
  const resolution = query.get('resolution') ?? '1MIN';
  const intervalMs = DYDX_RESOLUTIONS[resolution] ?? 60_000;
  const limit = Math.min(1000, numberOf(query, 'limit', 100));
  const toMs = timeOf(query, 'toISO', market.nowMs() + 1) - 1;
  const fromMs = timeOf(query, 'fromISO', toMs - limit * intervalMs);
  const rows = newestFirst(market.bars(VENUE, coin, intervalMs, { fromMs, toMs }), limit);
  return rows.map((bar) => candleRow(market, coin, resolution, bar));
}

/** Hourly, newest first. */
function fundings(query: URLSearchParams, market: Market, coin: string) {
  const limit = Math.min(1000, numberOf(query, 'limit', 100));
  const toMs = timeOf(query, 'effectiveBeforeOrAt', market.nowMs());
  const rows = market.fundingSettlements(VENUE, coin, 1, { fromMs: toMs - limit * HOUR_MS, toMs });
  return newestFirst(rows, limit).map(({ timeMs, rate }) => ({
    ticker: `${coin}-USD`,
    rate: rate.toFixed(10),
    price: `${market.lastPrice(VENUE, coin)}`,
    effectiveAt: new Date(timeMs).toISOString(),
    effectiveAtHeight: '1',
  }));
}

/** Of the trades only forced closings are simulated one by one; newest first. */
function trades(query: URLSearchParams, market: Market, coin: string) {
  const nowMs = market.nowMs();
  const events = market.liquidations(VENUE, coin, { fromMs: nowMs - 24 * HOUR_MS, toMs: nowMs });
  return newestFirst(events, Math.min(1000, numberOf(query, 'limit', 100))).map(tradeRow);
}
