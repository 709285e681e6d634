import type { LongShortRatio } from '../../core/market/long-short-ratio';
import {
  BAR_MS,
  type FeedRequest,
  type HistorySeries,
  type Parser,
  type Poll,
  type RateBudget,
  type TierPlan,
} from '../exchange-feed';
import { barPoll, fallbackPoll, lastBars, series } from '../history-series';
import { pagesOf } from '../spans';
import { parseFundingHistory, parseKlines, parseMarkKlines } from './parse-rest';
import { type BinanceVenue, binanceGet, klineRequests, STATISTICS_AGE_MS } from './requests';
import { parseBrackets } from './tiers';

const DAY_MS = 86_400_000;

/** The documented limits of a venue of Binance itself: 2400 weight a minute, 500 funding calls in five minutes. */
export function binanceVenue(id: string, api: string): BinanceVenue {
  return {
    api,
    weight: { id: `${id}:weight`, limit: 2400, windowMs: 60_000, usedHeader: 'x-mbx-used-weight-1m' },
    funding: { id: `${id}:funding`, limit: 500, windowMs: 300_000 },
  };
}

/** The documented limit of its statistics: 1000 calls in five minutes. */
export function statisticsBudget(id: string): RateBudget {
  return { id: `${id}:statistics`, limit: 1000, windowMs: 300_000 };
}

/** Five-minute klines, or mark price klines, of a venue of this dialect. */
export function klineSeries(venue: BinanceVenue, channel: 'klines' | 'markPriceKlines'): HistorySeries {
  const parse = channel === 'klines' ? parseKlines : parseMarkKlines;
  return series(channel, ({ symbol }, span) => klineRequests(venue, channel, symbol, span), parse);
}

/** Settled funding rates; 200 rows hold 66 days at eight hours and 8 days at one. */
export function fundingSeries(venue: BinanceVenue): HistorySeries {
  return series(
    'fundingRate',
    ({ symbol }, { fromMs, toMs }) => [
      binanceGet(`${venue.api}/fundingRate`, { symbol, startTime: fromMs, endTime: toMs - 1, limit: 200 }, [
        { budget: venue.funding, weight: 1 },
      ]),
    ],
    parseFundingHistory,
  );
}

/** Open interest four times a minute, the premium index while the socket is down, the mark range once a bar. */
export function venuePolls(
  venue: BinanceVenue,
  parsers: { openInterest: Parser; premiumIndex: Parser },
  premiumWeight: number,
): Poll[] {
  const get = (path: string, symbol: string, weight: number): FeedRequest =>
    binanceGet(`${venue.api}/${path}`, { symbol }, [{ budget: venue.weight, weight }]);
  return [
    {
      channel: 'openInterest',
      everyMs: 15_000,
      delayMs: 0,
      when: 'always',
      request: ({ symbol }) => get('openInterest', symbol, 1),
      parse: parsers.openInterest,
    },
    fallbackPoll(
      'premiumIndex',
      ({ symbol }) => get('premiumIndex', symbol, premiumWeight),
      parsers.premiumIndex,
    ),
    barPoll(
      'markPriceKlines',
      ({ symbol }, nowMs) => klineRequests(venue, 'markPriceKlines', symbol, lastBars(nowMs, 2))[0],
      parseMarkKlines,
      3000,
    ),
  ];
}

/** The statistics under `/futures/data`, which go by `symbol` on USD-M and by `pair` on COIN-M. */
export interface StatisticsDialect {
  /** `https://fapi.binance.com/futures/data` */
  api: string;
  budget: RateBudget;
  /** The part of the query that names the contract. */
  named: (symbol: string) => Record<string, string>;
  ratio: (of: LongShortRatio['of']) => Parser;
}

/** The endpoints of the ratios, and whose longs each counts. */
const RATIOS = [
  ['globalLongShortAccountRatio', 'accounts'],
  ['topLongShortAccountRatio', 'top-accounts'],
  ['topLongShortPositionRatio', 'top-positions'],
] as const;

/** The past of all three ratios. */
export function ratioSeries(dialect: StatisticsDialect): HistorySeries[] {
  return RATIOS.map(([channel, of]) => statisticSeries(dialect, channel, dialect.ratio(of)));
}

/** The newest rows of all three ratios. */
export function ratioPolls(dialect: StatisticsDialect): Poll[] {
  return RATIOS.map(([channel, of]) => statisticPoll(dialect, channel, dialect.ratio(of)));
}

/** A statistic of the last 30 days. */
export function statisticSeries(
  { api, budget, named }: StatisticsDialect,
  channel: string,
  parse: Parser,
  extra: Record<string, string> = {},
): HistorySeries {
  const charges = [{ budget, weight: 1 }];
  return series(
    channel,
    ({ symbol }, span) =>
      pagesOf(span, BAR_MS, 500).map(({ fromMs, toMs }) => {
        const query = { ...named(symbol), ...extra, period: '5m', limit: 500 };
        return binanceGet(`${api}/${channel}`, { ...query, startTime: fromMs, endTime: toMs - 1 }, charges);
      }),
    parse,
    { maxAgeMs: STATISTICS_AGE_MS },
  );
}

/** The last three rows every five minutes: a row appears some seconds after its bar's end. */
function statisticPoll({ api, budget, named }: StatisticsDialect, channel: string, parse: Parser): Poll {
  return barPoll(
    channel,
    ({ symbol }) =>
      binanceGet(`${api}/${channel}`, { ...named(symbol), period: '5m', limit: 3 }, [{ budget, weight: 1 }]),
    parse,
  );
}

/** The leverage brackets that the venue's own pages ask for, shared by all instruments for a day. */
export function bracketTiers(url: string, budgetId: string, fallback: TierPlan['fallback']): TierPlan {
  const charges = [{ budget: { id: budgetId, limit: 10, windowMs: 60_000 }, weight: 1 }];
  return {
    channel: 'brackets',
    request: () => ({ url, method: 'POST', body: '{}', charges, shareMs: DAY_MS }),
    parse: parseBrackets,
    fallback,
  };
}
