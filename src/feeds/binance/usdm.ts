import type { ExchangeFeed } from '../exchange-feed';
import { tiersFromRows } from '../tier-rows';
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
import { parseOpenInterest, parseOpenInterestHistory, parsePremiumIndex, ratioParser } from './parse-rest';
import { binanceGet } from './requests';
import { binanceSocket } from './socket';
import { USDM_TIER_TABLE } from './usdm-tier-table';

const HOST = 'https://fapi.binance.com';
const BRACKETS = 'https://www.binance.com/bapi/futures/v1/friendly/future/common/brackets';
const DAY_MS = 86_400_000;

const VENUE = binanceVenue('binance', `${HOST}/fapi/v1`);
const STATISTICS: StatisticsDialect = {
  api: `${HOST}/futures/data`,
  budget: statisticsBudget('binance'),
  named: (symbol) => ({ symbol }),
  ratio: ratioParser,
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
      ...ratioSeries(STATISTICS),
      fundingSeries(VENUE),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: [
    ...venuePolls(VENUE, { openInterest: parseOpenInterest, premiumIndex: parsePremiumIndex }, 1),
    ...ratioPolls(STATISTICS),
  ],
  tiers: bracketTiers(BRACKETS, 'binance:web', ({ symbol }) =>
    tiersFromRows(USDM_TIER_TABLE[symbol] ?? USDM_TIER_TABLE.default),
  ),
  sockets: ({ symbol }) => [binanceSocket('wss://fstream.binance.com/market', symbol)],
} satisfies ExchangeFeed;
