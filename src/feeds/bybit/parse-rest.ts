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
  share,
  timeMs,
} from '../border/fields';
import { parsePayload } from '../border/refusal';
import { parseList } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  candleEvent,
  fundingEvent,
  hasEnded,
  knownPrice,
  longShareEvent,
  markPriceEvent,
  markRangeRow,
  openInterestEvent,
  priceColumns,
} from '../source-events';

/** `result.list` of the envelope, after checking that it speaks of the contract where it names one. */
export function resultList(payload: unknown, context: ParseContext): readonly unknown[] {
  const result = record(record(payload).result, 'result');
  if (has(result, 'symbol')) expectSymbol(result, 'symbol', context.instrument.symbol);
  return list(result.list, 'list');
}

/** `/kline`, newest first: [start, o, h, l, c, volume, turnover]. Inverse volume is USD, its turnover coins. */
export function parseKlines(payload: unknown, context: ParseContext): Parsed {
  const volumeColumn = context.instrument.kind === 'linear' ? 5 : 6;
  return parseList(
    payload,
    context,
    (value) => {
      const row = columns(value, 7);
      const openTimeMs = timeMs(row, 0);
      return candleEvent({
        openTimeMs,
        intervalMs: BAR_MS,
        ...priceColumns(row),
        volumeBase: nonNegative(row, volumeColumn),
        takerBuyBase: null,
        isClosed: hasEnded(openTimeMs, BAR_MS, context.nowMs),
      });
    },
    (body) => resultList(body, context),
  );
}

/** `/mark-price-kline`: the first five columns. */
export function parseMarkKlines(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, markRangeRow, (body) => resultList(body, context));
}

/**
 * Open interest from a row or ticker. `openInterest` counts both sides; `singleOpenInterest` (since 2026-06-11) one.
 * Coins on linear contracts, USD on inverse ones.
 */
function interestEvent(row: Fields, timeMs: number, context: ParseContext): MarketEvent {
  const isSingle = has(row, 'singleOpenInterest');
  const size = isSingle ? nonNegative(row, 'singleOpenInterest') : nonNegative(row, 'openInterest') / 2;
  const counted = isSingle ? 'single' : 'halved';
  if (context.instrument.kind === 'linear') return openInterestEvent(timeMs, size, null, counted);
  const usd = size * context.instrument.contractSize;
  const price = has(row, 'markPrice')
    ? positive(row, 'markPrice')
    : knownPrice(context, timeMs, 'openInterest');
  return openInterestEvent(timeMs, usd / price, usd, counted);
}

/** `/open-interest`, newest first. */
export function parseOpenInterestHistory(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = record(value, 'row');
      return interestEvent(row, timeMs(row, 'timestamp'), context);
    },
    (body) => resultList(body, context),
  );
}

/** `/account-ratio`: shares of accounts. */
export function parseAccountRatio(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = record(value, 'row');
      expectSymbol(row, 'symbol', context.instrument.symbol);
      return longShareEvent(timeMs(row, 'timestamp'), share(row, 'buyRatio'), 'accounts');
    },
    (body) => resultList(body, context),
  );
}

/** `/funding/history`, newest first. */
export function parseFundingHistory(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = record(value, 'row');
      expectSymbol(row, 'symbol', context.instrument.symbol);
      const time = timeMs(row, 'fundingRateTimestamp');
      return fundingEvent(time, rate(row, 'fundingRate'), intervalHours(row, context));
    },
    (body) => resultList(body, context),
  );
}

/** `/tickers` of one symbol: mark, open interest, funding. The stamp is the envelope's. */
export function parseTicker(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const [first] = resultList(payload, context);
    const row = record(first, 'list');
    return tickerEvents(row, timeMs(record(payload), 'time'), context);
  });
}

/** What a ticker says; in a delta absent fields are unchanged and say nothing. */
export function tickerEvents(row: Fields, time: number, context: ParseContext): MarketEvent[] {
  expectSymbol(row, 'symbol', context.instrument.symbol);
  const events: MarketEvent[] = [];
  if (has(row, 'markPrice')) {
    const indexPrice = has(row, 'indexPrice') ? positive(row, 'indexPrice') : null;
    events.push(markPriceEvent(time, positive(row, 'markPrice'), indexPrice));
  }
  if (has(row, 'singleOpenInterest') || has(row, 'openInterest'))
    events.push(interestEvent(row, time, context));
  if (has(row, 'fundingRate'))
    events.push(fundingEvent(time, rate(row, 'fundingRate'), intervalHours(row, context)));
  return events;
}

function intervalHours(row: Fields, context: ParseContext): number {
  return has(row, 'fundingIntervalHour')
    ? positive(row, 'fundingIntervalHour')
    : context.instrument.fundingIntervalHours;
}
