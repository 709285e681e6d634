import type { Instrument } from '../../core/market/instrument';
import { opTexts } from '../border/request';
import { BAR_MS, type ExchangeFeed, type SocketPlan, type TimeSpan } from '../exchange-feed';
import { barPoll, fallbackPoll, lastBars, series } from '../history-series';
import { pagesOf } from '../spans';
import { nextCursorPage, parseBybitListing } from './listing';
import {
  parseAccountRatio,
  parseFundingHistory,
  parseKlines,
  parseMarkKlines,
  parseOpenInterestHistory,
  parseTicker,
} from './parse-rest';
import { isIdleTicker, parseStream, topicChannel, topicSymbol } from './parse-stream';
import { bybitGet, categoryOf } from './requests';
import { bybitFallback, parseRiskLimits } from './tiers';

const DAY_MS = 86_400_000;
const FORMING_BAR =
  /^\{"topic":"(kline\.5\.[^"]+)",[^{}[\]]*"data":\[\{"start":(\d+),[^{}]*"confirm":false[^{}]*\}\][^{}[\]]*\}$/;

function bars(path: string) {
  return (instrument: Instrument, span: TimeSpan) =>
    pagesOf(span, BAR_MS, 1000).map(({ fromMs, toMs }) =>
      bybitGet(path, { ...contract(instrument), interval: 5, start: fromMs, end: toMs - 1, limit: 1000 }),
    );
}

function contract(instrument: Instrument) {
  return { category: categoryOf(instrument), symbol: instrument.symbol };
}

function statistic(path: string, intervalName: string, rows: number) {
  return (instrument: Instrument, span: TimeSpan) =>
    pagesOf(span, BAR_MS, rows).map(({ fromMs, toMs }) =>
      bybitGet(path, {
        ...contract(instrument),
        [intervalName]: '5min',
        startTime: fromMs,
        endTime: toMs - 1,
        limit: rows,
      }),
    );
}

function socket(instrument: Instrument): SocketPlan {
  const { symbol } = instrument;
  const args = [`allLiquidation.${symbol}`, `tickers.${symbol}`, `kline.5.${symbol}`];
  return {
    url: `wss://stream.bybit.com/v5/public/${categoryOf(instrument)}`,
    ...opTexts([args]),
    ping: { text: () => '{"op":"ping"}', everyMs: 20_000 },
    silenceMs: 45_000,
    formingBar: FORMING_BAR,
    isIdle: isIdleTicker,
    maxLifeMs: Number.POSITIVE_INFINITY,
    symbolOf: topicSymbol,
    channelOf: topicChannel,
    parse: parseStream,
  };
}

/** Bybit perpetuals, linear and inverse (exchanges.md 4). */
export const bybit = {
  id: 'bybit',
  name: 'Bybit',
  restHosts: ['https://api.bybit.com/*'],
  socketHosts: ['wss://stream.bybit.com'],
  coverage: {
    candles: { has: 'yes', note: '5 min, no taker split' },
    'mark-range': { has: 'yes', note: 'mark price klines' },
    'open-interest': { has: 'yes', note: 'one side; halved where only both sides are told' },
    'open-interest-history': { has: 'yes', note: 'since launch, 5 min' },
    funding: { has: 'yes', note: '' },
    'funding-history': { has: 'yes', note: '' },
    'account-ratio': { has: 'yes', note: 'since 2020' },
    'top-ratio': { has: 'no', note: '' },
    'taker-volume': { has: 'no', note: 'neutral' },
    liquidations: { has: 'yes', note: 'all, twice a second; bankruptcy price' },
    'liquidation-history': { has: 'no', note: '' },
    'leverage-tiers': { has: 'yes', note: '' },
    positions: { has: 'no', note: '' },
  },
  liquidationReporting: { kind: 'full', fraction: 1 },
  listing: {
    requests: [
      bybitGet('instruments-info', { category: 'linear', limit: 1000 }),
      bybitGet('instruments-info', { category: 'inverse', limit: 1000 }),
    ],
    next: nextCursorPage,
    parse: parseBybitListing,
  },
  history: {
    candles: series('kline', bars('kline'), parseKlines),
    others: [
      series('mark-price-kline', bars('mark-price-kline'), parseMarkKlines),
      series('open-interest', statistic('open-interest', 'intervalTime', 200), parseOpenInterestHistory),
      series('account-ratio', statistic('account-ratio', 'period', 500), parseAccountRatio),
      series(
        'funding/history',
        (instrument, { fromMs, toMs }) => [
          bybitGet('funding/history', {
            ...contract(instrument),
            startTime: fromMs,
            endTime: toMs - 1,
            limit: 200,
          }),
        ],
        parseFundingHistory,
      ),
    ],
    firstSpanMs: DAY_MS,
    spanMs: 3 * DAY_MS,
  },
  polls: [
    fallbackPoll('tickers', (instrument) => bybitGet('tickers', contract(instrument)), parseTicker),
    barPoll(
      'account-ratio',
      (instrument) => bybitGet('account-ratio', { ...contract(instrument), period: '5min', limit: 3 }),
      parseAccountRatio,
    ),
    barPoll(
      'mark-price-kline',
      (instrument, nowMs) => bars('mark-price-kline')(instrument, lastBars(nowMs, 2))[0],
      parseMarkKlines,
      3000,
    ),
  ],
  tiers: {
    channel: 'risk-limit',
    request: (instrument) => bybitGet('risk-limit', contract(instrument)),
    parse: parseRiskLimits,
    fallback: bybitFallback,
  },
  sockets: (instrument) => [socket(instrument)],
} satisfies ExchangeFeed;
