import type { Instrument } from '../../core/market/instrument';
import { BAR_MS, type ExchangeFeed, type SocketPlan } from '../exchange-feed';
import { fallbackPoll, series } from '../history-series';
import { pagesOf } from '../spans';
import { hyperliquidFallback, parseHyperliquidListing, parseMarginTable } from './meta';
import {
  messageChannel,
  messageCoin,
  parseAssetContexts,
  parseCandleSnapshot,
  parseFundingHistory,
  parseStream,
} from './parse';
import { infoRequest } from './requests';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Only the newest 5000 bars exist. */
const CANDLES_AGE_MS = 4990 * BAR_MS;
const FORMING_BAR = /^\{"channel":"candle","data":\{"t":(\d+),[^{}]*"s":"([^"]+)","i":"5m"[^{}]*\}\}$/;

function socket({ symbol }: Instrument): SocketPlan {
  const subscriptions = [
    { type: 'candle', coin: symbol, interval: '5m' },
    { type: 'activeAssetCtx', coin: symbol },
  ];
  const texts = (method: string) =>
    subscriptions.map((subscription) => JSON.stringify({ method, subscription }));
  return {
    url: 'wss://api.hyperliquid.xyz/ws',
    subscribe: texts('subscribe'),
    unsubscribe: texts('unsubscribe'),
    ping: { text: () => '{"method":"ping"}', everyMs: 20_000 },
    silenceMs: 45_000,
    formingBar: FORMING_BAR,
    maxLifeMs: Number.POSITIVE_INFINITY,
    symbolOf: messageCoin,
    channelOf: messageChannel,
    parse: parseStream,
  };
}

/** Hyperliquid perpetuals of the main venue (exchanges.md 6). Positions: `positions/`. */
export const hyperliquid = {
  id: 'hyperliquid',
  name: 'Hyperliquid',
  restHosts: ['https://api.hyperliquid.xyz/*', 'https://stats-data.hyperliquid.xyz/*'],
  socketHosts: ['wss://api.hyperliquid.xyz'],
  coverage: {
    candles: { has: 'yes', note: 'the newest 5000; no taker split' },
    'mark-range': { has: 'no', note: 'made from the live mark price' },
    'open-interest': { has: 'yes', note: 'coins, one side' },
    'open-interest-history': { has: 'no', note: 'sampled and stored' },
    funding: { has: 'yes', note: 'hourly' },
    'funding-history': { has: 'yes', note: 'hourly' },
    'account-ratio': { has: 'no', note: '' },
    'top-ratio': { has: 'no', note: '' },
    'taker-volume': { has: 'no', note: 'neutral' },
    liquidations: { has: 'no', note: 'no public stream' },
    'liquidation-history': { has: 'no', note: '' },
    'leverage-tiers': { has: 'yes', note: '' },
    positions: { has: 'sampled', note: 'followed addresses, with their liquidation prices' },
  },
  liquidationReporting: { kind: 'none', fraction: 0 },
  listing: { requests: [infoRequest({ type: 'meta' }, 20, HOUR_MS)], parse: parseHyperliquidListing },
  history: {
    candles: series(
      'candleSnapshot',
      ({ symbol }, span) =>
        pagesOf(span, BAR_MS, 4000).map(({ fromMs, toMs }) => {
          const req = { coin: symbol, interval: '5m', startTime: fromMs, endTime: toMs - 1 };
          return infoRequest({ type: 'candleSnapshot', req }, 20 + Math.ceil((toMs - fromMs) / BAR_MS / 60));
        }),
      parseCandleSnapshot,
      { maxAgeMs: CANDLES_AGE_MS },
    ),
    others: [
      series(
        'fundingHistory',
        ({ symbol }, span) =>
          pagesOf(span, HOUR_MS, 480).map(({ fromMs, toMs }) =>
            infoRequest(
              { type: 'fundingHistory', coin: symbol, startTime: fromMs, endTime: toMs - 1 },
              20 + Math.ceil((toMs - fromMs) / HOUR_MS / 20),
            ),
          ),
        parseFundingHistory,
      ),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 6 * DAY_MS,
  },
  polls: [
    fallbackPoll(
      'metaAndAssetCtxs',
      () => infoRequest({ type: 'metaAndAssetCtxs' }, 20, 10_000),
      parseAssetContexts,
    ),
  ],
  tiers: {
    channel: 'meta',
    request: () => infoRequest({ type: 'meta' }, 20, HOUR_MS),
    parse: parseMarginTable,
    fallback: hyperliquidFallback,
  },
  sockets: (instrument) => [socket(instrument)],
} satisfies ExchangeFeed;
