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
import { objectRows, parseList } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  barPrices,
  candleEvent,
  contractsInterest,
  fundingEvent,
  hasEnded,
  markPriceEvent,
} from '../source-events';

const PRICES = ['open', 'high', 'low', 'close'];
const COLUMNS = ['ticks', ...PRICES, 'volume'];

/** `get_tradingview_chart_data`: parallel lists, oldest first; the volume is in coins. */
export function parseChartData(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => barEvent(record(value), 'ticks', context), chartRows);
}

function chartRows(payload: unknown): readonly Fields[] {
  const result = record(record(payload).result, 'result');
  if (result.status === 'no_data') return [];
  const lists = COLUMNS.map((name) => list(result[name], name));
  if (lists.some(({ length }) => length !== lists[0].length))
    refuse('ticks', 'and its neighbours differ in length');
  return lists[0].map((_, index) =>
    Object.fromEntries(COLUMNS.map((name, column) => [name, lists[column][index]])),
  );
}

/** A bar of REST or socket, which name its time differently. */
export function barEvent(row: Fields, timeField: string, context: ParseContext): MarketEvent {
  const openTimeMs = timeMs(row, timeField);
  return candleEvent({
    openTimeMs,
    intervalMs: BAR_MS,
    ...barPrices(row, PRICES),
    volumeBase: nonNegative(row, 'volume'),
    takerBuyBase: null,
    isClosed: hasEnded(openTimeMs, BAR_MS, context.nowMs),
  });
}

/** `get_funding_rate_history`: hourly. */
export const parseFundingHistory = objectRows({ pick: resultList, name: 'result' }, (row) =>
  fundingEvent(timeMs(row, 'timestamp'), rate(row, 'interest_1h'), 1),
);

/** `result` of the envelope. */
export function resultList(payload: unknown): readonly unknown[] {
  return list(record(payload).result, 'result');
}

/** `ticker` by REST. */
export function parseTicker(payload: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => tickerEvents(record(record(payload).result, 'result'), context));
}

/** Mark, open interest (USD on inverse contracts, coins on linear ones), funding of eight hours. */
export function tickerEvents(row: Fields, context: ParseContext): MarketEvent[] {
  expectSymbol(row, 'instrument_name', context.instrument.symbol);
  const time = timeMs(row, 'timestamp');
  const price = positive(row, 'mark_price');
  const events = [
    markPriceEvent(time, price, positiveOrNull(row, 'index_price')),
    contractsInterest(nonNegative(row, 'open_interest'), context.instrument, time, () => price),
  ];
  if (has(row, 'funding_8h')) events.push(fundingEvent(time, rate(row, 'funding_8h'), 8));
  return events;
}
