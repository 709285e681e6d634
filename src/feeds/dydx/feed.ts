import type { Instrument } from '../../core/market/instrument';
import { getRequest, oneOn } from '../border/request';
import {
  BAR_MS,
  type ExchangeFeed,
  type FeedRequest,
  type RateBudget,
  type SocketPlan,
} from '../exchange-feed';
import { series } from '../history-series';
import { pagesOf } from '../spans';
import { flatTiers } from '../tier-rows';
import { parseDydxListing } from './listing';
import { parseCandles, parseFunding, parseMarket, parseTiers } from './parse-rest';
import { messageChannel, messageMarket, parseStream } from './parse-stream';

const API = 'https://indexer.dydx.trade/v4';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Not documented in what was read; a tenth of what the indexer's own configuration is said to allow. */
const BUDGET: RateBudget = { id: 'dydx:ip', limit: 100, windowMs: 10_000 };

const iso = (ms: number) => new Date(ms).toISOString();

function dydxGet(path: string, query: Record<string, string | number>): FeedRequest {
  return getRequest(`${API}/${path}`, query, oneOn(BUDGET));
}

function socket({ symbol }: Instrument): SocketPlan {
  const wishes = [
    { channel: 'v4_trades', id: symbol, batched: false },
    { channel: 'v4_candles', id: `${symbol}/5MINS`, batched: false },
    { channel: 'v4_markets', batched: false },
  ];
  return {
    url: 'wss://indexer.dydx.trade/v4/ws',
    subscribe: wishes.map((wish) => JSON.stringify({ type: 'subscribe', ...wish })),
    unsubscribe: wishes.map(({ batched, ...wish }) => JSON.stringify({ type: 'unsubscribe', ...wish })),
    // The indexer pings by protocol, which a page cannot see; the market channel is never quiet for long.
    ping: null,
    silenceMs: 60_000,
    maxLifeMs: Number.POSITIVE_INFINITY,
    symbolOf: messageMarket,
    channelOf: messageChannel,
    parse: parseStream,
  };
}

function marketRequest({ symbol }: Instrument): FeedRequest {
  return dydxGet('perpetualMarkets', { ticker: symbol });
}

/** dYdX v4 perpetuals (exchanges.md 11). */
export const dydx = {
  id: 'dydx',
  name: 'dYdX',
  restHosts: ['https://indexer.dydx.trade/*'],
  socketHosts: ['wss://indexer.dydx.trade'],
  coverage: {
    candles: { has: 'yes', note: '5 min, no taker split' },
    'mark-range': { has: 'no', note: 'made from the live oracle price' },
    'open-interest': { has: 'yes', note: 'coins' },
    'open-interest-history': { has: 'yes', note: 'in the candles' },
    funding: { has: 'yes', note: 'hourly' },
    'funding-history': { has: 'yes', note: 'hourly' },
    'account-ratio': { has: 'no', note: '' },
    'top-ratio': { has: 'no', note: '' },
    'taker-volume': { has: 'no', note: 'neutral' },
    liquidations: { has: 'yes', note: 'flagged trades, all of them' },
    'liquidation-history': { has: 'no', note: 'only inside the whole tape' },
    'leverage-tiers': { has: 'yes', note: 'one bracket a market' },
    positions: { has: 'no', note: 'public by address; not read' },
  },
  liquidationReporting: { kind: 'full', fraction: 1 },
  listing: { requests: [dydxGet('perpetualMarkets', {})], parse: parseDydxListing },
  history: {
    candles: series(
      'candles',
      ({ symbol }, span) =>
        pagesOf(span, BAR_MS, 100).map(({ fromMs, toMs }) =>
          dydxGet(`candles/perpetualMarkets/${symbol}`, {
            resolution: '5MINS',
            fromISO: iso(fromMs),
            toISO: iso(toMs),
            limit: 100,
          }),
        ),
      parseCandles,
    ),
    others: [
      series(
        'historicalFunding',
        ({ symbol }, span) =>
          pagesOf(span, HOUR_MS, 100).map(({ toMs }) =>
            dydxGet(`historicalFunding/${symbol}`, { effectiveBeforeOrAt: iso(toMs - 1), limit: 100 }),
          ),
        parseFunding,
      ),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: [
    {
      channel: 'perpetualMarkets',
      everyMs: 30_000,
      delayMs: 0,
      when: 'always',
      request: marketRequest,
      parse: parseMarket,
    },
  ],
  tiers: {
    channel: 'perpetualMarkets',
    request: marketRequest,
    parse: parseTiers,
    fallback: ({ maxLeverage }) => flatTiers(maxLeverage, 0.6 / maxLeverage),
  },
  sockets: (instrument) => [socket(instrument)],
} satisfies ExchangeFeed;
