import type { MarketEvent } from '../../core/market/market-event';
import {
  expectSymbol,
  type Fields,
  has,
  list,
  nonNegative,
  positive,
  positiveOrNull,
  rate,
  record,
  share,
  timeMs,
} from '../border/fields';
import { parsePayload } from '../border/refusal';
import { columnRows, objectRows } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  barPrices,
  candleEvent,
  contractsInterest,
  fundingEvent,
  hasEnded,
  longShareEvent,
  markOrKnownPrice,
  markPriceEvent,
  markRangeColumns,
} from '../source-events';

/** `result.list` of the envelope, after checking that it speaks of the contract where it names one. */
export function resultList(payload: unknown, context: ParseContext): readonly unknown[] {
  const result = record(record(payload).result, 'result');
  if (has(result, 'symbol')) expectSymbol(result, 'symbol', context.instrument.symbol);
  return list(result.list, 'list');
}

const CONTRACT = { pick: resultList, symbolField: 'symbol' };

/** `/kline`, newest first: [start, o, h, l, c, volume, turnover]. Inverse volume is USD, its turnover coins. */
export const parseKlines = columnRows(
  7,
  (row, { instrument, nowMs }) => {
    const openTimeMs = timeMs(row, 0);
    return candleEvent({
      openTimeMs,
      intervalMs: BAR_MS,
      ...barPrices(row),
      volumeBase: nonNegative(row, instrument.kind === 'linear' ? 5 : 6),
      takerBuyBase: null,
      isClosed: hasEnded(openTimeMs, BAR_MS, nowMs),
    });
  },
  resultList,
);

/** `/mark-price-kline`: the first five columns. */
export const parseMarkKlines = markRangeColumns(resultList);

/**
 * Open interest from a row or ticker. `openInterest` counts both sides; `singleOpenInterest` (since 2026-06-11) one.
 * Coins on linear contracts, USD on inverse ones.
 */
function interestEvent(row: Fields, timeMs: number, context: ParseContext): MarketEvent {
  const isSingle = has(row, 'singleOpenInterest');
  const size = isSingle ? nonNegative(row, 'singleOpenInterest') : nonNegative(row, 'openInterest') / 2;
  const price = () => markOrKnownPrice(row, 'markPrice', context, timeMs, 'openInterest');
  return contractsInterest(size, context.instrument, timeMs, price, isSingle ? 'single' : 'halved');
}

/** `/open-interest`, newest first. */
export const parseOpenInterestHistory = objectRows({ pick: resultList }, (row, context) =>
  interestEvent(row, timeMs(row, 'timestamp'), context),
);

/** `/account-ratio`: shares of accounts. */
export const parseAccountRatio = objectRows(CONTRACT, (row) =>
  longShareEvent(timeMs(row, 'timestamp'), share(row, 'buyRatio'), 'accounts'),
);

/** `/funding/history`, newest first. */
export const parseFundingHistory = objectRows(CONTRACT, (row, context) => {
  const time = timeMs(row, 'fundingRateTimestamp');
  return fundingEvent(time, rate(row, 'fundingRate'), intervalHours(row, context));
});

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
    const indexPrice = positiveOrNull(row, 'indexPrice');
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
