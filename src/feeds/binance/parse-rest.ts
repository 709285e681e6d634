import type { LongShortRatio } from '../../core/market/long-short-ratio';
import type { MarketEvent } from '../../core/market/market-event';
import {
  expectSymbol,
  type Fields,
  has,
  nonNegative,
  positive,
  positiveOrNull,
  rate,
  record,
  share,
  timeMs,
} from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { columnRows, objectRows } from '../border/rows';
import { BAR_MS, type ParseContext, type Parser } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  barPrices,
  candleEvent,
  fundingEvent,
  hasEnded,
  longShareEvent,
  markPriceEvent,
  markRangeColumns,
  openInterestEvent,
} from '../source-events';

/**
 * `/klines`: oldest first, [open ms, o, h, l, c, volume, close ms, quote volume, trades, taker buy, ..]. On USD-M the
 * volume (column 5, taker 9) is in coins; on COIN-M those count contracts and the coins stand in columns 7 and 10.
 */
export const parseKlines = columnRows(11, (row, { instrument, nowMs }) => {
  const [volumeColumn, takerColumn] = instrument.kind === 'linear' ? [5, 9] : [7, 10];
  const openTimeMs = timeMs(row, 0);
  if (timeMs(row, 6) !== openTimeMs + BAR_MS - 1) refuse(6, 'does not end a five-minute bar');
  return candleEvent({
    openTimeMs,
    intervalMs: BAR_MS,
    ...barPrices(row),
    volumeBase: nonNegative(row, volumeColumn),
    takerBuyBase: nonNegative(row, takerColumn),
    isClosed: hasEnded(openTimeMs, BAR_MS, nowMs),
  });
});

/** `/markPriceKlines`: the same columns, of which only the prices mean anything. */
export const parseMarkKlines = markRangeColumns();

/** `/openInterest` of USD-M and Aster: coins, one side. */
export function parseOpenInterest(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const body = record(payload);
    expectSymbol(body, 'symbol', context.instrument.symbol);
    return [openInterestEvent(timeMs(body, 'time'), nonNegative(body, 'openInterest'))];
  });
}

/** `/futures/data/openInterestHist`: coins and quote value, one side. */
export const parseOpenInterestHistory = objectRows({ symbolField: 'symbol' }, (row) => {
  const base = nonNegative(row, 'sumOpenInterest');
  const quote = nonNegative(row, 'sumOpenInterestValue');
  return openInterestEvent(timeMs(row, 'timestamp'), base, quote);
});

/** `/premiumIndex`: mark, index and the running funding rate. */
export function parsePremiumIndex(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const body = record(payload);
    expectSymbol(body, 'symbol', context.instrument.symbol);
    return premiumEvents(body, context);
  });
}

/** What a row of the premium index says. */
export function premiumEvents(row: Fields, { instrument }: ParseContext): MarketEvent[] {
  const time = timeMs(row, 'time');
  return [
    markPriceEvent(time, positive(row, 'markPrice'), positiveOrNull(row, 'indexPrice')),
    fundingEvent(time, rate(row, 'lastFundingRate'), instrument.fundingIntervalHours),
  ];
}

/** `/fundingRate`: settled rates, oldest first; stamps lie some ms past the hour. */
export const parseFundingHistory = objectRows({ symbolField: 'symbol' }, (row, { instrument }) =>
  fundingEvent(timeMs(row, 'fundingTime'), rate(row, 'fundingRate'), instrument.fundingIntervalHours),
);

/** Ratio of accounts, or of top traders: `longAccount` is a share although the name says account everywhere. */
export function ratioParser(of: LongShortRatio['of']): Parser {
  return objectRows({}, (row, { instrument }) => {
    if (has(row, 'symbol')) expectSymbol(row, 'symbol', instrument.symbol);
    return longShareEvent(timeMs(row, 'timestamp'), share(row, 'longAccount'), of);
  });
}
