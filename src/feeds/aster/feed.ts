import { parseBinanceListing } from '../binance/listing';
import {
  parseFundingHistory,
  parseKlines,
  parseMarkKlines,
  parseOpenInterest,
  parsePremiumIndex,
} from '../binance/parse-rest';
import { type BinanceVenue, binanceGet, klineRequests } from '../binance/requests';
import { binanceSocket } from '../binance/socket';
import { parseBrackets } from '../binance/tiers';
import type { ExchangeFeed, RateBudget } from '../exchange-feed';
import { barPoll, fallbackPoll, lastBars, series } from '../history-series';
import { flatTiers } from '../tier-rows';

const DAY_MS = 86_400_000;
const WEIGHT: RateBudget = {
  id: 'aster:weight',
  limit: 2400,
  windowMs: 60_000,
  usedHeader: 'x-mbx-used-weight-1m',
};
const WEB_BUDGET: RateBudget = { id: 'aster:web', limit: 10, windowMs: 60_000 };
const VENUE: BinanceVenue = { api: 'https://fapi.asterdex.com/fapi/v3', weight: WEIGHT, funding: WEIGHT };
const ONE = [{ budget: WEIGHT, weight: 1 }];

/** Aster perpetuals: the dialect of Binance without its statistics (exchanges.md 11). */
export const aster = {
  id: 'aster',
  name: 'Aster',
  restHosts: ['https://fapi.asterdex.com/*', 'https://www.asterdex.com/*'],
  socketHosts: ['wss://fstream.asterdex.com'],
  coverage: {
    candles: { has: 'unverified', note: '5 min, with taker buy volume' },
    'mark-range': { has: 'unverified', note: 'mark price klines' },
    'open-interest': { has: 'unverified', note: 'used by others though absent from the documentation' },
    'open-interest-history': { has: 'no', note: 'sampled and stored' },
    funding: { has: 'unverified', note: '' },
    'funding-history': { has: 'unverified', note: '' },
    'account-ratio': { has: 'no', note: '' },
    'top-ratio': { has: 'no', note: '' },
    'taker-volume': { has: 'unverified', note: 'in the klines' },
    liquidations: { has: 'sampled', note: 'at most one a symbol and second' },
    'liquidation-history': { has: 'no', note: '' },
    'leverage-tiers': { has: 'unverified', note: 'web endpoint' },
    positions: { has: 'no', note: '' },
  },
  liquidationReporting: { kind: 'sampled', fraction: 0.3 },
  listing: {
    requests: [binanceGet(`${VENUE.api}/exchangeInfo`, {}, ONE)],
    parse: (payloads) => parseBinanceListing('aster', payloads),
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
      series(
        'fundingRate',
        ({ symbol }, { fromMs, toMs }) => [
          binanceGet(
            `${VENUE.api}/fundingRate`,
            { symbol, startTime: fromMs, endTime: toMs - 1, limit: 200 },
            ONE,
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
      request: ({ symbol }) => binanceGet(`${VENUE.api}/openInterest`, { symbol }, ONE),
      parse: parseOpenInterest,
    },
    fallbackPoll(
      'premiumIndex',
      ({ symbol }) => binanceGet(`${VENUE.api}/premiumIndex`, { symbol }, ONE),
      parsePremiumIndex,
    ),
    barPoll(
      'markPriceKlines',
      ({ symbol }, nowMs) => klineRequests(VENUE, 'markPriceKlines', symbol, lastBars(nowMs, 2))[0],
      parseMarkKlines,
      3000,
    ),
  ],
  tiers: {
    channel: 'brackets',
    request: () => ({
      url: 'https://www.asterdex.com/bapi/futures/v1/friendly/future/common/brackets',
      method: 'POST',
      body: '{}',
      charges: [{ budget: WEB_BUDGET, weight: 1 }],
      shareMs: DAY_MS,
    }),
    parse: parseBrackets,
    fallback: ({ maxLeverage }) => flatTiers(maxLeverage || 50),
  },
  sockets: ({ symbol }) => [binanceSocket('wss://fstream.asterdex.com', symbol)],
} satisfies ExchangeFeed;
