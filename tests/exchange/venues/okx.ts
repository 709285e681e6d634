import type { ServedBar } from '../market/bars';
import type { Market } from '../market/market';
import { newestFirst, numberOf } from '../query';
import { RateWindow } from '../rate-window';
import { json, type Venue, type VenueReply, type VenueRequest } from '../venue';
import {
  candleRow,
  contractCoins,
  fundingRow,
  instrumentRow,
  liquidationGroup,
  markPriceRow,
  OKX_BARS,
  okxCoin,
  openInterestRow,
  tierRow,
} from './okx-format';
import { connectOkx } from './okx-socket';

const VENUE = 'okx';
const PREFIX = '/api/v5/';
const HOUR_MS = 3_600_000;
const RUBIK = 'rubik/stat/contracts/';

type Handler = (query: URLSearchParams, market: Market, coin: string) => unknown[] | null;

const HANDLERS: Readonly<Record<string, Handler>> = {
  'public/time': (_query, market) => [{ ts: `${market.nowMs()}` }],
  'public/instruments': (_query, market) => market.source.coins(VENUE).map(instrumentRow),
  'public/open-interest': (_query, market, coin) => [openInterestRow(market, coin)],
  'public/mark-price': (_query, market, coin) => [markPriceRow(market, coin)],
  'public/funding-rate': (_query, market, coin) => [fundingRow(market, coin)],
  'public/funding-rate-history': fundingHistory,
  'public/liquidation-orders': liquidationOrders,
  'public/position-tiers': (_query, market, coin) =>
    (market.source.tiers(VENUE, coin) ?? []).map((tier, i) => tierRow(market, coin, tier, i)),
  'market/candles': (query, market, coin) => candles(query, market, coin, 'bars', 300),
  'market/history-candles': (query, market, coin) => candles(query, market, coin, 'bars', 100),
  'market/mark-price-candles': (query, market, coin) => candles(query, market, coin, 'markBars', 100),
  'market/history-mark-price-candles': (query, market, coin) => candles(query, market, coin, 'markBars', 100),
  [`${RUBIK}open-interest-history`]: openInterestHistory,
  [`${RUBIK}long-short-account-ratio-contract`]: ratioHistory,
  [`${RUBIK}long-short-account-ratio-contract-top-trader`]: ratioHistory,
  [`${RUBIK}long-short-position-ratio-contract-top-trader`]: ratioHistory,
  'rubik/stat/taker-volume-contract': takerVolume,
};

/** Requests in two seconds; statistics five for each contract. */
const LIMITS: Readonly<Record<string, number>> = {
  'market/candles': 40,
  'public/liquidation-orders': 40,
  'market/history-candles': 20,
  'market/mark-price-candles': 20,
  'public/instruments': 20,
  'public/open-interest': 20,
};

/** OKX v5 swaps. Envelope `{code, msg, data}`; errors come with HTTP 200. */
export function makeOkx(nowMs: () => number = Date.now): Venue {
  const windows = new Map<string, RateWindow>();
  const spend = (name: string) => {
    const limit = LIMITS[name] ?? (name.startsWith('rubik') ? 5 : 10);
    const window = windows.get(name) ?? new RateWindow(limit, 2000, nowMs);
    windows.set(name, window);
    return window.spend(1).isAllowed;
  };
  return {
    id: VENUE,
    hosts: ['www.okx.com', 'ws.okx.com'],
    answer: (request, market) => answer(request, market, spend),
    connect: ({ host, path }, market, send) =>
      host === 'ws.okx.com' && /^\/ws\/v5\/(public|business)$/.test(path)
        ? connectOkx(path, market, send)
        : null,
  };
}

function answer(
  { path, query }: VenueRequest,
  market: Market,
  spend: (name: string) => boolean,
): VenueReply | null {
  if (!path.startsWith(PREFIX)) return null;
  const name = path.slice(PREFIX.length);
  const handler = HANDLERS[name];
  if (handler === undefined) return { ...failure('404', 'Not Found'), status: 404 };
  if (!spend(name)) return { ...failure('50011', 'Too Many Requests'), status: 429 };
  const symbol = query.get('instId') ?? query.get('instFamily') ?? query.get('uly');
  const coin = symbol === null ? '' : okxCoin(symbol);
  if (coin === null || (coin !== '' && !market.has(VENUE, coin))) {
    return failure('51001', `Instrument ID, Instrument ID code, or Spread ID doesn't exist.`);
  }
  const data = handler(query, market, coin);
  return data === null ? failure('51000', 'Parameter bar error') : json({ code: '0', msg: '', data });
}

function failure(code: string, msg: string): VenueReply {
  return json({ code, msg, data: [] });
}

/** `after`: older than; `before`: newer than; both exclusive. Newest first. */
function candles(
  query: URLSearchParams,
  market: Market,
  coin: string,
  kind: 'bars' | 'markBars',
  most: number,
): unknown[] | null {
  const intervalMs = OKX_BARS[query.get('bar') ?? '1m'];
  if (intervalMs === undefined) return null;
  const limit = Math.min(most, numberOf(query, 'limit', 100));
  const toMs = numberOf(query, 'after', market.nowMs() + 1) - 1;
  const fromMs = Math.max(numberOf(query, 'before', 0) + 1, toMs - (limit + 1) * intervalMs);
  const rows = newestFirst(market[kind](VENUE, coin, intervalMs, { fromMs, toMs }), limit);
  return rows.map((bar: ServedBar) => candleRow(coin, bar, kind === 'bars'));
}

/** Statistics between `begin` and `end`, both exclusive; newest first, 100 at most. */
function statistics<T extends { timeMs: number }>(
  query: URLSearchParams,
  market: Market,
  read: (periodMs: number, range: { fromMs: number; toMs: number }) => T[],
): T[] | null {
  const periodMs = OKX_BARS[query.get('period') ?? '5m'];
  if (periodMs === undefined) return null;
  const limit = Math.min(100, numberOf(query, 'limit', 100));
  const toMs = numberOf(query, 'end', market.nowMs() + 1) - 1;
  const fromMs = Math.max(numberOf(query, 'begin', 0) + 1, toMs - (limit + 1) * periodMs);
  return newestFirst(read(periodMs, { fromMs, toMs }), limit);
}

function openInterestHistory(query: URLSearchParams, market: Market, coin: string): unknown[] | null {
  const rows = statistics(query, market, (periodMs, range) =>
    market.openInterest(VENUE, coin, periodMs, range),
  );
  return (
    rows?.map(({ timeMs, base, quote }) => [
      `${timeMs}`,
      (base / contractCoins(coin)).toFixed(8),
      base.toFixed(8),
      quote.toFixed(4),
    ]) ?? null
  );
}

function ratioHistory(query: URLSearchParams, market: Market, coin: string): unknown[] | null {
  const rows = statistics(query, market, (periodMs, range) =>
    market.accountRatio(VENUE, coin, periodMs, range),
  );
  return (
    rows?.map(({ timeMs, longShare }) => [`${timeMs}`, (longShare / (1 - longShare)).toFixed(4)]) ?? null
  );
}

/** Rows `[ts, sell, buy]`: sold first. Unit 0 coins, 1 contracts, 2 USDT. */
function takerVolume(query: URLSearchParams, market: Market, coin: string): unknown[] | null {
  const rows = statistics(query, market, (periodMs, range) =>
    market
      .bars(VENUE, coin, periodMs, range)
      .filter((bar) => bar.isClosed && bar.takerBuyBase !== null)
      .map((bar) => ({ timeMs: bar.openTimeMs, bar })),
  );
  const unit = query.get('unit') ?? '1';
  const inUnit = (base: number, price: number) =>
    unit === '0' ? base : unit === '1' ? base / contractCoins(coin) : base * price;
  return (
    rows?.map(({ timeMs, bar }) => {
      const buy = bar.takerBuyBase ?? 0;
      const cells = [bar.volumeBase - buy, buy].map((base) => inUnit(base, bar.close).toFixed(6));
      return [`${timeMs}`, ...cells];
    }) ?? null
  );
}

function fundingHistory(query: URLSearchParams, market: Market, coin: string): unknown[] {
  const toMs = numberOf(query, 'after', market.nowMs() + 1) - 1;
  const fromMs = Math.max(numberOf(query, 'before', 0) + 1, toMs - 101 * 8 * HOUR_MS);
  const rows = newestFirst(
    market.fundingSettlements(VENUE, coin, 8, { fromMs, toMs }),
    numberOf(query, 'limit', 100),
  );
  return rows.map(({ timeMs, rate }) => ({
    instType: 'SWAP',
    instId: `${coin}-USDT-SWAP`,
    fundingRate: rate.toFixed(10),
    realizedRate: rate.toFixed(10),
    fundingTime: `${timeMs}`,
  }));
}

/** About the last 24 h, newest first, 100 a page; `after` = older than. */
function liquidationOrders(query: URLSearchParams, market: Market, coin: string): unknown[] {
  const nowMs = market.nowMs();
  const toMs = Math.min(nowMs, numberOf(query, 'after', nowMs + 1) - 1);
  const events = market.liquidations(VENUE, coin, { fromMs: nowMs - 24 * HOUR_MS, toMs });
  const page = newestFirst(events, Math.min(100, numberOf(query, 'limit', 100)));
  return page.length === 0 ? [] : [{ ...liquidationGroup(coin, page), totalLoss: '0' }];
}
