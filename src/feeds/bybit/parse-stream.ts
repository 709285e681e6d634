import type { MarketEvent } from '../../core/market/market-event';
import {
  expectSymbol,
  type Fields,
  list,
  nonNegative,
  oneOf,
  positive,
  record,
  text,
  timeMs,
} from '../border/fields';
import { parsePayload, parseRows, refuse } from '../border/refusal';
import { BAR_MS, type ParseContext } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { candleEvent, inverseLiquidation, linearLiquidation } from '../source-events';
import { tickerEvents } from './parse-rest';

/** `S` is the side of the POSITION: "when you receive a Buy update, a long position has been liquidated". */
const POSITION = { Buy: 'long', Sell: 'short' } as const;

/** The contract of a topic: `allLiquidation.BTCUSDT`, `kline.5.BTCUSDT`. */
export function topicSymbol(message: unknown): string | null {
  const topic = topicOf(message);
  return topic === null ? null : topic.slice(topic.lastIndexOf('.') + 1);
}

/** The topic's name without interval and contract. */
export function topicChannel(message: unknown): string {
  return topicOf(message)?.split('.', 1)[0] ?? 'socket';
}

function topicOf(message: unknown): string | null {
  if (typeof message !== 'object' || message === null || !('topic' in message)) return null;
  return typeof message.topic === 'string' ? message.topic : null;
}

/** A change of the ticker, ten a second, in which only the book or the volume moved. */
export function isIdleTicker(text: string): boolean {
  return text.startsWith('{"topic":"tickers.') && !/markPrice|penInterest|fundingRate/.test(text);
}

/** Any message of the public socket. */
export function parseStream(message: unknown, context: ParseContext): Parsed {
  const channel = topicChannel(message);
  const symbol = topicSymbol(message);
  if (symbol !== null && symbol !== context.instrument.symbol) {
    return parsePayload(context, () => refuse('topic', `is of ${symbol}, not ${context.instrument.symbol}`));
  }
  if (channel === 'allLiquidation') return parseLiquidations(message, context);
  if (channel === 'kline') return parseKline(message, context);
  return parsePayload(context, () => {
    const body = record(message);
    if (channel === 'tickers') return tickerEvents(record(body.data, 'data'), timeMs(body, 'ts'), context);
    if (body.success === false) refuse('subscribe', `failed: ${String(body.ret_msg).slice(0, 80)}`);
    return [];
  });
}

/** `allLiquidation`: a list; all of them, pushed twice a second. `p` is the bankruptcy price. */
function parseLiquidations(message: unknown, context: ParseContext): Parsed {
  const rows = parsePayload(context, () => [...list(record(message).data, 'data')]);
  const parsed = parseRows(context, rows.events, (value) => liquidationEvent(record(value, 'data'), context));
  return { events: parsed.events, errors: [...rows.errors, ...parsed.errors] };
}

function liquidationEvent(row: Fields, context: ParseContext): MarketEvent {
  const { instrument } = context;
  expectSymbol(row, 's', instrument.symbol);
  const shared = {
    timeMs: timeMs(row, 'T'),
    positionSide: oneOf(row, 'S', POSITION),
    price: positive(row, 'p'),
    priceKind: 'bankruptcy' as const,
    isSampled: false,
  };
  const size = positive(row, 'v');
  if (instrument.kind === 'linear') return linearLiquidation({ ...shared, base: size });
  return inverseLiquidation({ ...shared, notionalUsd: size * instrument.contractSize });
}

function parseKline(message: unknown, context: ParseContext): Parsed {
  const rows = parsePayload(context, () => [...list(record(message).data, 'data')]);
  const parsed = parseRows(context, rows.events, (value) => {
    const row = record(value, 'data');
    if (text(row, 'interval') !== '5') return null;
    if (typeof row.confirm !== 'boolean') refuse('confirm', 'is no boolean');
    return candleEvent({
      openTimeMs: timeMs(row, 'start'),
      intervalMs: BAR_MS,
      open: positive(row, 'open'),
      high: positive(row, 'high'),
      low: positive(row, 'low'),
      close: positive(row, 'close'),
      volumeBase: nonNegative(row, context.instrument.kind === 'linear' ? 'volume' : 'turnover'),
      takerBuyBase: null,
      isClosed: row.confirm,
    });
  });
  return { events: parsed.events, errors: [...rows.errors, ...parsed.errors] };
}
