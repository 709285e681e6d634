import type { Market } from '../market/market';
import { newestFirst, numberOf } from '../query';
import { RateWindow } from '../rate-window';
import { largestPerSecond } from '../streams';
import { json, type Venue, type VenueReply, type VenueRequest } from '../venue';
import { BITGET_BARS, candleRow, contractRow, liquidationRow, tickerFields } from './bitget-format';
import { connectBitget } from './bitget-socket';

const VENUE = 'bitget';
const V2 = '/api/v2/mix/market/';
const HOUR_MS = 3_600_000;
const LIQUIDATION_DAYS = 3;

type Handler = (query: URLSearchParams, market: Market, coin: string) => unknown;

const HANDLERS: Readonly<Record<string, Handler>> = {
  [`${V2}contracts`]: (query, market) =>
    (query.get('productType') ?? '').toLowerCase() === 'usdt-futures'
      ? market.source.coins(VENUE).map(contractRow)
      : [],
  [`${V2}candles`]: (query, market, coin) => candles(query, market, coin, 'bars', 1000),
  [`${V2}history-candles`]: (query, market, coin) => candles(query, market, coin, 'bars', 200),
  [`${V2}history-mark-candles`]: (query, market, coin) => candles(query, market, coin, 'markBars', 200),
  [`${V2}ticker`]: (_query, market, coin) => [tickerV2(market, coin)],
  [`${V2}open-interest`]: (_query, market, coin) => ({
    openInterestList: [{ symbol: `${coin}USDT`, size: openInterestText(market, coin) }],
    ts: `${market.nowMs()}`,
  }),
  [`${V2}history-fund-rate`]: fundingHistory,
  [`${V2}account-long-short`]: accountRatio,
  [`${V2}taker-buy-sell`]: takerVolume,
  [`${V2}query-position-lever`]: tiers,
  '/api/v3/market/liquidations': liquidations,
};

const STATISTICS = new Set([`${V2}account-long-short`, `${V2}taker-buy-sell`]);

/** Bitget USDT futures: v2 `mix` REST, v3 liquidations. Envelope `{code, msg, requestTime, data}`. */
export function makeBitget(nowMs: () => number = Date.now): Venue {
  const market20 = new RateWindow(20, 1000, nowMs);
  const statistics1 = new RateWindow(1, 1000, nowMs);
  return {
    id: VENUE,
    hosts: ['api.bitget.com', 'ws.bitget.com'],
    answer(request, market) {
      const window = STATISTICS.has(request.path) ? statistics1 : market20;
      if (!window.spend(1).isAllowed) return { ...failure(market, '429', 'Too Many Requests'), status: 429 };
      return answer(request, market);
    },
    connect: ({ host, path }, market, send) =>
      host === 'ws.bitget.com' && /^\/v[23]\/ws\/public$/.test(path)
        ? connectBitget(path.startsWith('/v3') ? 3 : 2, market, send)
        : null,
  };
}

function answer({ path, query }: VenueRequest, market: Market): VenueReply {
  const handler = HANDLERS[path];
  if (handler === undefined) return { ...failure(market, '40404', 'Request URL NOT FOUND'), status: 404 };
  const symbol = query.get('symbol');
  const coin = symbol === null ? '' : (/^([A-Z0-9]+)USDT$/.exec(symbol)?.[1] ?? null);
  if (coin === null || (coin !== '' && !market.has(VENUE, coin))) {
    return { ...failure(market, '40034', 'Parameter does not exist'), status: 400 };
  }
  const data = handler(query, market, coin);
  if (data === null) return { ...failure(market, '400172', 'Parameter verification failed'), status: 400 };
  return json({ code: '00000', msg: 'success', requestTime: market.nowMs(), data });
}

function failure(market: Market, code: string, msg: string): VenueReply {
  return json({ code, msg, requestTime: market.nowMs(), data: null });
}

/** Oldest first. */
function candles(
  query: URLSearchParams,
  market: Market,
  coin: string,
  kind: 'bars' | 'markBars',
  most: number,
): unknown {
  const intervalMs = BITGET_BARS[query.get('granularity') ?? ''];
  if (intervalMs === undefined) return null;
  const limit = Math.min(most, numberOf(query, 'limit', 100));
  const toMs = numberOf(query, 'endTime', market.nowMs() + 1) - 1;
  const fromMs = numberOf(query, 'startTime', toMs - limit * intervalMs);
  const rows = market[kind](VENUE, coin, intervalMs, { fromMs, toMs }).slice(-limit);
  return rows.map((bar) => candleRow(coin, bar));
}

function openInterestText(market: Market, coin: string): string {
  return (market.openInterestNow(VENUE, coin)?.base ?? 0).toFixed(4);
}

function tickerV2(market: Market, coin: string) {
  const { lastPrice, markPrice, indexPrice, fundingRate, nextFundingTime } = tickerFields(market, coin);
  return {
    symbol: `${coin}USDT`,
    lastPr: lastPrice,
    markPrice,
    indexPrice,
    fundingRate,
    nextFundingTime,
    holdingAmount: openInterestText(market, coin),
    ts: `${market.nowMs()}`,
  };
}

/** Newest first, page by number. */
function fundingHistory(query: URLSearchParams, market: Market, coin: string): unknown {
  const size = Math.min(100, numberOf(query, 'pageSize', 20));
  const number = numberOf(query, 'pageNo', 1);
  const nowMs = market.nowMs();
  const rows = market.fundingSettlements(VENUE, coin, 8, { fromMs: nowMs - 100 * 8 * HOUR_MS, toMs: nowMs });
  return newestFirst(rows, rows.length)
    .slice((number - 1) * size, number * size)
    .map(({ timeMs, rate }) => ({
      symbol: `${coin}USDT`,
      fundingRate: rate.toFixed(6),
      fundingTime: `${timeMs}`,
    }));
}

/** The newest rows only, oldest first. */
function accountRatio(query: URLSearchParams, market: Market, coin: string): unknown {
  const periodMs = BITGET_BARS[query.get('period') ?? '5m'];
  if (periodMs === undefined) return null;
  const nowMs = market.nowMs();
  const rows = market.accountRatio(VENUE, coin, periodMs, { fromMs: nowMs - 30 * periodMs, toMs: nowMs });
  return rows.map(({ timeMs, longShare }) => ({
    longAccountRatio: longShare.toFixed(4),
    shortAccountRatio: (1 - longShare).toFixed(4),
    longShortAccountRatio: (longShare / (1 - longShare)).toFixed(4),
    ts: `${timeMs}`,
  }));
}

function takerVolume(query: URLSearchParams, market: Market, coin: string): unknown {
  const periodMs = BITGET_BARS[query.get('period') ?? '5m'];
  if (periodMs === undefined) return null;
  const nowMs = market.nowMs();
  const bars = market.bars(VENUE, coin, periodMs, { fromMs: nowMs - 30 * periodMs, toMs: nowMs });
  return bars
    .filter((bar) => bar.isClosed)
    .map(({ takerBuyBase, volumeBase, openTimeMs }) => ({
      buyVolume: (takerBuyBase ?? 0).toFixed(4),
      sellVolume: (volumeBase - (takerBuyBase ?? 0)).toFixed(4),
      ts: `${openTimeMs}`,
    }));
}

function tiers(_query: URLSearchParams, market: Market, coin: string): unknown {
  return (market.source.tiers(VENUE, coin) ?? []).map((tier, i) => ({
    symbol: `${coin}USDT`,
    level: `${i + 1}`,
    startUnit: `${tier.notionalFloor}`,
    endUnit: `${Number.isFinite(tier.notionalCap) ? tier.notionalCap : tier.notionalFloor * 10}`,
    leverage: `${tier.maxLeverage}`,
    keepMarginRate: tier.maintenanceMarginRate.toFixed(4),
  }));
}

/** Three days, newest first; the cursor is the stamp of the oldest row of the page. */
function liquidations(query: URLSearchParams, market: Market, coin: string): unknown {
  const nowMs = market.nowMs();
  const toMs = numberOf(query, 'cursor', nowMs + 1) - 1;
  const range = { fromMs: nowMs - LIQUIDATION_DAYS * 24 * HOUR_MS, toMs };
  const coins = coin === '' ? market.source.coins(VENUE) : [coin];
  const rows = coins.flatMap((one) =>
    largestPerSecond(market.liquidations(VENUE, one, range), true).map((event) => ({ one, event })),
  );
  rows.sort((a, b) => b.event.timeMs - a.event.timeMs);
  const page = rows.slice(0, Math.min(100, numberOf(query, 'limit', 100)));
  const list = page.map(({ one, event }) => liquidationRow(one, event));
  return { list, cursor: page.length === 0 ? '' : `${page[page.length - 1].event.timeMs}` };
}
