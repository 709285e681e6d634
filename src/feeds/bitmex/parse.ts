import type { Instrument } from '../../core/market/instrument';
import type { MarketEvent } from '../../core/market/market-event';
import {
  type Fields,
  fieldsOf,
  has,
  list,
  nonNegative,
  oneOf,
  positive,
  positiveOrNull,
  rate,
  record,
  text,
  timeIso,
} from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { objectRows, parseList } from '../border/rows';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import {
  barPrices,
  candleEvent,
  contractsInterest,
  contractsLiquidation,
  fundingEvent,
  hasEnded,
  markOrKnownPrice,
  markPriceEvent,
} from '../source-events';

/** `side` is the side of the closing ORDER. */
const CLOSED_BY = { Sell: 'long', Buy: 'short' } as const;
const CONTRACT = { symbolField: 'symbol' };
const PRICES = ['open', 'high', 'low', 'close'];

/** `/trade/bucketed`: the stamp is the END of the bucket. Coins stand in `homeNotional` on every contract. */
export const parseBuckets = objectRows(CONTRACT, bucketEvent);

/** A bucket without trades has no prices and is no bar. */
function bucketEvent(row: Fields, context: ParseContext): MarketEvent | null {
  if (!has(row, 'open') && !has(row, 'close')) return null;
  const openTimeMs = timeIso(row, 'timestamp') - BAR_MS;
  const prices = barPrices(row, PRICES);
  return candleEvent({
    openTimeMs,
    intervalMs: BAR_MS,
    ...prices,
    // The open is the close of the bucket before and may lie outside the bucket's own trades.
    high: Math.max(prices.high, prices.open),
    low: Math.min(prices.low, prices.open),
    volumeBase: nonNegative(row, 'homeNotional'),
    takerBuyBase: null,
    isClosed: hasEnded(openTimeMs, BAR_MS, context.nowMs),
  });
}

/** `/funding`: settled rates; the interval is a time of day. */
export const parseFunding = objectRows(CONTRACT, (row) =>
  fundingEvent(timeIso(row, 'timestamp'), rate(row, 'fundingRate'), fundingHours(row)),
);

/** `2000-01-01T08:00:00.000Z` means eight hours. */
export function fundingHours(row: Fields): number {
  const hours = Number(/T(\d\d):/.exec(String(row.fundingInterval))?.[1]);
  return hours > 0 ? hours : refuse('fundingInterval', 'holds no hours');
}

/** `/instrument?symbol=`: one row. */
export const parseInstrument = objectRows(CONTRACT, instrumentEvents);

/** What a full or partial instrument row says; absent fields are unchanged. */
function instrumentEvents(row: Fields, context: ParseContext): MarketEvent[] {
  const timeMs = has(row, 'timestamp') ? timeIso(row, 'timestamp') : context.nowMs;
  const events: MarketEvent[] = [];
  const indexPrice = positiveOrNull(row, 'indicativeSettlePrice');
  if (has(row, 'markPrice')) events.push(markPriceEvent(timeMs, positive(row, 'markPrice'), indexPrice));
  if (has(row, 'openInterest')) events.push(interestEvent(row, timeMs, context));
  if (has(row, 'fundingRate')) {
    events.push(fundingEvent(timeMs, rate(row, 'fundingRate'), context.instrument.fundingIntervalHours));
  }
  return events;
}

function interestEvent(row: Fields, timeMs: number, context: ParseContext): MarketEvent {
  const price = () => markOrKnownPrice(row, 'markPrice', context, timeMs, 'openInterest');
  return contractsInterest(nonNegative(row, 'openInterest'), context.instrument, timeMs, price);
}

/** Socket tables: `instrument`, `tradeBin5m`, and of `liquidation` the inserts. */
export function parseStream(message: unknown, context: ParseContext): Parsed {
  const body = fieldsOf(message);
  if (body === null) return { events: [], errors: [] };
  if (has(body, 'error'))
    return parsePayload(context, () => refuse('subscribe', `failed: ${String(body.error).slice(0, 80)}`));
  if (!has(body, 'table')) return { events: [], errors: [] };
  return parseList(
    body.data,
    context,
    (value) => {
      const row = record(value, 'data');
      return row.symbol === context.instrument.symbol ? tableEvents(row, body, context) : null;
    },
    (data) => list(data, 'data'),
  );
}

function tableEvents(row: Fields, body: Fields, context: ParseContext): MarketEvent | MarketEvent[] | null {
  if (body.table === 'instrument') return instrumentEvents(row, context);
  if (body.table === 'tradeBin5m') return body.action === 'insert' ? bucketEvent(row, context) : null;
  return body.table === 'liquidation' && body.action === 'insert' ? liquidationEvent(row, context) : null;
}

/** An order of the liquidation engine as it enters the book; it has no time of its own, but a name. */
function liquidationEvent(row: Fields, context: ParseContext): MarketEvent {
  return contractsLiquidation(positive(row, 'leavesQty'), context.instrument, {
    ...(has(row, 'orderID') ? { id: text(row, 'orderID') } : {}),
    timeMs: context.nowMs,
    positionSide: oneOf(row, 'side', CLOSED_BY),
    price: positive(row, 'price'),
    priceKind: 'order',
    isSampled: false,
  });
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

/** Perpetual types: FFWCSX margined in coin (inverse or quanto), FFWCSF in dollars. */
export const PERPETUAL_TYPES: Readonly<Record<string, Instrument['kind']>> = {
  FFWCSX: 'inverse',
  FFWCSF: 'linear',
};
