import {
  BAR_MS,
  type ExchangeFeed,
  type HistorySeries,
  type Parser,
  type Poll,
  type RateBudget,
} from '../exchange-feed';
import { pagesOf } from '../spans';
import { tiersFromRows } from '../tier-rows';
import { parseBinanceListing } from './listing';
import {
  parseFundingHistory,
  parseKlines,
  parseMarkKlines,
  parseOpenInterest,
  parseOpenInterestHistory,
  parsePremiumIndex,
  ratioParser,
} from './parse-rest';
import { type BinanceVenue, binanceGet, klineRequests, STATISTICS_AGE_MS } from './requests';
import { binanceSocket } from './socket';
import { parseBrackets } from './tiers';
import { USDM_TIER_TABLE } from './usdm-tier-table';

const HOST = 'https://fapi.binance.com';
const STATISTICS = `${HOST}/futures/data`;
const BRACKETS = 'https://www.binance.com/bapi/futures/v1/friendly/future/common/brackets';
const DAY_MS = 86_400_000;

/** Documented limits: 2400 weight a minute; 1000 statistics calls and 500 funding calls in five minutes. */
const VENUE: BinanceVenue = {
  api: `${HOST}/fapi/v1`,
  weight: { id: 'binance:weight', limit: 2400, windowMs: 60_000, usedHeader: 'x-mbx-used-weight-1m' },
  funding: { id: 'binance:funding', limit: 500, windowMs: 300_000 },
};
const STATISTICS_BUDGET: RateBudget = { id: 'binance:statistics', limit: 1000, windowMs: 300_000 };
const WEB_BUDGET: RateBudget = { id: 'binance:web', limit: 10, windowMs: 60_000 };
const ONE_STATISTIC = [{ budget: STATISTICS_BUDGET, weight: 1 }];

const candles: HistorySeries = {
  channel: 'klines',
  requests: ({ symbol }, span) => klineRequests(VENUE, 'klines', symbol, span),
  parse: parseKlines,
  maxAgeMs: Number.POSITIVE_INFINITY,
  minAgeMs: 0,
};

const markRanges: HistorySeries = {
  ...candles,
  channel: 'markPriceKlines',
  requests: ({ symbol }, span) => klineRequests(VENUE, 'markPriceKlines', symbol, span),
  parse: parseMarkKlines,
};

const funding: HistorySeries = {
  ...candles,
  channel: 'fundingRate',
  requests: ({ symbol }, span) => [
    binanceGet(
      `${VENUE.api}/fundingRate`,
      { symbol, startTime: span.fromMs, endTime: span.toMs - 1, limit: 200 },
      [{ budget: VENUE.funding, weight: 1 }],
    ),
  ],
  parse: parseFundingHistory,
};

function statisticSeries(channel: string, parse: Parser): HistorySeries {
  return {
    channel,
    requests: ({ symbol }, span) =>
      pagesOf(span, BAR_MS, 500).map(({ fromMs, toMs }) =>
        binanceGet(
          `${STATISTICS}/${channel}`,
          { symbol, period: '5m', limit: 500, startTime: fromMs, endTime: toMs - 1 },
          ONE_STATISTIC,
        ),
      ),
    parse,
    maxAgeMs: STATISTICS_AGE_MS,
    minAgeMs: 0,
  };
}

/** The last three rows every five minutes: a row appears some seconds after its bar's end. */
function statisticPoll(channel: string, parse: Parser): Poll {
  return {
    channel,
    everyMs: BAR_MS,
    delayMs: 20_000,
    when: 'always',
    request: ({ symbol }) =>
      binanceGet(`${STATISTICS}/${channel}`, { symbol, period: '5m', limit: 3 }, ONE_STATISTIC),
    parse,
  };
}

/** Binance USD-M perpetuals (exchanges.md 3). */
export const binanceUsdm = {
  id: 'binance',
  name: 'Binance',
  restHosts: ['https://fapi.binance.com/*', 'https://www.binance.com/*'],
  socketHosts: ['wss://fstream.binance.com'],
  coverage: {
    candles: { has: 'yes', note: '5 min, with taker buy volume' },
    'mark-range': { has: 'yes', note: 'mark price klines' },
    'open-interest': { has: 'yes', note: 'coins, one side' },
    'open-interest-history': { has: 'yes', note: '30 d at 5 min' },
    funding: { has: 'yes', note: '' },
    'funding-history': { has: 'yes', note: '' },
    'account-ratio': { has: 'yes', note: '30 d at 5 min' },
    'top-ratio': { has: 'yes', note: 'accounts and positions of the top 20 %, 30 d' },
    'taker-volume': { has: 'yes', note: 'in the klines' },
    liquidations: { has: 'sampled', note: 'at most one a symbol and second' },
    'liquidation-history': { has: 'no', note: 'removed in 2021' },
    'leverage-tiers': { has: 'yes', note: 'web endpoint; shipped table when it fails' },
    positions: { has: 'no', note: '' },
  },
  liquidationReporting: { kind: 'sampled', fraction: 0.3 },
  listing: {
    requests: [
      binanceGet(`${VENUE.api}/exchangeInfo`, {}, [{ budget: VENUE.weight, weight: 1 }]),
      binanceGet(`${VENUE.api}/fundingInfo`, {}, [{ budget: VENUE.funding, weight: 1 }]),
    ],
    parse: (payloads) => parseBinanceListing('binance', payloads),
  },
  history: {
    candles,
    others: [
      markRanges,
      statisticSeries('openInterestHist', parseOpenInterestHistory),
      statisticSeries('globalLongShortAccountRatio', ratioParser('accounts')),
      statisticSeries('topLongShortAccountRatio', ratioParser('top-accounts')),
      statisticSeries('topLongShortPositionRatio', ratioParser('top-positions')),
      funding,
    ],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: [
    {
      channel: 'openInterest',
      everyMs: 15_000,
      delayMs: 0,
      when: 'always',
      request: ({ symbol }) =>
        binanceGet(`${VENUE.api}/openInterest`, { symbol }, [{ budget: VENUE.weight, weight: 1 }]),
      parse: parseOpenInterest,
    },
    {
      channel: 'premiumIndex',
      everyMs: 60_000,
      delayMs: 0,
      when: 'fallback',
      request: ({ symbol }) =>
        binanceGet(`${VENUE.api}/premiumIndex`, { symbol }, [{ budget: VENUE.weight, weight: 1 }]),
      parse: parsePremiumIndex,
    },
    {
      channel: 'markPriceKlines',
      everyMs: BAR_MS,
      delayMs: 3000,
      when: 'always',
      request: ({ symbol }, nowMs) => {
        const endMs = Math.floor(nowMs / BAR_MS) * BAR_MS;
        return klineRequests(VENUE, 'markPriceKlines', symbol, {
          fromMs: endMs - 2 * BAR_MS,
          toMs: endMs,
        })[0];
      },
      parse: parseMarkKlines,
    },
    statisticPoll('globalLongShortAccountRatio', ratioParser('accounts')),
    statisticPoll('topLongShortAccountRatio', ratioParser('top-accounts')),
    statisticPoll('topLongShortPositionRatio', ratioParser('top-positions')),
  ],
  tiers: {
    channel: 'brackets',
    request: () => ({
      url: BRACKETS,
      method: 'POST',
      body: '{}',
      charges: [{ budget: WEB_BUDGET, weight: 1 }],
      shareMs: DAY_MS,
    }),
    parse: parseBrackets,
    fallback: ({ symbol }) => tiersFromRows(USDM_TIER_TABLE[symbol] ?? USDM_TIER_TABLE.default),
  },
  sockets: ({ symbol }) => [binanceSocket('wss://fstream.binance.com/market', symbol)],
} satisfies ExchangeFeed;
