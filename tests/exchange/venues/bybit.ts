import { digitsOf, priceText } from '../contract-digits';
import type { Market } from '../market/market';
import { newestFirst, numberOf } from '../query';
import { RateWindow } from '../rate-window';
import { json, type Venue, type VenueReply, type VenueRequest } from '../venue';
import { BYBIT_INTERVALS, bybitCoin, tickerRow } from './bybit-format';
import { connectBybit } from './bybit-socket';

const VENUE = 'bybit';
const PREFIX = '/v5/market/';
const HOUR_MS = 3_600_000;
const PERIODS: Readonly<Record<string, number>> = {
  '5min': 300_000,
  '15min': 900_000,
  '30min': 1_800_000,
  '1h': HOUR_MS,
  '4h': 4 * HOUR_MS,
  '1d': 24 * HOUR_MS,
};

type Handler = (query: URLSearchParams, market: Market, coin: string) => Record<string, unknown> | null;

/** Answers of endpoints that need no symbol. */
const WITHOUT_SYMBOL: Readonly<Record<string, Handler>> = {
  time: (_query, market) => ({
    timeSecond: `${Math.floor(market.nowMs() / 1000)}`,
    timeNano: `${market.nowMs()}000000`,
  }),
  'instruments-info': (query, market) => ({
    category: query.get('category'),
    list: query.get('category') === 'linear' ? market.source.coins(VENUE).map(instrumentRow) : [],
    nextPageCursor: '',
  }),
};

const WITH_SYMBOL: Readonly<Record<string, Handler>> = {
  kline: (query, market, coin) => bars(query, market, coin, 'bars'),
  'mark-price-kline': (query, market, coin) => bars(query, market, coin, 'markBars'),
  'open-interest': openInterest,
  'account-ratio': accountRatio,
  'funding/history': fundingHistory,
  tickers: (_query, market, coin) => ({ category: 'linear', list: [tickerRow(market, coin)] }),
  'risk-limit': riskLimit,
};

/** Bybit v5, linear contracts. Envelope `{retCode, retMsg, result, retExtInfo, time}`. */
export function makeBybit(nowMs: () => number = Date.now): Venue {
  const requests = new RateWindow(600, 5000, nowMs);
  return {
    id: VENUE,
    hosts: ['api.bybit.com', 'stream.bybit.com'],
    answer: (request, market) => (requests.spend(1).isAllowed ? answer(request, market) : tooMany(market)),
    connect: ({ path }, market, send) =>
      path === '/v5/public/linear' || path === '/v5/public/inverse' ? connectBybit(market, send) : null,
  };
}

function answer({ path, query }: VenueRequest, market: Market): VenueReply {
  const name = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : '';
  const free = WITHOUT_SYMBOL[name];
  if (free !== undefined) return envelope(market, free(query, market, ''));
  const handler = WITH_SYMBOL[name];
  if (handler === undefined) return { status: 404, body: '404 page not found' };
  const coin = bybitCoin(query.get('symbol') ?? '');
  if (coin === null || !market.has(VENUE, coin))
    return failure(market, 10_001, 'params error: symbol invalid');
  const result = handler(query, market, coin);
  return result === null ? failure(market, 10_001, 'Request parameter error.') : envelope(market, result);
}

function envelope(market: Market, result: unknown): VenueReply {
  return json({ retCode: 0, retMsg: 'OK', result, retExtInfo: {}, time: market.nowMs() });
}

function failure(market: Market, retCode: number, retMsg: string): VenueReply {
  return json({ retCode, retMsg, result: {}, retExtInfo: {}, time: market.nowMs() });
}

function tooMany(market: Market): VenueReply {
  return { ...failure(market, 10_006, 'access too frequent. Please try again in 10 minutes.'), status: 403 };
}

/** Newest first; open time within [start, end]. */
function bars(query: URLSearchParams, market: Market, coin: string, kind: 'bars' | 'markBars') {
  const intervalMs = BYBIT_INTERVALS[query.get('interval') ?? ''];
  if (intervalMs === undefined) return null;
  const limit = Math.min(1000, numberOf(query, 'limit', 200));
  const toMs = numberOf(query, 'end', market.nowMs());
  const fromMs = numberOf(query, 'start', toMs - limit * intervalMs);
  const rows = newestFirst(market[kind](VENUE, coin, intervalMs, { fromMs, toMs }), limit);
  const list = rows.map((bar) => [
    `${bar.openTimeMs}`,
    ...[bar.open, bar.high, bar.low, bar.close].map((price) => priceText(coin, price)),
    ...(kind === 'bars' ? [bar.volumeBase.toFixed(3), (bar.volumeBase * bar.close).toFixed(4)] : []),
  ]);
  return { symbol: `${coin}USDT`, category: 'linear', list };
}

/** Rows of a statistic with its cursor: the next page ends before the oldest row of this one. */
function statistic<T extends { timeMs: number }>(
  query: URLSearchParams,
  market: Market,
  periodName: string,
  most: number,
  read: (periodMs: number, range: { fromMs: number; toMs: number }) => T[],
) {
  const periodMs = PERIODS[query.get(periodName) ?? ''];
  if (periodMs === undefined) return null;
  const limit = Math.min(most, numberOf(query, 'limit', 50));
  const cursor = /lasttime%3D(\d+)/.exec(query.get('cursor') ?? '')?.[1];
  const endMs = numberOf(query, 'endTime', market.nowMs());
  const toMs = cursor === undefined ? endMs : Number(cursor) * 1000 - 1;
  const fromMs = numberOf(query, 'startTime', toMs - limit * periodMs);
  const rows = read(periodMs, { fromMs, toMs });
  const page = newestFirst(rows, limit);
  const oldest = page.at(-1);
  const hasMore = rows.length > page.length && oldest !== undefined;
  return { page, nextPageCursor: hasMore ? `lastid%3D0%26lasttime%3D${oldest.timeMs / 1000}` : '' };
}

/** `openInterest` counts both sides, `singleOpenInterest` one. */
function openInterest(query: URLSearchParams, market: Market, coin: string) {
  const found = statistic(query, market, 'intervalTime', 200, (periodMs, range) =>
    market.openInterest(VENUE, coin, periodMs, range),
  );
  if (found === null) return null;
  const list = found.page.map(({ timeMs, base }) => ({
    openInterest: (2 * base).toFixed(8),
    singleOpenInterest: base.toFixed(8),
    timestamp: `${timeMs}`,
  }));
  return { symbol: `${coin}USDT`, category: 'linear', list, nextPageCursor: found.nextPageCursor };
}

function accountRatio(query: URLSearchParams, market: Market, coin: string) {
  const found = statistic(query, market, 'period', 500, (periodMs, range) =>
    market.accountRatio(VENUE, coin, periodMs, range),
  );
  if (found === null) return null;
  const list = found.page.map(({ timeMs, longShare }) => ({
    symbol: `${coin}USDT`,
    buyRatio: longShare.toFixed(4),
    sellRatio: (1 - longShare).toFixed(4),
    timestamp: `${timeMs}`,
  }));
  return { list, nextPageCursor: found.nextPageCursor };
}

/** A start without an end is an error. */
function fundingHistory(query: URLSearchParams, market: Market, coin: string) {
  if (query.has('startTime') && !query.has('endTime')) return null;
  const toMs = numberOf(query, 'endTime', market.nowMs());
  const fromMs = numberOf(query, 'startTime', toMs - 200 * 8 * HOUR_MS);
  const rows = market.fundingSettlements(VENUE, coin, 8, { fromMs, toMs });
  const list = newestFirst(rows, Math.min(200, numberOf(query, 'limit', 200))).map(({ timeMs, rate }) => ({
    symbol: `${coin}USDT`,
    fundingRate: rate.toFixed(8),
    fundingRateTimestamp: `${timeMs}`,
  }));
  return { category: 'linear', list };
}

/** In no order, as the exchange answers. */
function riskLimit(_query: URLSearchParams, market: Market, coin: string) {
  const tiers = market.source.tiers(VENUE, coin) ?? [];
  const list = tiers.map((tier, i) => ({
    id: i + 1,
    symbol: `${coin}USDT`,
    riskLimitValue: `${Number.isFinite(tier.notionalCap) ? tier.notionalCap : tier.notionalFloor * 10}`,
    maintenanceMargin: `${tier.maintenanceMarginRate}`,
    initialMargin: `${1 / tier.maxLeverage}`,
    isLowestRisk: i === 0 ? 1 : 0,
    maxLeverage: tier.maxLeverage.toFixed(2),
    mmDeduction: `${tier.maintenanceAmount}`,
  }));
  return { category: 'linear', list: list.reverse(), nextPageCursor: '' };
}

function instrumentRow(coin: string) {
  const { priceDigits, tickSize } = digitsOf(coin);
  return {
    symbol: `${coin}USDT`,
    contractType: 'LinearPerpetual',
    status: 'Trading',
    baseCoin: coin,
    quoteCoin: 'USDT',
    settleCoin: 'USDT',
    launchTime: '1585526400000',
    deliveryTime: '0',
    deliveryFeeRate: '',
    priceScale: `${priceDigits}`,
    leverageFilter: { minLeverage: '1', maxLeverage: '100.00', leverageStep: '0.01' },
    priceFilter: { minPrice: tickSize, maxPrice: '1999999.80', tickSize },
    lotSizeFilter: { maxOrderQty: '1190.000', minOrderQty: '0.001', qtyStep: '0.001', minNotionalValue: '5' },
    unifiedMarginTrade: true,
    fundingInterval: 480,
    copyTrading: 'both',
    upperFundingRate: '0.00375',
    lowerFundingRate: '-0.00375',
    isPreListing: false,
    preListingInfo: null,
    symbolType: '',
  };
}
