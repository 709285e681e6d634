import type { LongShortRatio } from '../../core/market/long-short-ratio';
import { expectSymbol, has, nonNegative, record, share, timeMs } from '../border/fields';
import { parsePayload } from '../border/refusal';
import { objectRows } from '../border/rows';
import type { ExchangeFeed, ParseContext, Parser } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { contractsInterest, knownPrice, longShareEvent, openInterestEvent } from '../source-events';
import { flatTiers, type TierRow, tiersFromRows } from '../tier-rows';
import {
  binanceVenue,
  bracketTiers,
  fundingSeries,
  klineSeries,
  ratioPolls,
  ratioSeries,
  type StatisticsDialect,
  statisticSeries,
  statisticsBudget,
  venuePolls,
} from './dialect';
import { parseBinanceListing } from './listing';
import { premiumEvents } from './parse-rest';
import { binanceGet } from './requests';
import { binanceSocket } from './socket';

const HOST = 'https://dapi.binance.com';
const BRACKETS = 'https://www.binance.com/bapi/futures/v1/friendly/delivery/common/brackets';
const DAY_MS = 86_400_000;
const VENUE = binanceVenue('binance-coinm', `${HOST}/dapi/v1`);

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
  budget: statisticsBudget('binance-coinm'),
  named: (symbol) => ({ pair: pairOf(symbol) }),
  ratio: pairRatio,
};

/** `/openInterest`: contracts of 100 or 10 USD, one side. */
function parseOpenInterest(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const body = record(payload);
    const { instrument } = context;
    expectSymbol(body, 'symbol', instrument.symbol);
    const time = timeMs(body, 'time');
    const price = () => knownPrice(context, time, 'openInterest');
    return [contractsInterest(nonNegative(body, 'openInterest'), instrument, time, price)];
  });
}

/** `/openInterestHist`: contracts, and in `sumOpenInterestValue` COINS. */
const parseOpenInterestHistory = objectRows({}, (row, { instrument }) => {
  expectSymbol(row, 'pair', pairOf(instrument.symbol));
  const quote = nonNegative(row, 'sumOpenInterest') * instrument.contractSize;
  const base = nonNegative(row, 'sumOpenInterestValue');
  return openInterestEvent(timeMs(row, 'timestamp'), base, quote);
});

/** Ratios by pair; the position ratio names its share `longPosition`. */
function pairRatio(of: LongShortRatio['of']): Parser {
  return objectRows({}, (row, { instrument }) => {
    expectSymbol(row, 'pair', pairOf(instrument.symbol));
    const longShare = share(row, has(row, 'longPosition') ? 'longPosition' : 'longAccount');
    return longShareEvent(timeMs(row, 'timestamp'), longShare, of);
  });
}

/** `/premiumIndex?symbol=`: a list of one. */
const parsePremiumIndex = objectRows({ symbolField: 'symbol' }, premiumEvents);

/** Binance coin-margined perpetuals (exchanges.md 3). */
export const binanceCoinm = {
  id: 'binance-coinm',
  name: 'Binance COIN-M',
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
      ...ratioSeries(STATISTICS),
      fundingSeries(VENUE),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: [
    ...venuePolls(VENUE, { openInterest: parseOpenInterest, premiumIndex: parsePremiumIndex }, 10),
    ...ratioPolls(STATISTICS),
  ],
  tiers: bracketTiers(BRACKETS, 'binance:web', ({ symbol, maxLeverage }) =>
    symbol === 'BTCUSD_PERP' ? tiersFromRows(BTC_ROWS) : flatTiers(maxLeverage || 50),
  ),
  sockets: ({ symbol }) => [binanceSocket('wss://dstream.binance.com', symbol)],
} satisfies ExchangeFeed;
