import type { MarketEvent } from '../../core/market/market-event';
import {
  expectSymbol,
  type Fields,
  fieldsOf,
  has,
  nonNegative,
  oneOf,
  positive,
  positiveOrNull,
  rate,
  record,
  text,
  timeMs,
} from '../border/fields';
import { parsePayload, refuse } from '../border/refusal';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { barPrices, candleEvent, contractsLiquidation, fundingEvent, markPriceEvent } from '../source-events';

/** Side of the closing ORDER -> side of the position it closes. */
const CLOSED_BY = { SELL: 'long', BUY: 'short' } as const;
/** `st` since the merge of 2026-06-30: whose contract the order is. */
const COIN_MARGINED = 2;

/** The event inside a combined-stream message; acknowledgements have none. */
export function streamData(message: unknown): Fields | null {
  const outer = fieldsOf(message);
  const data = fieldsOf(outer?.data ?? outer);
  return data !== null && 'e' in data ? data : null;
}

/** The contract a message speaks of; null for acknowledgements. */
export function streamSymbol(message: unknown): string | null {
  const data = streamData(message);
  if (data === null) return null;
  const order = fieldsOf(data.o);
  const symbol = order === null ? data.s : order.s;
  return typeof symbol === 'string' ? symbol : null;
}

/** The event's own name: `kline`, `markPriceUpdate`, `forceOrder`. */
export function streamChannel(message: unknown): string {
  const name = streamData(message)?.e;
  return typeof name === 'string' ? name : 'socket';
}

/** Any message of the market stream. */
export function parseStream(message: unknown, context: ParseContext): Parsed {
  const data = streamData(message);
  if (data === null) return { events: [], errors: [] };
  return parsePayload(context, () => {
    if (data.e === 'kline') return parseKline(data, context);
    if (data.e === 'markPriceUpdate') return parseMarkPrice(data, context);
    if (data.e === 'forceOrder') return parseForceOrder(data, context);
    return [];
  });
}

function parseKline(data: Fields, context: ParseContext): MarketEvent[] {
  expectSymbol(data, 's', context.instrument.symbol);
  const bar = record(data.k, 'k');
  if (text(bar, 'i') !== '5m') return [];
  const isLinear = context.instrument.kind === 'linear';
  if (typeof bar.x !== 'boolean') refuse('x', 'is no boolean');
  return [
    candleEvent({
      openTimeMs: timeMs(bar, 't'),
      intervalMs: BAR_MS,
      ...barPrices(bar, ['o', 'h', 'l', 'c']),
      volumeBase: nonNegative(bar, isLinear ? 'v' : 'q'),
      takerBuyBase: nonNegative(bar, isLinear ? 'V' : 'Q'),
      isClosed: bar.x,
    }),
  ];
}

function parseMarkPrice(data: Fields, context: ParseContext): MarketEvent[] {
  expectSymbol(data, 's', context.instrument.symbol);
  const time = timeMs(data, 'E');
  const mark = markPriceEvent(time, positive(data, 'p'), positiveOrNull(data, 'i'));
  if (!has(data, 'r')) return [mark];
  return [mark, fundingEvent(time, rate(data, 'r'), context.instrument.fundingIntervalHours)];
}

/**
 * A forced order, at most one a symbol and second. Only the final `FILLED` report counts: `z` then holds the whole
 * filled size and `ap` its average price. On COIN-M `z` counts contracts of 100 or 10 USD.
 */
function parseForceOrder(data: Fields, context: ParseContext): MarketEvent[] {
  const order = record(data.o, 'o');
  const kind = has(order, 'st') ? order.st : data.st;
  if (context.instrument.kind === 'linear' && kind === COIN_MARGINED) return [];
  expectSymbol(order, 's', context.instrument.symbol);
  if (text(order, 'X') !== 'FILLED') return [];
  return [
    contractsLiquidation(positive(order, 'z'), context.instrument, {
      timeMs: timeMs(order, 'T'),
      positionSide: oneOf(order, 'S', CLOSED_BY),
      price: positive(order, 'ap'),
      priceKind: 'average-fill',
      isSampled: true,
    }),
  ];
}
