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
  timeMs,
} from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { columnRows, objectRows } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
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
import { tiersEvent, withDeductions } from '../tier-rows';

/** `data` of the envelope. */
export function dataList(payload: unknown): readonly unknown[] {
  return list(record(payload).data, 'data');
}

/** The statistics' rows name no contract. */
const STATISTIC = { pick: dataList, name: 'data' };

/** Candles, oldest first, of REST and socket alike: [ts, o, h, l, c, coins, quote, ..]. */
export const parseCandles = columnRows(
  7,
  (row, { nowMs }) => {
    const openTimeMs = timeMs(row, 0);
    return candleEvent({
      openTimeMs,
      intervalMs: BAR_MS,
      ...barPrices(row),
      volumeBase: nonNegative(row, 5),
      takerBuyBase: null,
      isClosed: hasEnded(openTimeMs, BAR_MS, nowMs),
    });
  },
  dataList,
);

/** Mark price candles: the same columns without a volume. */
export const parseMarkCandles = markRangeColumns(dataList);

/** v2 `ticker`: mark, index, running funding, open interest. */
export function parseTicker(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const row = record(dataList(payload)[0], 'data');
    expectSymbol(row, 'symbol', context.instrument.symbol);
    return tickerEvents(row, timeMs(row, 'ts'), 'holdingAmount', context);
  });
}

/** What a ticker says, REST v2 or socket v3; the open interest field has two names. */
export function tickerEvents(
  row: Fields,
  time: number,
  interestField: string,
  context: ParseContext,
): MarketEvent[] {
  const indexPrice = positiveOrNull(row, 'indexPrice');
  const events = [markPriceEvent(time, positive(row, 'markPrice'), indexPrice)];
  if (has(row, interestField)) events.push(openInterestEvent(time, nonNegative(row, interestField)));
  if (has(row, 'fundingRate'))
    events.push(fundingEvent(time, rate(row, 'fundingRate'), context.instrument.fundingIntervalHours));
  return events;
}

/** `history-fund-rate`, newest first. */
export const parseFundingHistory = objectRows(
  { pick: dataList, name: 'data', symbolField: 'symbol' },
  (row, { instrument }) =>
    fundingEvent(timeMs(row, 'fundingTime'), rate(row, 'fundingRate'), instrument.fundingIntervalHours),
);

/** `account-long-short`: the example's ratio is not the quotient of its shares, so the share is recomputed. */
export const parseAccountRatio = objectRows(STATISTIC, (row) => {
  const [long, short] = [nonNegative(row, 'longAccountRatio'), nonNegative(row, 'shortAccountRatio')];
  if (long + short <= 0) refuse('longAccountRatio', 'and shortAccountRatio are both 0');
  return longShareEvent(timeMs(row, 'ts'), long / (long + short), 'accounts');
});

/** `taker-buy-sell`: volumes of takers, taken for coins (unverified). */
export const parseTakerVolume = objectRows(STATISTIC, (row) => {
  const volumes = { buyBase: nonNegative(row, 'buyVolume'), sellBase: nonNegative(row, 'sellVolume') };
  return {
    type: 'taker-volume',
    takerVolume: { openTimeMs: timeMs(row, 'ts'), intervalMs: BAR_MS, ...volumes },
  };
});

/** `query-position-lever`: brackets in quote currency; the deductions are computed, whether they count is unverified. */
export function parseTiers(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const rows = dataList(payload).map((value) => record(value, 'data'));
    rows.sort((a, b) => positive(a, 'level') - positive(b, 'level'));
    const bare = rows.map((row) => {
      expectSymbol(row, 'symbol', context.instrument.symbol);
      return {
        notionalFloor: nonNegative(row, 'startUnit'),
        notionalCap: positive(row, 'endUnit'),
        maxLeverage: positive(row, 'leverage'),
        maintenanceMarginRate: positive(row, 'keepMarginRate'),
      };
    });
    return tiersEvent(withDeductions(bare), 'data', context);
  });
}
