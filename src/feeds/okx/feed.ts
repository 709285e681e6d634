import type { Instrument } from '../../core/market/instrument';
import {
  BAR_MS,
  type ExchangeFeed,
  type FeedRequest,
  type Parser,
  type Poll,
  type TimeSpan,
} from '../exchange-feed';
import { barPoll, fallbackPoll, lastBars, series } from '../history-series';
import { clipByAge, pagesOf } from '../spans';
import { olderLiquidations, parseLiquidations } from './liquidations';
import { parseOkxListing } from './listing';
import {
  parseCandles,
  parseFunding,
  parseFundingHistory,
  parseMarkCandles,
  parseMarkPrice,
  parseOpenInterest,
  parseOpenInterestHistory,
  parseTakerVolume,
  ratioParser,
} from './parse-rest';
import { okxGet } from './requests';
import { okxSockets } from './sockets';
import { okxFallback, parsePositionTiers } from './tiers';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The newest 1440 bars come from the quick endpoint; one hour is left as a margin. */
const RECENT_MS = 1440 * BAR_MS - HOUR_MS;
/** Five-minute rows reach back a few days (third parties: three); by the minute only what one or three pages hold. */
const FINE_INTEREST_MS = 25 * HOUR_MS;
const FINE_RATIO_MS = 8 * HOUR_MS;
const STATISTICS_AGE_MS = 30 * DAY_MS;
/** Pages of mark candles are short; further back the range of the last price does as well. */
const MARK_AGE_MS = 2 * DAY_MS;
const RATIOS = 'rubik/stat/contracts';

/** `after` means older than, `before` newer than, both exclusive. */
function between({ fromMs, toMs }: TimeSpan) {
  return { after: toMs, before: fromMs - 1 };
}

function candlePages({ symbol }: Instrument, span: TimeSpan, nowMs: number): FeedRequest[] {
  const isRecent = span.fromMs > nowMs - RECENT_MS;
  const [path, rows] = isRecent
    ? (['market/candles', 300] as const)
    : (['market/history-candles', 100] as const);
  return pagesOf(span, BAR_MS, rows).map((page) =>
    okxGet(path, { instId: symbol, bar: '5m', ...between(page), limit: rows }),
  );
}

function markPages({ symbol }: Instrument, span: TimeSpan): FeedRequest[] {
  return pagesOf(span, BAR_MS, 100).map((page) =>
    okxGet('market/mark-price-candles', { instId: symbol, bar: '5m', ...between(page), limit: 100 }),
  );
}

/** Statistics of up to 100 rows a page: by five minutes for what is younger than `fineMs`, by the hour before. */
function statistic(path: string, fineMs: number) {
  return ({ symbol }: Instrument, span: TimeSpan, nowMs: number): FeedRequest[] => {
    const coarse = clipByAge(span, nowMs, fineMs, Number.POSITIVE_INFINITY);
    const fine = clipByAge(span, nowMs, 0, fineMs);
    return [
      ...(coarse === null
        ? []
        : pagesOf(coarse, HOUR_MS, 100).map((page) => statisticPage(path, symbol, '1H', page))),
      ...(fine === null
        ? []
        : pagesOf(fine, BAR_MS, 100).map((page) => statisticPage(path, symbol, '5m', page))),
    ];
  };
}

function statisticPage(
  path: string,
  symbol: string,
  period: string,
  { fromMs, toMs }: TimeSpan,
): FeedRequest {
  return okxGet(path, { instId: symbol, period, begin: fromMs - 1, end: toMs, limit: 100 });
}

function statisticSeries(channel: string, parse: Parser, fineMs = FINE_RATIO_MS) {
  const maxAgeMs = STATISTICS_AGE_MS;
  return series(channel, statistic(`${RATIOS}/${channel}`, fineMs), parse, { maxAgeMs });
}

function statisticPoll(channel: string, parse: Parser): Poll {
  return barPoll(
    channel,
    ({ symbol }) => okxGet(`${RATIOS}/${channel}`, { instId: symbol, period: '5m', limit: 3 }),
    parse,
  );
}

const ACCOUNTS = 'long-short-account-ratio-contract';
const TOP_ACCOUNTS = 'long-short-account-ratio-contract-top-trader';
const TOP_POSITIONS = 'long-short-position-ratio-contract-top-trader';
const TAKER = 'rubik/stat/taker-volume-contract';

/** Coins (unit 0); only at five minutes, since the event says how long its interval is. */
function takerPages({ symbol }: Instrument, span: TimeSpan): FeedRequest[] {
  return pagesOf(span, BAR_MS, 100).map(({ fromMs, toMs }) =>
    okxGet(TAKER, { instId: symbol, period: '5m', unit: 0, begin: fromMs - 1, end: toMs, limit: 100 }),
  );
}

/** OKX perpetual swaps (exchanges.md 5). */
export const okx = {
  id: 'okx',
  name: 'OKX',
  restHosts: ['https://www.okx.com/*'],
  socketHosts: ['wss://ws.okx.com:8443'],
  coverage: {
    candles: { has: 'yes', note: '5 min; taker split from a separate series' },
    'mark-range': { has: 'yes', note: 'mark price candles of two days' },
    'open-interest': { has: 'yes', note: 'one side' },
    'open-interest-history': { has: 'unverified', note: '5 min for a day, hours before; retention disputed' },
    funding: { has: 'yes', note: '' },
    'funding-history': { has: 'yes', note: '' },
    'account-ratio': { has: 'yes', note: '' },
    'top-ratio': { has: 'unverified', note: 'accounts and positions of the top 5 %' },
    'taker-volume': { has: 'yes', note: 'newest eight hours' },
    liquidations: { has: 'sampled', note: 'at most one a contract and second; bankruptcy price' },
    'liquidation-history': { has: 'sampled', note: 'about 24 h' },
    'leverage-tiers': { has: 'yes', note: 'in contracts' },
    positions: { has: 'no', note: '' },
  },
  liquidationReporting: { kind: 'sampled', fraction: 0.5 },
  listing: { requests: [okxGet('public/instruments', { instType: 'SWAP' })], parse: parseOkxListing },
  history: {
    candles: series('candles', candlePages, parseCandles),
    others: [
      series('mark-price-candles', markPages, parseMarkCandles, { maxAgeMs: MARK_AGE_MS }),
      statisticSeries('open-interest-history', parseOpenInterestHistory, FINE_INTEREST_MS),
      statisticSeries(ACCOUNTS, ratioParser('accounts')),
      statisticSeries(TOP_ACCOUNTS, ratioParser('top-accounts')),
      statisticSeries(TOP_POSITIONS, ratioParser('top-positions')),
      series('taker-volume-contract', takerPages, parseTakerVolume, { maxAgeMs: FINE_RATIO_MS }),
      series(
        'funding-rate-history',
        ({ symbol }, span) => [
          okxGet('public/funding-rate-history', { instId: symbol, ...between(span), limit: 100 }),
        ],
        parseFundingHistory,
      ),
      series(
        'liquidation-orders',
        ({ symbol }, { toMs }) => [
          okxGet('public/liquidation-orders', {
            instType: 'SWAP',
            uly: symbol.replace(/-SWAP$/, ''),
            state: 'filled',
            after: toMs,
            limit: 100,
          }),
        ],
        parseLiquidations,
        { maxAgeMs: DAY_MS, next: olderLiquidations },
      ),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: [
    fallbackPoll(
      'mark-price',
      ({ symbol }) => okxGet('public/mark-price', { instType: 'SWAP', instId: symbol }),
      parseMarkPrice,
    ),
    fallbackPoll(
      'open-interest',
      ({ symbol }) => okxGet('public/open-interest', { instType: 'SWAP', instId: symbol }),
      parseOpenInterest,
    ),
    fallbackPoll(
      'funding-rate',
      ({ symbol }) => okxGet('public/funding-rate', { instId: symbol }),
      parseFunding,
    ),
    statisticPoll(ACCOUNTS, ratioParser('accounts')),
    statisticPoll(TOP_ACCOUNTS, ratioParser('top-accounts')),
    statisticPoll(TOP_POSITIONS, ratioParser('top-positions')),
    barPoll(
      'taker-volume-contract',
      ({ symbol }) => okxGet(TAKER, { instId: symbol, period: '5m', unit: 0, limit: 3 }),
      parseTakerVolume,
    ),
    barPoll(
      'mark-price-candles',
      (instrument, nowMs) => markPages(instrument, lastBars(nowMs, 2))[0],
      parseMarkCandles,
      3000,
    ),
  ],
  tiers: {
    channel: 'position-tiers',
    request: ({ symbol }) =>
      okxGet('public/position-tiers', {
        instType: 'SWAP',
        tdMode: 'isolated',
        instFamily: symbol.replace(/-SWAP$/, ''),
      }),
    parse: parsePositionTiers,
    needsPrice: true,
    fallback: okxFallback,
  },
  sockets: ({ symbol }) => okxSockets(symbol),
} satisfies ExchangeFeed;
