import type { LongShortRatio } from '../../core/market/long-short-ratio';
import { type Fields, has, list, nonNegative, positive, rate, record, timeMs } from '../border/fields';
import { refuse } from '../border/refusal';
import { columnRows, objectRows } from '../border/rows';
import { BAR_MS, type ParseContext, type Parser } from '../exchange-feed';
import {
  barPrices,
  candleEvent,
  fundingEvent,
  longShareEvent,
  markPriceEvent,
  markRangeColumns,
  openInterestEvent,
} from '../source-events';

/** `data` of the envelope, of REST and socket alike. */
export function dataList(payload: unknown): readonly unknown[] {
  return list(record(payload).data, 'data');
}

const CONTRACT = { pick: dataList, name: 'data', symbolField: 'instId' };

/** Candles, newest first: [ts, o, h, l, c, contracts, coins, quote, confirm]. */
export const parseCandles = columnRows(
  9,
  (row) => {
    if (row[8] !== '0' && row[8] !== '1') refuse(8, 'is neither 0 nor 1');
    return candleEvent({
      openTimeMs: timeMs(row, 0),
      intervalMs: BAR_MS,
      ...barPrices(row),
      volumeBase: nonNegative(row, 6),
      takerBuyBase: null,
      isClosed: row[8] === '1',
    });
  },
  dataList,
);

/** Mark price candles: [ts, o, h, l, c, confirm]. */
export const parseMarkCandles = markRangeColumns(dataList);

/** Open interest rows [ts, contracts, coins, USD], newest first, one side. */
export const parseOpenInterestHistory = columnRows(
  4,
  (row) => openInterestEvent(timeMs(row, 0), nonNegative(row, 2), nonNegative(row, 3)),
  dataList,
);

/** Open interest now, REST and socket: `oiCcy` coins. */
export const parseOpenInterest = objectRows(CONTRACT, (row) => {
  const quote = has(row, 'oiUsd') ? nonNegative(row, 'oiUsd') : null;
  return openInterestEvent(timeMs(row, 'ts'), nonNegative(row, 'oiCcy'), quote);
});

/** Mark price now, REST and socket. */
export const parseMarkPrice = objectRows(CONTRACT, (row) =>
  markPriceEvent(timeMs(row, 'ts'), positive(row, 'markPx'), null),
);

/** Funding now, REST and socket: the rate that applies at `fundingTime`; the interval is the distance to the next. */
export const parseFunding = objectRows(CONTRACT, (row, context) => {
  if (!has(row, 'fundingRate')) return null;
  const time = has(row, 'ts') ? timeMs(row, 'ts') : context.nowMs;
  return fundingEvent(time, rate(row, 'fundingRate'), intervalHours(row, context));
});

function intervalHours(row: Fields, context: ParseContext): number {
  if (!has(row, 'nextFundingTime') || !has(row, 'fundingTime'))
    return context.instrument.fundingIntervalHours;
  const hours = Math.round((timeMs(row, 'nextFundingTime') - timeMs(row, 'fundingTime')) / 3_600_000);
  return hours >= 1 && hours <= 24 ? hours : refuse('nextFundingTime', `is ${hours} h after fundingTime`);
}

/** Settled rates, newest first: `realizedRate` is what was paid. */
export const parseFundingHistory = objectRows(CONTRACT, (row, { instrument }) => {
  const paid = rate(row, has(row, 'realizedRate') ? 'realizedRate' : 'fundingRate');
  return fundingEvent(timeMs(row, 'fundingTime'), paid, instrument.fundingIntervalHours);
});

/** Long/short ratio rows [ts, longs / shorts]. */
export function ratioParser(of: LongShortRatio['of']): Parser {
  return columnRows(
    2,
    (row) => {
      const ratio = nonNegative(row, 1);
      return longShareEvent(timeMs(row, 0), ratio / (1 + ratio), of);
    },
    dataList,
  );
}

/** Taker volume rows [ts, SELL, BUY] in coins: the sold side stands first. */
export const parseTakerVolume = columnRows(
  3,
  (row) => {
    const bar = { openTimeMs: timeMs(row, 0), intervalMs: BAR_MS };
    const volumes = { sellBase: nonNegative(row, 1), buyBase: nonNegative(row, 2) };
    return { type: 'taker-volume', takerVolume: { ...bar, ...volumes } };
  },
  dataList,
);
