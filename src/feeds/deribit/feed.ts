import type { Instrument } from '../../core/market/instrument';
import { getRequest, oneOn } from '../border/request';
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
import { parseDeribitListing } from './listing';
import { parseChartData, parseFundingHistory, parseTicker } from './parse-rest';
import { isPlainTrade, messageChannel, messageInstrument, parseStream } from './parse-stream';
import { deribitTiers } from './tiers';

const API = 'https://www.deribit.com/api/v2/public';
const DAY_MS = 86_400_000;
const BUDGET: RateBudget = { id: 'deribit:ip', limit: 20, windowMs: 1000 };
/** Currencies whose perpetuals are listed; USDC holds the linear ones. */
const CURRENCIES = ['BTC', 'ETH', 'USDC'];
const FORMING_BAR =
  /^\{[^{}[\]]*"params":\{"channel":"(chart\.trades\.[^"]+\.5)","data":\{[^{}]*"tick":(\d+)[^{}]*\}\}\}$/;

function deribitGet(method: string, query: Record<string, string | number>): FeedRequest {
  return getRequest(`${API}/${method}`, query, oneOn(BUDGET), readRefusal);
}

/** JSON-RPC `error`; 10028 means too many requests. */
function readRefusal(payload: unknown): Refusal | null {
  if (typeof payload !== 'object' || payload === null || !('error' in payload)) return null;
  const text = JSON.stringify(payload.error).slice(0, 80);
  return { kind: text.includes('10028') ? 'rate-limited' : 'refused', reason: text };
}

function rpc(method: string, params: Record<string, unknown>): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method: `public/${method}`, params });
}

function socket({ symbol }: Instrument): SocketPlan {
  // `agg2` tells the ticker every two seconds instead of ten times in one.
  const channels = [`ticker.${symbol}.agg2`, `chart.trades.${symbol}.5`, `trades.${symbol}.100ms`];
  return {
    url: 'wss://www.deribit.com/ws/api/v2',
    subscribe: [rpc('subscribe', { channels }), rpc('set_heartbeat', { interval: 30 })],
    unsubscribe: [rpc('unsubscribe', { channels })],
    ping: { text: () => rpc('test', {}), everyMs: 20_000 },
    // The exchange cuts clients that do not answer its test.
    reply: (message) => (isTestRequest(message) ? rpc('test', {}) : null),
    silenceMs: 45_000,
    formingBar: FORMING_BAR,
    isIdle: isPlainTrade,
    maxLifeMs: Number.POSITIVE_INFINITY,
    symbolOf: messageInstrument,
    channelOf: messageChannel,
    parse: parseStream,
  };
}

function isTestRequest(message: unknown): boolean {
  const body = message as { method?: unknown; params?: { type?: unknown } } | null;
  return body?.method === 'heartbeat' && body.params?.type === 'test_request';
}

/** Deribit perpetuals (exchanges.md 10). */
export const deribit = {
  id: 'deribit',
  name: 'Deribit',
  restHosts: ['https://www.deribit.com/*'],
  socketHosts: ['wss://www.deribit.com'],
  coverage: {
    candles: { has: 'yes', note: '5 min, no taker split' },
    'mark-range': { has: 'no', note: 'made from the live mark price' },
    'open-interest': { has: 'yes', note: 'USD on inverse contracts' },
    'open-interest-history': { has: 'no', note: 'sampled and stored' },
    funding: { has: 'yes', note: '' },
    'funding-history': { has: 'yes', note: 'hourly' },
    'account-ratio': { has: 'no', note: '' },
    'top-ratio': { has: 'no', note: '' },
    'taker-volume': { has: 'no', note: 'neutral' },
    liquidations: { has: 'unverified', note: 'flagged trades, all of them' },
    'liquidation-history': { has: 'no', note: 'only inside the whole tape' },
    'leverage-tiers': { has: 'yes', note: "the exchange's formula as brackets" },
    positions: { has: 'no', note: '' },
  },
  liquidationReporting: { kind: 'full', fraction: 1 },
  listing: {
    requests: CURRENCIES.map((currency) =>
      deribitGet('get_instruments', { currency, kind: 'future', expired: 'false' }),
    ),
    parse: parseDeribitListing,
  },
  history: {
    candles: series(
      'get_tradingview_chart_data',
      ({ symbol }, span) =>
        pagesOf(span, BAR_MS, 4500).map(({ fromMs, toMs }) =>
          deribitGet('get_tradingview_chart_data', {
            instrument_name: symbol,
            start_timestamp: fromMs,
            end_timestamp: toMs - 1,
            resolution: 5,
          }),
        ),
      parseChartData,
    ),
    others: [
      series(
        'get_funding_rate_history',
        ({ symbol }, { fromMs, toMs }) => [
          deribitGet('get_funding_rate_history', {
            instrument_name: symbol,
            start_timestamp: fromMs,
            end_timestamp: toMs - 1,
          }),
        ],
        parseFundingHistory,
      ),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 15 * DAY_MS,
  },
  polls: [
    fallbackPoll('ticker', ({ symbol }) => deribitGet('ticker', { instrument_name: symbol }), parseTicker),
  ],
  tiers: {
    channel: 'margin',
    request: () => null,
    parse: () => ({ events: [], errors: [] }),
    fallback: deribitTiers,
  },
  sockets: (instrument) => [socket(instrument)],
} satisfies ExchangeFeed;
