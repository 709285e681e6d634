import type { Instrument } from '../../core/market/instrument';
import { expectSymbol, has, nonNegative, positive, rate, record, share, timeMs } from '../border/fields';
import { parsePayload } from '../border/refusal';
import { parseList } from '../border/rows';
import {
  BAR_MS,
  type ExchangeFeed,
  type HistorySeries,
  type ParseContext,
  type Parser,
  type RateBudget,
} from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { barPoll, fallbackPoll, lastBars, series } from '../history-series';
import { knownPrice } from '../source-events';
import { pagesOf } from '../spans';
import { flatTiers, type TierRow, tiersFromRows } from '../tier-rows';
import { parseBinanceListing } from './listing';
import { fundingEvent, parseFundingHistory, parseKlines, parseMarkKlines } from './parse-rest';
import { type BinanceVenue, binanceGet, klineRequests, STATISTICS_AGE_MS } from './requests';
import { binanceSocket } from './socket';
import { parseBrackets } from './tiers';

const HOST = 'https://dapi.binance.com';
const STATISTICS = `${HOST}/futures/data`;
const DAY_MS = 86_400_000;
const VENUE: BinanceVenue = {
  api: `${HOST}/dapi/v1`,
  weight: { id: 'binance-coinm:weight', limit: 2400, windowMs: 60_000, usedHeader: 'x-mbx-used-weight-1m' },
  funding: { id: 'binance-coinm:funding', limit: 500, windowMs: 300_000 },
};
const STATISTICS_BUDGET: RateBudget = { id: 'binance-coinm:statistics', limit: 1000, windowMs: 300_000 };
const WEB_BUDGET: RateBudget = { id: 'binance:web', limit: 10, windowMs: 60_000 };

/** In BTC (exchanges.md 13.1); the rows after the sixth were not copied there. */
const BTC_ROWS: readonly TierRow[] = [
  [0, 5, 125, 0.004, 0],
  [5, 10, 100, 0.005, 0.005],
  [10, 25, 50, 0.01, 0.055],
  [25, 150, 20, 0.025, 0.43],
  [150, 400, 10, 0.05, 4.18],
  [400, null, 5, 0.1, 24.18],
];

/** `BTCUSD` of `BTCUSD_PERP`: statistics go by pair. */
const pairOf = ({ symbol }: Instrument) => symbol.split('_')[0];

/** `/openInterest`: contracts of 100 or 10 USD, one side. */
function parseOpenInterest(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const body = record(payload);
    expectSymbol(body, 'symbol', context.instrument.symbol);
    const time = timeMs(body, 'time');
    const quote = nonNegative(body, 'openInterest') * context.instrument.contractSize;
    const base = quote / knownPrice(context, time, 'openInterest');
    return [{ type: 'open-interest', openInterest: { timeMs: time, base, quote, counted: 'single' } }];
  });
}

/** `/openInterestHist`: contracts, and in `sumOpenInterestValue` COINS. */
function parseOpenInterestHistory(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => {
    const row = record(value, 'row');
    expectSymbol(row, 'pair', pairOf(context.instrument));
    const quote = nonNegative(row, 'sumOpenInterest') * context.instrument.contractSize;
    const base = nonNegative(row, 'sumOpenInterestValue');
    return {
      type: 'open-interest',
      openInterest: { timeMs: timeMs(row, 'timestamp'), base, quote, counted: 'single' },
    };
  });
}

/** Ratios by pair; the position ratio names its share `longPosition`. */
function pairRatio(of: 'accounts' | 'top-accounts' | 'top-positions'): Parser {
  return (payload, context) =>
    parseList(payload, context, (value) => {
      const row = record(value, 'row');
      expectSymbol(row, 'pair', pairOf(context.instrument));
      const longShare = share(row, has(row, 'longPosition') ? 'longPosition' : 'longAccount');
      return {
        type: 'long-short-ratio',
        longShortRatio: { timeMs: timeMs(row, 'timestamp'), longShare, of },
      };
    });
}

/** `/premiumIndex?symbol=`: a list of one. */
function parsePremiumIndex(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => {
    const row = record(value, 'row');
    expectSymbol(row, 'symbol', context.instrument.symbol);
    const time = timeMs(row, 'time');
    const markPrice = {
      timeMs: time,
      price: positive(row, 'markPrice'),
      indexPrice: positive(row, 'indexPrice'),
    };
    return [{ type: 'mark-price', markPrice }, fundingEvent(time, rate(row, 'lastFundingRate'), context)];
  });
}

function statistic(channel: string, parse: Parser, extra: Record<string, string> = {}): HistorySeries {
  return series(
    channel,
    (instrument, span) =>
      pagesOf(span, BAR_MS, 500).map(({ fromMs, toMs }) =>
        binanceGet(
          `${STATISTICS}/${channel}`,
          {
            pair: pairOf(instrument),
            ...extra,
            period: '5m',
            limit: 500,
            startTime: fromMs,
            endTime: toMs - 1,
          },
          [{ budget: STATISTICS_BUDGET, weight: 1 }],
        ),
      ),
    parse,
    { maxAgeMs: STATISTICS_AGE_MS },
  );
}

function statisticPoll(channel: string, parse: Parser) {
  return barPoll(
    channel,
    (instrument) =>
      binanceGet(`${STATISTICS}/${channel}`, { pair: pairOf(instrument), period: '5m', limit: 3 }, [
        { budget: STATISTICS_BUDGET, weight: 1 },
      ]),
    parse,
  );
}

/** Binance coin-margined perpetuals (exchanges.md 3). */
export const binanceCoinm = {
  id: 'binance-coinm',
  name: 'Binance coin-margined',
  restHosts: ['https://dapi.binance.com/*', 'https://www.binance.com/*'],
  socketHosts: ['wss://dstream.binance.com'],
  coverage: {
    candles: { has: 'yes', note: '5 min, with taker buy volume in coins' },
    'mark-range': { has: 'yes', note: 'mark price klines' },
    'open-interest': { has: 'yes', note: 'contracts, one side' },
    'open-interest-history': { has: 'yes', note: '30 d at 5 min' },
    funding: { has: 'yes', note: '' },
    'funding-history': { has: 'yes', note: '' },
    'account-ratio': { has: 'yes', note: 'by pair' },
    'top-ratio': { has: 'yes', note: 'by pair' },
    'taker-volume': { has: 'yes', note: 'in the klines' },
    liquidations: {
      has: 'unverified',
      note: 'sampled; the address after the merge of 2026-06 was not checked',
    },
    'liquidation-history': { has: 'no', note: '' },
    'leverage-tiers': { has: 'unverified', note: 'web endpoint, in coins; shipped table for BTC' },
    positions: { has: 'no', note: '' },
  },
  liquidationReporting: { kind: 'sampled', fraction: 0.3 },
  listing: {
    requests: [binanceGet(`${VENUE.api}/exchangeInfo`, {}, [{ budget: VENUE.weight, weight: 1 }])],
    parse: (payloads) => parseBinanceListing('binance-coinm', payloads),
  },
  history: {
    candles: series(
      'klines',
      ({ symbol }, span) => klineRequests(VENUE, 'klines', symbol, span),
      parseKlines,
    ),
    others: [
      series(
        'markPriceKlines',
        ({ symbol }, span) => klineRequests(VENUE, 'markPriceKlines', symbol, span),
        parseMarkKlines,
      ),
      statistic('openInterestHist', parseOpenInterestHistory, { contractType: 'PERPETUAL' }),
      statistic('globalLongShortAccountRatio', pairRatio('accounts')),
      statistic('topLongShortAccountRatio', pairRatio('top-accounts')),
      statistic('topLongShortPositionRatio', pairRatio('top-positions')),
      series(
        'fundingRate',
        ({ symbol }, { fromMs, toMs }) => [
          binanceGet(
            `${VENUE.api}/fundingRate`,
            { symbol, startTime: fromMs, endTime: toMs - 1, limit: 200 },
            [{ budget: VENUE.funding, weight: 1 }],
          ),
        ],
        parseFundingHistory,
      ),
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
    fallbackPoll(
      'premiumIndex',
      ({ symbol }) =>
        binanceGet(`${VENUE.api}/premiumIndex`, { symbol }, [{ budget: VENUE.weight, weight: 10 }]),
      parsePremiumIndex,
    ),
    barPoll(
      'markPriceKlines',
      ({ symbol }, nowMs) => klineRequests(VENUE, 'markPriceKlines', symbol, lastBars(nowMs, 2))[0],
      parseMarkKlines,
      3000,
    ),
    statisticPoll('globalLongShortAccountRatio', pairRatio('accounts')),
    statisticPoll('topLongShortAccountRatio', pairRatio('top-accounts')),
    statisticPoll('topLongShortPositionRatio', pairRatio('top-positions')),
  ],
  tiers: {
    channel: 'brackets',
    request: () => ({
      url: 'https://www.binance.com/bapi/futures/v1/friendly/delivery/common/brackets',
      method: 'POST',
      body: '{}',
      charges: [{ budget: WEB_BUDGET, weight: 1 }],
      shareMs: DAY_MS,
    }),
    parse: parseBrackets,
    fallback: ({ symbol, maxLeverage }) =>
      symbol === 'BTCUSD_PERP' ? tiersFromRows(BTC_ROWS) : flatTiers(maxLeverage || 50),
  },
  sockets: ({ symbol }) => [binanceSocket('wss://dstream.binance.com', symbol)],
} satisfies ExchangeFeed;
