import type { Instrument } from '../../core/market/instrument';
import { getRequest, oneOn, opTexts } from '../border/request';
import {
  BAR_MS,
  type ExchangeFeed,
  type FeedRequest,
  type RateBudget,
  type Refusal,
  type SocketPlan,
} from '../exchange-feed';
import { fallbackPoll, series } from '../history-series';
import { pagesOf } from '../spans';
import { flatTiers } from '../tier-rows';
import { parseBitmexListing, parseRiskSteps } from './instruments';
import {
  messageSymbol,
  messageTable,
  parseBuckets,
  parseFunding,
  parseInstrument,
  parseStream,
} from './parse';

const API = 'https://www.bitmex.com/api/v1';
const DAY_MS = 86_400_000;
/** 30 requests a minute without a key. */
const BUDGET: RateBudget = { id: 'bitmex:ip', limit: 30, windowMs: 60_000 };

function bitmexGet(path: string, query: Record<string, string | number>): FeedRequest {
  return getRequest(`${API}/${path}`, query, oneOn(BUDGET), readRefusal);
}

/** `{error: {message}}`. */
function readRefusal(payload: unknown): Refusal | null {
  if (typeof payload !== 'object' || payload === null || !('error' in payload)) return null;
  return { kind: 'refused', reason: JSON.stringify(payload.error).slice(0, 80) };
}

const iso = (ms: number) => new Date(ms).toISOString();

function socket({ symbol }: Instrument): SocketPlan {
  const args = ['instrument', 'liquidation', 'tradeBin5m'].map((table) => `${table}:${symbol}`);
  return {
    url: 'wss://ws.bitmex.com/realtime',
    ...opTexts([args]),
    ping: { text: () => 'ping', everyMs: 20_000 },
    silenceMs: 45_000,
    maxLifeMs: Number.POSITIVE_INFINITY,
    symbolOf: messageSymbol,
    channelOf: messageTable,
    parse: parseStream,
  };
}

/** BitMEX perpetuals, coin and dollar margined (exchanges.md 9). */
export const bitmex = {
  id: 'bitmex',
  name: 'BitMEX',
  restHosts: ['https://www.bitmex.com/*'],
  socketHosts: ['wss://ws.bitmex.com'],
  coverage: {
    candles: { has: 'yes', note: '5 min, no taker split; that stamps are bar ends is unverified' },
    'mark-range': { has: 'no', note: 'made from the live mark price' },
    'open-interest': { has: 'yes', note: 'contracts' },
    'open-interest-history': { has: 'no', note: 'sampled and stored' },
    funding: { has: 'yes', note: '' },
    'funding-history': { has: 'yes', note: '' },
    'account-ratio': { has: 'no', note: '' },
    'top-ratio': { has: 'no', note: '' },
    'taker-volume': { has: 'no', note: 'neutral' },
    liquidations: { has: 'yes', note: 'orders of the engine as they appear; order price' },
    'liquidation-history': { has: 'no', note: '' },
    'leverage-tiers': { has: 'unverified', note: 'base margin and steps of the instrument' },
    positions: { has: 'no', note: '' },
  },
  liquidationReporting: { kind: 'full', fraction: 1 },
  listing: { requests: [bitmexGet('instrument/active', {})], parse: parseBitmexListing },
  history: {
    candles: series(
      'trade/bucketed',
      ({ symbol }, span) =>
        pagesOf(span, BAR_MS, 1000).map(({ fromMs, toMs }) =>
          bitmexGet('trade/bucketed', {
            binSize: '5m',
            partial: 'false',
            symbol,
            count: 1000,
            startTime: iso(fromMs + BAR_MS),
            endTime: iso(toMs),
          }),
        ),
      parseBuckets,
    ),
    others: [
      series(
        'funding',
        ({ symbol }, span) => [
          bitmexGet('funding', {
            symbol,
            count: 500,
            startTime: iso(span.fromMs),
            endTime: iso(span.toMs - 1),
          }),
        ],
        parseFunding,
      ),
    ],
    firstSpanMs: 3 * DAY_MS,
    spanMs: 6.5 * DAY_MS,
  },
  polls: [fallbackPoll('instrument', ({ symbol }) => bitmexGet('instrument', { symbol }), parseInstrument)],
  tiers: {
    channel: 'instrument',
    request: ({ symbol }) => bitmexGet('instrument', { symbol }),
    parse: parseRiskSteps,
    fallback: ({ maxLeverage }) => flatTiers(maxLeverage),
  },
  sockets: (instrument) => [socket(instrument)],
} satisfies ExchangeFeed;
