import { digitsOf } from '../contract-digits';
import type { Market } from '../market/market';
import { RateWindow } from '../rate-window';
import { json, type VenueReply, type VenueRequest } from '../venue';
import { bracketsBody } from './binance-brackets';
import type { BinanceDialect } from './binance-dialect';
import { BINANCE_INTERVALS, klineRow, markKlineRow, nextFundingMs } from './binance-format';
import { BinanceRefusal, limitOf, listedCoin, page, rangeOf } from './binance-query';
import { openInterestHistory, ratioHistory, takerHistory } from './binance-statistics';

const HOUR_MS = 3_600_000;

type Handler = (dialect: BinanceDialect, query: URLSearchParams, market: Market) => unknown;

const API: Readonly<Record<string, Handler>> = {
  '/ping': () => ({}),
  '/time': (_dialect, _query, market) => ({ serverTime: market.nowMs() }),
  '/exchangeInfo': (dialect, _query, market) => exchangeInfo(dialect, market),
  '/klines': (dialect, query, market) => klines(dialect, query, market, 'bars'),
  '/markPriceKlines': (dialect, query, market) => klines(dialect, query, market, 'markBars'),
  '/openInterest': openInterestNow,
  '/premiumIndex': premiumIndex,
  '/fundingRate': fundingHistory,
  // Only symbols with adjusted caps or intervals are listed; none of ours is.
  '/fundingInfo': () => [],
};

const STATISTICS: Readonly<Record<string, Handler>> = {
  '/futures/data/openInterestHist': openInterestHistory,
  '/futures/data/globalLongShortAccountRatio': ratioHistory,
  '/futures/data/topLongShortAccountRatio': ratioHistory,
  '/futures/data/topLongShortPositionRatio': ratioHistory,
  '/futures/data/takerlongshortRatio': takerHistory,
};

/**
 * The dialect's REST with its budgets: 2400 weight a minute, 1000 statistics and 500 funding requests in five minutes.
 * Null for paths of a host that serves pages as well.
 */
export function makeBinanceRest(dialect: BinanceDialect, nowMs?: () => number) {
  const weights = new RateWindow(2400, 60_000, nowMs);
  const statistics = new RateWindow(1000, 300_000, nowMs);
  const funding = new RateWindow(500, 300_000, nowMs);
  return (request: VenueRequest, market: Market): VenueReply | null => {
    if (request.path === dialect.bracketsPath) return json(bracketsBody(dialect, market));
    if (request.host.startsWith('www.')) return null;
    const statistic = dialect.hasStatistics ? STATISTICS[request.path] : undefined;
    const name = request.path.startsWith(dialect.apiRoot) ? request.path.slice(dialect.apiRoot.length) : '';
    const handler = statistic ?? API[name];
    if (handler === undefined) return notFound();
    const isFunding = name === '/fundingRate' || name === '/fundingInfo';
    const special = statistic ? statistics : isFunding ? funding : null;
    const spent = special?.spend(1) ?? weights.spend(weightOf(request));
    if (!spent.isAllowed) return tooManyRequests(spent.retryAfterS);
    const headers: Record<string, string> = special ? {} : { 'x-mbx-used-weight-1m': `${spent.used}` };
    try {
      return json(handler(dialect, request.query, market), 200, headers);
    } catch (error) {
      if (!(error instanceof BinanceRefusal)) throw error;
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
  return path.endsWith('/premiumIndex') && !query.has('symbol') ? 10 : 1;
}

function klines(dialect: BinanceDialect, query: URLSearchParams, market: Market, kind: 'bars' | 'markBars') {
  const coin = listedCoin(dialect, query, market);
  const intervalMs = BINANCE_INTERVALS[query.get('interval') ?? ''];
  if (intervalMs === undefined) throw new BinanceRefusal(-1120, 'Invalid interval.');
  const limit = limitOf(query, 500, 1500);
  const range = rangeOf(query, market, limit * intervalMs);
  const rows = page(market[kind](dialect.venue, coin, intervalMs, range), query, limit);
  return rows.map((bar) => (kind === 'bars' ? klineRow(dialect, coin, bar) : markKlineRow(bar)));
}

function openInterestNow(dialect: BinanceDialect, query: URLSearchParams, market: Market) {
  const coin = listedCoin(dialect, query, market);
  const now = market.openInterestNow(dialect.venue, coin);
  const price = market.lastPrice(dialect.venue, coin) ?? 1;
  const body = {
    symbol: dialect.symbolOf(coin),
    openInterest: dialect.quantityText(coin, now?.base ?? 0, price),
    time: now?.timeMs ?? market.nowMs(),
  };
  if (dialect.quoteAsset === 'USDT') return body;
  return { ...body, pair: dialect.pairOf(coin), contractType: 'PERPETUAL' };
}

function premiumIndex(dialect: BinanceDialect, query: URLSearchParams, market: Market) {
  if (!query.has('symbol')) {
    return market.source.coins(dialect.venue).map((coin) => premiumOf(dialect, coin, market));
  }
  const one = premiumOf(dialect, listedCoin(dialect, query, market), market);
  return dialect.quoteAsset === 'USD' ? [one] : one;
}

function premiumOf(dialect: BinanceDialect, coin: string, market: Market) {
  const nowMs = market.nowMs();
  const mark = (market.markPrice(dialect.venue, coin) ?? 0).toFixed(8);
  return {
    symbol: dialect.symbolOf(coin),
    ...(dialect.quoteAsset === 'USD' ? { pair: dialect.pairOf(coin) } : {}),
    markPrice: mark,
    indexPrice: mark,
    estimatedSettlePrice: mark,
    lastFundingRate: (market.fundingNow(dialect.venue, coin) ?? 0).toFixed(8),
    interestRate: '0.00010000',
    nextFundingTime: nextFundingMs(nowMs),
    time: nowMs,
  };
}

function fundingHistory(dialect: BinanceDialect, query: URLSearchParams, market: Market) {
  const coin = listedCoin(dialect, query, market);
  const limit = limitOf(query, 100, 1000);
  const range = rangeOf(query, market, limit * 8 * HOUR_MS);
  const rows = market.fundingSettlements(dialect.venue, coin, 8, range);
  return page(rows, query, limit).map(({ timeMs, rate }) => ({
    symbol: dialect.symbolOf(coin),
    fundingRate: rate.toFixed(8),
    fundingTime: timeMs,
    markPrice: '',
    rateType: 'Regular',
  }));
}

function exchangeInfo(dialect: BinanceDialect, market: Market) {
  return {
    timezone: 'UTC',
    serverTime: market.nowMs(),
    futuresType: dialect.quoteAsset === 'USD' ? 'COIN_MARGINED' : 'U_MARGINED',
    rateLimits: [
      { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 2400 },
      { rateLimitType: 'ORDERS', interval: 'MINUTE', intervalNum: 1, limit: 1200 },
    ],
    exchangeFilters: [],
    symbols: market.source.coins(dialect.venue).map((coin) => symbolInfo(dialect, coin)),
  };
}

function symbolInfo(dialect: BinanceDialect, coin: string) {
  const { priceDigits, tickSize } = digitsOf(coin);
  const contractUsd = dialect.contractUsd(coin);
  return {
    symbol: dialect.symbolOf(coin),
    pair: dialect.pairOf(coin),
    contractType: 'PERPETUAL',
    deliveryDate: 4_133_404_800_000,
    onboardDate: 1_569_398_400_000,
    ...(contractUsd === null
      ? { status: 'TRADING' }
      : { contractStatus: 'TRADING', contractSize: contractUsd, equalQtyPrecision: 4 }),
    maintMarginPercent: '2.5000',
    requiredMarginPercent: '5.0000',
    baseAsset: coin,
    quoteAsset: dialect.quoteAsset,
    marginAsset: contractUsd === null ? dialect.quoteAsset : coin,
    pricePrecision: priceDigits,
    quantityPrecision: contractUsd === null ? 3 : 0,
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
