import { digitsOf } from '../contract-digits';
import type { Market, Range } from '../market/market';
import { RateWindow } from '../rate-window';
import { json, type VenueReply, type VenueRequest } from '../venue';
import { bracketsBody } from './binance-brackets';
import { BINANCE_INTERVALS, coinOf, klineRow, markKlineRow } from './binance-format';

const VENUE = 'binance';
const HOUR_MS = 3_600_000;
const STATISTICS_DAYS = 30;
const BRACKETS_PATH = '/bapi/futures/v1/friendly/future/common/brackets';

type Handler = (query: URLSearchParams, market: Market) => unknown;

class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  '/fapi/v1/ping': () => ({}),
  '/fapi/v1/time': (_query, market) => ({ serverTime: market.nowMs() }),
  '/fapi/v1/exchangeInfo': (_query, market) => exchangeInfo(market),
  '/fapi/v1/klines': (query, market) => klines(query, market, 'bars'),
  '/fapi/v1/markPriceKlines': (query, market) => klines(query, market, 'markBars'),
  '/fapi/v1/openInterest': openInterestNow,
  '/fapi/v1/premiumIndex': premiumIndex,
  '/fapi/v1/fundingRate': fundingHistory,
  // Only symbols with adjusted caps or intervals are listed; none of ours is.
  '/fapi/v1/fundingInfo': () => [],
  '/futures/data/openInterestHist': openInterestHistory,
  '/futures/data/globalLongShortAccountRatio': ratioHistory,
  '/futures/data/topLongShortAccountRatio': ratioHistory,
  '/futures/data/topLongShortPositionRatio': ratioHistory,
  '/futures/data/takerlongshortRatio': takerHistory,
};

/** Binance's REST with its budgets: 2400 weight a minute, 1000 statistics requests in five minutes. */
export function makeBinanceRest(nowMs?: () => number) {
  const weights = new RateWindow(2400, 60_000, nowMs);
  const statistics = new RateWindow(1000, 300_000, nowMs);
  return (request: VenueRequest, market: Market): VenueReply | null => {
    if (request.path === BRACKETS_PATH) {
      return json(bracketsBody(VENUE, market));
    }
    if (request.host === 'www.binance.com') return null;
    const handler = HANDLERS[request.path];
    if (handler === undefined) return notFound();
    const isStatistics = request.path.startsWith('/futures/data/');
    const spent = isStatistics ? statistics.spend(1) : weights.spend(weightOf(request));
    if (!spent.isAllowed) return tooManyRequests(spent.retryAfterS);
    const headers: Record<string, string> = isStatistics ? {} : { 'x-mbx-used-weight-1m': `${spent.used}` };
    try {
      return json(handler(request.query, market), 200, headers);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return json({ code: error.code, msg: error.message }, 400, headers);
    }
  };
}

function notFound(): VenueReply {
  return {
    status: 404,
    headers: { 'content-type': 'text/html' },
    body: '<html><body><h2>404 Not found</h2></body></html>',
  };
}

function tooManyRequests(retryAfterS: number): VenueReply {
  const msg =
    'Too many requests; current limit of IP(127.0.0.1) is 2400 requests per minute. ' +
    'Please use the websocket for live updates to avoid polling the API.';
  return json({ code: -1003, msg }, 429, { 'retry-after': `${retryAfterS}` });
}

function weightOf({ path, query }: VenueRequest): number {
  if (path.endsWith('lines')) {
    const limit = Number(query.get('limit') ?? 500);
    return limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1000 ? 5 : 10;
  }
  return path === '/fapi/v1/premiumIndex' && !query.has('symbol') ? 10 : 1;
}

function listedCoin(query: URLSearchParams, market: Market): string {
  const symbol = query.get('symbol');
  if (symbol === null)
    throw new Refusal(-1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
  const coin = coinOf(symbol);
  if (coin === null || !market.has(VENUE, coin)) throw new Refusal(-1121, 'Invalid symbol.');
  return coin;
}

function limitOf(query: URLSearchParams, standard: number, most: number): number {
  const limit = Number(query.get('limit') ?? standard);
  if (!Number.isInteger(limit) || limit < 1)
    throw new Refusal(-1130, "Data sent for parameter 'limit' is not valid.");
  return Math.min(limit, most);
}

/** With a start the oldest `limit` rows, without one the newest: Binance's paging. */
function page<T>(rows: T[], query: URLSearchParams, limit: number): T[] {
  return query.has('startTime') ? rows.slice(0, limit) : rows.slice(-limit);
}

function rangeOf(query: URLSearchParams, market: Market, lookBackMs: number): Range {
  const toMs = Number(query.get('endTime') ?? market.nowMs());
  const fromMs = Number(query.get('startTime') ?? toMs - lookBackMs);
  if (fromMs > toMs) throw new Refusal(-1023, 'Start time is greater than end time.');
  return { fromMs, toMs };
}

function klines(query: URLSearchParams, market: Market, kind: 'bars' | 'markBars') {
  const coin = listedCoin(query, market);
  const intervalMs = BINANCE_INTERVALS[query.get('interval') ?? ''];
  if (intervalMs === undefined) throw new Refusal(-1120, 'Invalid interval.');
  const limit = limitOf(query, 500, 1500);
  const range = rangeOf(query, market, limit * intervalMs);
  const rows = market[kind](VENUE, coin, intervalMs, range);
  return page(rows, query, limit).map((bar) => (kind === 'bars' ? klineRow(coin, bar) : markKlineRow(bar)));
}

function openInterestNow(query: URLSearchParams, market: Market) {
  const coin = listedCoin(query, market);
  const now = market.openInterestNow(VENUE, coin);
  return {
    symbol: `${coin}USDT`,
    openInterest: (now?.base ?? 0).toFixed(3),
    time: now?.timeMs ?? market.nowMs(),
  };
}

/** Statistics: `period` as a klines interval of 5 min or more, 500 rows and 30 days at most. */
function statisticsRange(query: URLSearchParams, market: Market) {
  const coin = listedCoin(query, market);
  const periodMs = BINANCE_INTERVALS[query.get('period') ?? ''];
  if (periodMs === undefined || periodMs < 300_000)
    throw new Refusal(-1130, "Data sent for parameter 'period' is not valid.");
  const limit = limitOf(query, 30, 500);
  const range = rangeOf(query, market, limit * periodMs);
  const oldestMs = market.nowMs() - STATISTICS_DAYS * 24 * HOUR_MS;
  if (Number(query.get('startTime') ?? Infinity) < oldestMs) {
    throw new Refusal(-1130, "parameter 'startTime' is invalid.");
  }
  return { coin, periodMs, limit, range };
}

function openInterestHistory(query: URLSearchParams, market: Market) {
  const { coin, periodMs, limit, range } = statisticsRange(query, market);
  const rows = market.openInterest(VENUE, coin, periodMs, range);
  return page(rows, query, limit).map((row) => ({
    symbol: `${coin}USDT`,
    sumOpenInterest: row.base.toFixed(8),
    sumOpenInterestValue: row.quote.toFixed(8),
    CMCCirculatingSupply: '0.00000000',
    timestamp: row.timeMs,
  }));
}

function ratioHistory(query: URLSearchParams, market: Market) {
  const { coin, periodMs, limit, range } = statisticsRange(query, market);
  const rows = market.accountRatio(VENUE, coin, periodMs, range);
  return page(rows, query, limit).map(({ timeMs, longShare }) => ({
    symbol: `${coin}USDT`,
    longAccount: longShare.toFixed(4),
    longShortRatio: (longShare / (1 - longShare)).toFixed(4),
    shortAccount: (1 - longShare).toFixed(4),
    timestamp: timeMs,
  }));
}

function takerHistory(query: URLSearchParams, market: Market) {
  const { coin, periodMs, limit, range } = statisticsRange(query, market);
  const rows = market
    .bars(VENUE, coin, periodMs, range)
    .filter((bar) => bar.isClosed && bar.takerBuyBase !== null);
  return page(rows, query, limit).map((bar) => {
    const buy = bar.takerBuyBase ?? 0;
    const sell = bar.volumeBase - buy;
    return {
      buySellRatio: (buy / Math.max(sell, 1e-9)).toFixed(4),
      buyVol: buy.toFixed(4),
      sellVol: sell.toFixed(4),
      timestamp: bar.openTimeMs,
    };
  });
}

function premiumIndex(query: URLSearchParams, market: Market) {
  if (!query.has('symbol')) return market.source.coins(VENUE).map((coin) => premiumOf(coin, market));
  return premiumOf(listedCoin(query, market), market);
}

function premiumOf(coin: string, market: Market) {
  const nowMs = market.nowMs();
  const mark = (market.markPrice(VENUE, coin) ?? 0).toFixed(8);
  return {
    symbol: `${coin}USDT`,
    markPrice: mark,
    indexPrice: mark,
    estimatedSettlePrice: mark,
    lastFundingRate: (market.fundingNow(VENUE, coin) ?? 0).toFixed(8),
    interestRate: '0.00010000',
    nextFundingTime: nextFundingMs(nowMs),
    time: nowMs,
  };
}

/** Settlement is at 0, 8 and 16 h UTC. */
export function nextFundingMs(nowMs: number): number {
  return (Math.floor(nowMs / (8 * HOUR_MS)) + 1) * 8 * HOUR_MS;
}

function fundingHistory(query: URLSearchParams, market: Market) {
  const coin = listedCoin(query, market);
  const limit = limitOf(query, 100, 1000);
  const range = rangeOf(query, market, limit * 8 * HOUR_MS);
  const rows = market.fundingSettlements(VENUE, coin, 8, range);
  return page(rows, query, limit).map(({ timeMs, rate }) => ({
    symbol: `${coin}USDT`,
    fundingRate: rate.toFixed(8),
    fundingTime: timeMs,
    markPrice: '',
    rateType: 'Regular',
  }));
}

function exchangeInfo(market: Market) {
  return {
    timezone: 'UTC',
    serverTime: market.nowMs(),
    futuresType: 'U_MARGINED',
    rateLimits: [
      { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 2400 },
      { rateLimitType: 'ORDERS', interval: 'MINUTE', intervalNum: 1, limit: 1200 },
    ],
    exchangeFilters: [],
    assets: [{ asset: 'USDT', marginAvailable: true, autoAssetExchange: '-10000' }],
    symbols: market.source.coins(VENUE).map(symbolInfo),
  };
}

function symbolInfo(coin: string) {
  const { priceDigits, tickSize } = digitsOf(coin);
  return {
    symbol: `${coin}USDT`,
    pair: `${coin}USDT`,
    contractType: 'PERPETUAL',
    deliveryDate: 4_133_404_800_000,
    onboardDate: 1_569_398_400_000,
    status: 'TRADING',
    maintMarginPercent: '2.5000',
    requiredMarginPercent: '5.0000',
    baseAsset: coin,
    quoteAsset: 'USDT',
    marginAsset: 'USDT',
    pricePrecision: priceDigits,
    quantityPrecision: 3,
    baseAssetPrecision: 8,
    quotePrecision: 8,
    underlyingType: 'COIN',
    underlyingSubType: ['PoW'],
    triggerProtect: '0.0500',
    liquidationFee: '0.012500',
    marketTakeBound: '0.05',
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: '4529764', tickSize },
      { filterType: 'LOT_SIZE', minQty: '0.001', maxQty: '1000', stepSize: '0.001' },
    ],
    orderTypes: ['LIMIT', 'MARKET'],
    timeInForce: ['GTC', 'IOC', 'FOK', 'GTX', 'GTD'],
  };
}
