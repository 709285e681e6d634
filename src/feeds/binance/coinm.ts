import { expectSymbol, has, nonNegative, positive, rate, record, share, timeMs } from '../border/fields';
import { parsePayload } from '../border/refusal';
import { parseList } from '../border/rows';
import type { ExchangeFeed, ParseContext, Parser, RateBudget } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  fundingEvent,
  knownPrice,
  longShareEvent,
  markPriceEvent,
  openInterestEvent,
} from '../source-events';
import { flatTiers, type TierRow, tiersFromRows } from '../tier-rows';
import {
  bracketTiers,
  fundingSeries,
  klineSeries,
  type StatisticsDialect,
  statisticPoll,
  statisticSeries,
  venuePolls,
} from './dialect';
import { parseBinanceListing } from './listing';
import { type BinanceVenue, binanceGet } from './requests';
import { binanceSocket } from './socket';

const HOST = 'https://dapi.binance.com';
const BRACKETS = 'https://www.binance.com/bapi/futures/v1/friendly/delivery/common/brackets';
const DAY_MS = 86_400_000;
const VENUE: BinanceVenue = {
  api: `${HOST}/dapi/v1`,
  weight: { id: 'binance-coinm:weight', limit: 2400, windowMs: 60_000, usedHeader: 'x-mbx-used-weight-1m' },
  funding: { id: 'binance-coinm:funding', limit: 500, windowMs: 300_000 },
};
const STATISTICS_BUDGET: RateBudget = { id: 'binance-coinm:statistics', limit: 1000, windowMs: 300_000 };

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
const pairOf = (symbol: string) => symbol.split('_')[0];
const STATISTICS: StatisticsDialect = {
  api: `${HOST}/futures/data`,
  budget: STATISTICS_BUDGET,
  named: (symbol) => ({ pair: pairOf(symbol) }),
};

/** `/openInterest`: contracts of 100 or 10 USD, one side. */
function parseOpenInterest(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const body = record(payload);
    expectSymbol(body, 'symbol', context.instrument.symbol);
    const time = timeMs(body, 'time');
    const quote = nonNegative(body, 'openInterest') * context.instrument.contractSize;
    const base = quote / knownPrice(context, time, 'openInterest');
    return [openInterestEvent(time, base, quote)];
  });
}

/** `/openInterestHist`: contracts, and in `sumOpenInterestValue` COINS. */
function parseOpenInterestHistory(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => {
    const row = record(value, 'row');
    expectSymbol(row, 'pair', pairOf(context.instrument.symbol));
    const quote = nonNegative(row, 'sumOpenInterest') * context.instrument.contractSize;
    const base = nonNegative(row, 'sumOpenInterestValue');
    return openInterestEvent(timeMs(row, 'timestamp'), base, quote);
  });
}

/** Ratios by pair; the position ratio names its share `longPosition`. */
function pairRatio(of: 'accounts' | 'top-accounts' | 'top-positions'): Parser {
  return (payload, context) =>
    parseList(payload, context, (value) => {
      const row = record(value, 'row');
      expectSymbol(row, 'pair', pairOf(context.instrument.symbol));
      const longShare = share(row, has(row, 'longPosition') ? 'longPosition' : 'longAccount');
      return longShareEvent(timeMs(row, 'timestamp'), longShare, of);
    });
}

/** `/premiumIndex?symbol=`: a list of one. */
function parsePremiumIndex(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => {
    const row = record(value, 'row');
    expectSymbol(row, 'symbol', context.instrument.symbol);
    const time = timeMs(row, 'time');
    return [
      markPriceEvent(time, positive(row, 'markPrice'), positive(row, 'indexPrice')),
      fundingEvent(time, rate(row, 'lastFundingRate'), context.instrument.fundingIntervalHours),
    ];
  });
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
    candles: klineSeries(VENUE, 'klines'),
    others: [
      klineSeries(VENUE, 'markPriceKlines'),
      statisticSeries(STATISTICS, 'openInterestHist', parseOpenInterestHistory, {
        contractType: 'PERPETUAL',
      }),
      statisticSeries(STATISTICS, 'globalLongShortAccountRatio', pairRatio('accounts')),
      statisticSeries(STATISTICS, 'topLongShortAccountRatio', pairRatio('top-accounts')),
      statisticSeries(STATISTICS, 'topLongShortPositionRatio', pairRatio('top-positions')),
      fundingSeries(VENUE),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: [
    ...venuePolls(VENUE, { openInterest: parseOpenInterest, premiumIndex: parsePremiumIndex }, 10),
    statisticPoll(STATISTICS, 'globalLongShortAccountRatio', pairRatio('accounts')),
    statisticPoll(STATISTICS, 'topLongShortAccountRatio', pairRatio('top-accounts')),
    statisticPoll(STATISTICS, 'topLongShortPositionRatio', pairRatio('top-positions')),
  ],
  tiers: bracketTiers(BRACKETS, 'binance:web', ({ symbol, maxLeverage }) =>
    symbol === 'BTCUSD_PERP' ? tiersFromRows(BTC_ROWS) : flatTiers(maxLeverage || 50),
  ),
  sockets: ({ symbol }) => [binanceSocket('wss://dstream.binance.com', symbol)],
} satisfies ExchangeFeed;
