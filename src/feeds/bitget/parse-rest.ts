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
import { parsePayload, refuse } from '../border/refusal';
import { parseList } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
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
import { tierFault, withDeductions } from '../tier-rows';

/** `data` of the envelope. */
export function dataList(payload: unknown): readonly unknown[] {
  return list(record(payload).data, 'data');
}

/** Candles, oldest first, of REST and socket alike: [ts, o, h, l, c, coins, quote, ..]. */
export function parseCandles(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => candleOf(value, context.nowMs), dataList);
}

function candleOf(value: unknown, nowMs: number): MarketEvent {
  const row = columns(value, 7);
  const openTimeMs = timeMs(row, 0);
  return candleEvent({
    openTimeMs,
    intervalMs: BAR_MS,
    ...priceColumns(row),
    volumeBase: nonNegative(row, 5),
    takerBuyBase: null,
    isClosed: hasEnded(openTimeMs, BAR_MS, nowMs),
  });
}

/** Mark price candles: the same columns without a volume. */
export function parseMarkCandles(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, markRangeRow, dataList);
}

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
  const indexPrice = has(row, 'indexPrice') ? positive(row, 'indexPrice') : null;
  const events = [markPriceEvent(time, positive(row, 'markPrice'), indexPrice)];
  if (has(row, interestField)) events.push(openInterestEvent(time, nonNegative(row, interestField)));
  if (has(row, 'fundingRate'))
    events.push(fundingEvent(time, rate(row, 'fundingRate'), context.instrument.fundingIntervalHours));
  return events;
}

/** `history-fund-rate`, newest first. */
export function parseFundingHistory(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = record(value, 'data');
      expectSymbol(row, 'symbol', context.instrument.symbol);
      const { fundingIntervalHours } = context.instrument;
      return fundingEvent(timeMs(row, 'fundingTime'), rate(row, 'fundingRate'), fundingIntervalHours);
    },
    dataList,
  );
}

/** `account-long-short`: the example's ratio is not the quotient of its shares, so the share is recomputed. */
export function parseAccountRatio(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = record(value, 'data');
      const [long, short] = [nonNegative(row, 'longAccountRatio'), nonNegative(row, 'shortAccountRatio')];
      if (long + short <= 0) refuse('longAccountRatio', 'and shortAccountRatio are both 0');
      return longShareEvent(timeMs(row, 'ts'), long / (long + short), 'accounts');
    },
    dataList,
  );
}

/** `taker-buy-sell`: volumes of takers, taken for coins (unverified). */
export function parseTakerVolume(payload: unknown, context: ParseContext): Parsed {
  return parseList(
    payload,
    context,
    (value) => {
      const row = record(value, 'data');
      const volumes = { buyBase: nonNegative(row, 'buyVolume'), sellBase: nonNegative(row, 'sellVolume') };
      return {
        type: 'taker-volume',
        takerVolume: { openTimeMs: timeMs(row, 'ts'), intervalMs: BAR_MS, ...volumes },
      };
    },
    dataList,
  );
}

/** `query-position-lever`: brackets in quote currency; the deductions are computed, whether they count is unverified. */
export function parseTiers(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const rows = dataList(payload).map((value) => record(value, 'data'));
    rows.sort((a, b) => positive(a, 'level') - positive(b, 'level'));
    const tiers = withDeductions(
      rows.map((row) => {
        expectSymbol(row, 'symbol', context.instrument.symbol);
        return {
          notionalFloor: nonNegative(row, 'startUnit'),
          notionalCap: positive(row, 'endUnit'),
          maxLeverage: positive(row, 'leverage'),
          maintenanceMarginRate: positive(row, 'keepMarginRate'),
        };
      }),
    );
    const fault = tierFault(tiers);
    if (fault !== null) refuse('data', fault);
    return [{ type: 'leverage-tiers', tiers, source: 'exchange', asOfMs: context.nowMs }];
  });
}
