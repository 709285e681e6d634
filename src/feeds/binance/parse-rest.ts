import type { LongShortRatio } from '../../core/market/long-short-ratio';
import {
  columns,
  expectSymbol,
  has,
  nonNegative,
  positive,
  rate,
  record,
  share,
  timeMs,
} from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { parseList } from '../border/rows';
import { BAR_MS, type ParseContext, type Parser } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  candleEvent,
  fundingEvent,
  hasEnded,
  longShareEvent,
  markPriceEvent,
  markRangeRow,
  openInterestEvent,
  priceColumns,
} from '../source-events';

/**
 * `/klines`: oldest first, [open ms, o, h, l, c, volume, close ms, quote volume, trades, taker buy, ..]. On USD-M the
 * volume (column 5, taker 9) is in coins; on COIN-M those count contracts and the coins stand in columns 7 and 10.
 */
export function parseKlines(payload: unknown, context: ParseContext): Parsed {
  const [volumeColumn, takerColumn] = context.instrument.kind === 'linear' ? [5, 9] : [7, 10];
  return parseList(payload, context, (value) => {
    const row = columns(value, 11);
    const openTimeMs = timeMs(row, 0);
    if (timeMs(row, 6) !== openTimeMs + BAR_MS - 1) refuse(6, 'does not end a five-minute bar');
    return candleEvent({
      openTimeMs,
      intervalMs: BAR_MS,
      ...priceColumns(row),
      volumeBase: nonNegative(row, volumeColumn),
      takerBuyBase: nonNegative(row, takerColumn),
      isClosed: hasEnded(openTimeMs, BAR_MS, context.nowMs),
    });
  });
}

/** `/markPriceKlines`: the same columns, of which only the prices mean anything. */
export function parseMarkKlines(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, markRangeRow);
}

/** `/openInterest` of USD-M and Aster: coins, one side. */
export function parseOpenInterest(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const body = record(payload);
    expectSymbol(body, 'symbol', context.instrument.symbol);
    return [openInterestEvent(timeMs(body, 'time'), nonNegative(body, 'openInterest'))];
  });
}

/** `/futures/data/openInterestHist`: coins and quote value, one side. */
export function parseOpenInterestHistory(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => {
    const row = record(value, 'row');
    expectSymbol(row, 'symbol', context.instrument.symbol);
    const base = nonNegative(row, 'sumOpenInterest');
    const quote = nonNegative(row, 'sumOpenInterestValue');
    return openInterestEvent(timeMs(row, 'timestamp'), base, quote);
  });
}

/** `/premiumIndex`: mark, index and the running funding rate. */
export function parsePremiumIndex(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const body = record(payload);
    expectSymbol(body, 'symbol', context.instrument.symbol);
    const time = timeMs(body, 'time');
    const indexPrice = has(body, 'indexPrice') ? positive(body, 'indexPrice') : null;
    return [
      markPriceEvent(time, positive(body, 'markPrice'), indexPrice),
      fundingEvent(time, rate(body, 'lastFundingRate'), context.instrument.fundingIntervalHours),
    ];
  });
}

/** `/fundingRate`: settled rates, oldest first; stamps lie some ms past the hour. */
export function parseFundingHistory(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => {
    const row = record(value, 'row');
    expectSymbol(row, 'symbol', context.instrument.symbol);
    const { fundingIntervalHours } = context.instrument;
    return fundingEvent(timeMs(row, 'fundingTime'), rate(row, 'fundingRate'), fundingIntervalHours);
  });
}

/** Ratio of accounts, or of top traders: `longAccount` is a share although the name says account everywhere. */
export function ratioParser(of: LongShortRatio['of']): Parser {
  return (payload, context) =>
    parseList(payload, context, (value) => {
      const row = record(value, 'row');
      if (has(row, 'symbol')) expectSymbol(row, 'symbol', context.instrument.symbol);
      return longShareEvent(timeMs(row, 'timestamp'), share(row, 'longAccount'), of);
    });
}
