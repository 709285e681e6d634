import type { ExchangeFeed, RateBudget } from '../exchange-feed';
import { tiersFromRows } from '../tier-rows';
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
import { parseOpenInterest, parseOpenInterestHistory, parsePremiumIndex, ratioParser } from './parse-rest';
import { type BinanceVenue, binanceGet } from './requests';
import { binanceSocket } from './socket';
import { USDM_TIER_TABLE } from './usdm-tier-table';

const HOST = 'https://fapi.binance.com';
const BRACKETS = 'https://www.binance.com/bapi/futures/v1/friendly/future/common/brackets';
const DAY_MS = 86_400_000;

/** Documented limits: 2400 weight a minute; 1000 statistics calls and 500 funding calls in five minutes. */
const VENUE: BinanceVenue = {
  api: `${HOST}/fapi/v1`,
  weight: { id: 'binance:weight', limit: 2400, windowMs: 60_000, usedHeader: 'x-mbx-used-weight-1m' },
  funding: { id: 'binance:funding', limit: 500, windowMs: 300_000 },
};
const STATISTICS_BUDGET: RateBudget = { id: 'binance:statistics', limit: 1000, windowMs: 300_000 };
const STATISTICS: StatisticsDialect = {
  api: `${HOST}/futures/data`,
  budget: STATISTICS_BUDGET,
  named: (symbol) => ({ symbol }),
};

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
    candles: klineSeries(VENUE, 'klines'),
    others: [
      klineSeries(VENUE, 'markPriceKlines'),
      statisticSeries(STATISTICS, 'openInterestHist', parseOpenInterestHistory),
      statisticSeries(STATISTICS, 'globalLongShortAccountRatio', ratioParser('accounts')),
      statisticSeries(STATISTICS, 'topLongShortAccountRatio', ratioParser('top-accounts')),
      statisticSeries(STATISTICS, 'topLongShortPositionRatio', ratioParser('top-positions')),
      fundingSeries(VENUE),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: [
    ...venuePolls(VENUE, { openInterest: parseOpenInterest, premiumIndex: parsePremiumIndex }, 1),
    statisticPoll(STATISTICS, 'globalLongShortAccountRatio', ratioParser('accounts')),
    statisticPoll(STATISTICS, 'topLongShortAccountRatio', ratioParser('top-accounts')),
    statisticPoll(STATISTICS, 'topLongShortPositionRatio', ratioParser('top-positions')),
  ],
  tiers: bracketTiers(BRACKETS, 'binance:web', ({ symbol }) =>
    tiersFromRows(USDM_TIER_TABLE[symbol] ?? USDM_TIER_TABLE.default),
  ),
  sockets: ({ symbol }) => [binanceSocket('wss://fstream.binance.com/market', symbol)],
} satisfies ExchangeFeed;
