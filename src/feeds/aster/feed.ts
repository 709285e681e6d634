import { bracketTiers, fundingSeries, klineSeries, venuePolls } from '../binance/dialect';
import { parseBinanceListing } from '../binance/listing';
import { parseOpenInterest, parsePremiumIndex } from '../binance/parse-rest';
import { type BinanceVenue, binanceGet } from '../binance/requests';
import { binanceSocket } from '../binance/socket';
import type { ExchangeFeed, RateBudget } from '../exchange-feed';
import { flatTiers } from '../tier-rows';

const DAY_MS = 86_400_000;
const WEIGHT: RateBudget = {
  id: 'aster:weight',
  limit: 2400,
  windowMs: 60_000,
  usedHeader: 'x-mbx-used-weight-1m',
};
const BRACKETS = 'https://www.asterdex.com/bapi/futures/v1/friendly/future/common/brackets';
const VENUE: BinanceVenue = { api: 'https://fapi.asterdex.com/fapi/v3', weight: WEIGHT, funding: WEIGHT };

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
    requests: [binanceGet(`${VENUE.api}/exchangeInfo`, {}, [{ budget: WEIGHT, weight: 1 }])],
    parse: (payloads) => parseBinanceListing('aster', payloads),
  },
  history: {
    candles: klineSeries(VENUE, 'klines'),
    others: [klineSeries(VENUE, 'markPriceKlines'), fundingSeries(VENUE)],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: venuePolls(VENUE, { openInterest: parseOpenInterest, premiumIndex: parsePremiumIndex }, 1),
  tiers: bracketTiers(BRACKETS, 'aster:web', ({ maxLeverage }) => flatTiers(maxLeverage || 50)),
  sockets: ({ symbol }) => [binanceSocket('wss://fstream.asterdex.com', symbol)],
} satisfies ExchangeFeed;
