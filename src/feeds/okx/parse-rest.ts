import type { LongShortRatio } from '../../core/market/long-short-ratio';
import type { MarketEvent } from '../../core/market/market-event';
import {
  columns,
  expectSymbol,
  type Fields,
  has,
  list,
  nonNegative,
  positive,
  rate,
  record,
  timeMs,
} from '../border/fields';
import { refuse } from '../border/refusal';
import { parseList } from '../border/rows';
import { BAR_MS, type ParseContext, type Parser } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  candleEvent,
  fundingEvent,
  longShareEvent,
  markPriceEvent,
  markRangeRow,
  openInterestEvent,
  priceColumns,
} from '../source-events';

/** `data` of the envelope, of REST and socket alike. */
export function dataList(payload: unknown): readonly unknown[] {
  return list(record(payload).data, 'data');
}

/** Candles, newest first: [ts, o, h, l, c, contracts, coins, quote, confirm]. */
export function parseCandles(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => candleFrom(columns(value, 9)), dataList);
}

function candleFrom(row: Fields): MarketEvent {
  if (row[8] !== '0' && row[8] !== '1') refuse(8, 'is neither 0 nor 1');
  return candleEvent({
    openTimeMs: timeMs(row, 0),
    intervalMs: BAR_MS,
    ...priceColumns(row),
    volumeBase: nonNegative(row, 6),
    takerBuyBase: null,
    isClosed: row[8] === '1',
  });
}

/** Mark price candles: [ts, o, h, l, c, confirm]. */
export function parseMarkCandles(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, markRangeRow, dataList);
}

/** Open interest rows [ts, contracts, coins, USD], newest first, one side. */
export function parseOpenInterestHistory(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = columns(value, 4);
      return openInterestEvent(timeMs(row, 0), nonNegative(row, 2), nonNegative(row, 3));
    },
    dataList,
  );
}

/** Open interest now, REST and socket: `oiCcy` coins. */
export function parseOpenInterest(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = record(value, 'data');
      expectSymbol(row, 'instId', context.instrument.symbol);
      const quote = has(row, 'oiUsd') ? nonNegative(row, 'oiUsd') : null;
      return openInterestEvent(timeMs(row, 'ts'), nonNegative(row, 'oiCcy'), quote);
    },
    dataList,
  );
}

/** Mark price now, REST and socket. */
export function parseMarkPrice(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = record(value, 'data');
      expectSymbol(row, 'instId', context.instrument.symbol);
      return markPriceEvent(timeMs(row, 'ts'), positive(row, 'markPx'), null);
    },
    dataList,
  );
}

/** Funding now, REST and socket: the rate that applies at `fundingTime`; the interval is the distance to the next. */
export function parseFunding(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = record(value, 'data');
      expectSymbol(row, 'instId', context.instrument.symbol);
      if (!has(row, 'fundingRate')) return null;
      const time = has(row, 'ts') ? timeMs(row, 'ts') : context.nowMs;
      return fundingEvent(time, rate(row, 'fundingRate'), intervalHours(row, context));
    },
    dataList,
  );
}

function intervalHours(row: Fields, context: ParseContext): number {
  if (!has(row, 'nextFundingTime') || !has(row, 'fundingTime'))
    return context.instrument.fundingIntervalHours;
  const hours = Math.round((timeMs(row, 'nextFundingTime') - timeMs(row, 'fundingTime')) / 3_600_000);
  return hours >= 1 && hours <= 24 ? hours : refuse('nextFundingTime', `is ${hours} h after fundingTime`);
}

/** Settled rates, newest first: `realizedRate` is what was paid. */
export function parseFundingHistory(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = record(value, 'data');
      expectSymbol(row, 'instId', context.instrument.symbol);
      const paid = rate(row, has(row, 'realizedRate') ? 'realizedRate' : 'fundingRate');
      return fundingEvent(timeMs(row, 'fundingTime'), paid, context.instrument.fundingIntervalHours);
    },
    dataList,
  );
}

/** Long/short ratio rows [ts, longs / shorts]. */
export function ratioParser(of: LongShortRatio['of']): Parser {
  return (payload, context) =>
    parseList(
      payload,
      context,
      (value) => {
        const row = columns(value, 2);
        const ratio = nonNegative(row, 1);
        return longShareEvent(timeMs(row, 0), ratio / (1 + ratio), of);
      },
      dataList,
    );
}

/** Taker volume rows [ts, SELL, BUY] in coins: the sold side stands first. */
export function parseTakerVolume(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = columns(value, 3);
      const takerVolume = { openTimeMs: timeMs(row, 0), intervalMs: BAR_MS };
      return {
        type: 'taker-volume',
        takerVolume: { ...takerVolume, sellBase: nonNegative(row, 1), buyBase: nonNegative(row, 2) },
      };
    },
    dataList,
  );
}
