import type { Instrument } from '../../core/market/instrument';
import type { MarketEvent } from '../../core/market/market-event';
import {
  expectSymbol,
  type Fields,
  has,
  list,
  nonNegative,
  oneOf,
  positive,
  rate,
  record,
  text,
  timeIso,
} from '../border/fields';
import { parsePayload, parseRows, refuse } from '../border/refusal';
import { parseList } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  candleEvent,
  fundingEvent,
  hasEnded,
  inverseLiquidation,
  knownPrice,
  linearLiquidation,
  markPriceEvent,
  openInterestEvent,
} from '../source-events';

/** `side` is the side of the closing ORDER. */
const CLOSED_BY = { Sell: 'long', Buy: 'short' } as const;

/** `/trade/bucketed`: the stamp is the END of the bucket. Coins stand in `homeNotional` on every contract. */
export function parseBuckets(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => bucketEvent(record(value, 'row'), context));
}

/** A bucket without trades has no prices and is no bar. */
function bucketEvent(row: Fields, context: ParseContext): MarketEvent | null {
  expectSymbol(row, 'symbol', context.instrument.symbol);
  if (!has(row, 'open') && !has(row, 'close')) return null;
  const openTimeMs = timeIso(row, 'timestamp') - BAR_MS;
  const prices = { open: positive(row, 'open'), close: positive(row, 'close') };
  const { high, low } = { high: positive(row, 'high'), low: positive(row, 'low') };
  return candleEvent({
    openTimeMs,
    intervalMs: BAR_MS,
    ...prices,
    // The open is the close of the bucket before and may lie outside the bucket's own trades.
    high: Math.max(high, prices.open),
    low: Math.min(low, prices.open),
    volumeBase: nonNegative(row, 'homeNotional'),
    takerBuyBase: null,
    isClosed: hasEnded(openTimeMs, BAR_MS, context.nowMs),
  });
}

/** `/funding`: settled rates; the interval is a time of day. */
export function parseFunding(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => {
    const row = record(value, 'row');
    expectSymbol(row, 'symbol', context.instrument.symbol);
    return fundingEvent(timeIso(row, 'timestamp'), rate(row, 'fundingRate'), fundingHours(row));
  });
}

/** `2000-01-01T08:00:00.000Z` means eight hours. */
export function fundingHours(row: Fields): number {
  const hours = Number(/T(\d\d):/.exec(String(row.fundingInterval))?.[1]);
  return hours > 0 ? hours : refuse('fundingInterval', 'holds no hours');
}

/** `/instrument?symbol=`: one row. */
export function parseInstrument(payload: unknown, context: ParseContext): Parsed {
  return parseList(payload, context, (value) => instrumentEvents(record(value, 'row'), context));
}

/** What a full or partial instrument row says; absent fields are unchanged. */
function instrumentEvents(row: Fields, context: ParseContext): MarketEvent[] {
  const { instrument } = context;
  expectSymbol(row, 'symbol', instrument.symbol);
  const timeMs = has(row, 'timestamp') ? timeIso(row, 'timestamp') : context.nowMs;
  const events: MarketEvent[] = [];
  const indexPrice = has(row, 'indicativeSettlePrice') ? positive(row, 'indicativeSettlePrice') : null;
  if (has(row, 'markPrice')) events.push(markPriceEvent(timeMs, positive(row, 'markPrice'), indexPrice));
  if (has(row, 'openInterest')) events.push(interestEvent(row, timeMs, context));
  if (has(row, 'fundingRate')) {
    events.push(fundingEvent(timeMs, rate(row, 'fundingRate'), instrument.fundingIntervalHours));
  }
  return events;
}

function interestEvent(row: Fields, timeMs: number, context: ParseContext): MarketEvent {
  const size = nonNegative(row, 'openInterest') * context.instrument.contractSize;
  if (context.instrument.kind === 'linear') return openInterestEvent(timeMs, size);
  const price = has(row, 'markPrice')
    ? positive(row, 'markPrice')
    : knownPrice(context, timeMs, 'openInterest');
  return openInterestEvent(timeMs, size / price, size);
}

/** Socket tables: `instrument`, `tradeBin5m`, and of `liquidation` the inserts. */
export function parseStream(message: unknown, context: ParseContext): Parsed {
  const body = fieldsOf(message);
  if (body === null) return { events: [], errors: [] };
  if (has(body, 'error'))
    return parsePayload(context, () => refuse('subscribe', `failed: ${String(body.error).slice(0, 80)}`));
  if (!has(body, 'table')) return { events: [], errors: [] };
  const rows = parsePayload(context, () => [...list(body.data, 'data')]);
  const parsed = parseRows(context, rows.events, (value) => {
    const row = record(value, 'data');
    if (row.symbol !== context.instrument.symbol) return null;
    return tableEvents(row, body, context);
  });
  return { events: parsed.events, errors: [...rows.errors, ...parsed.errors] };
}

function tableEvents(row: Fields, body: Fields, context: ParseContext): MarketEvent | MarketEvent[] | null {
  if (body.table === 'instrument') return instrumentEvents(row, context);
  if (body.table === 'tradeBin5m') return body.action === 'insert' ? bucketEvent(row, context) : null;
  return body.table === 'liquidation' && body.action === 'insert' ? liquidationEvent(row, context) : null;
}

/** An order of the liquidation engine as it enters the book; it has no time of its own, but a name. */
function liquidationEvent(row: Fields, context: ParseContext): MarketEvent {
  const shared = {
    ...(has(row, 'orderID') ? { id: text(row, 'orderID') } : {}),
    timeMs: context.nowMs,
    positionSide: oneOf(row, 'side', CLOSED_BY),
    price: positive(row, 'price'),
    priceKind: 'order' as const,
    isSampled: false,
  };
  const size = positive(row, 'leavesQty') * context.instrument.contractSize;
  if (context.instrument.kind === 'linear') return linearLiquidation({ ...shared, base: size });
  return inverseLiquidation({ ...shared, notionalUsd: size });
}

/** The contract of a message; null where it speaks of several. */
export function messageSymbol(message: unknown): string | null {
  const data = fieldsOf(message)?.data;
  const symbol = Array.isArray(data) && data.length === 1 ? fieldsOf(data[0])?.symbol : undefined;
  return typeof symbol === 'string' ? symbol : null;
}

/** Table of a socket message, such as `trade`; `socket` where it names none. */
export function messageTable(message: unknown): string {
  const table = fieldsOf(message)?.table;
  return typeof table === 'string' ? table : 'socket';
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null;
}

/** Perpetual types: FFWCSX margined in coin (inverse or quanto), FFWCSF in dollars. */
export const PERPETUAL_TYPES: Readonly<Record<string, Instrument['kind']>> = {
  FFWCSX: 'inverse',
  FFWCSF: 'linear',
};
