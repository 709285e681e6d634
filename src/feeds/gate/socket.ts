import type { Instrument } from '../../core/market/instrument';
import {
  expectSymbol,
  type Fields,
  fieldsOf,
  has,
  list,
  positive,
  positiveOrNull,
  rate,
  record,
  timeSeconds,
} from '../border/fields';
import { refuse } from '../border/refusal';
import { parseList } from '../border/rows';
import type { ParseContext, SocketPlan } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { candleEvent, fundingEvent, markPriceEvent } from '../source-events';
import { readCandle } from './parse-rest';
import { settleOf } from './requests';

const FORMING_BAR =
  /^\{[^{}[\]]*"channel":"futures\.candlesticks","event":"update"[^{}[\]]*"result":\[\{"t":(\d+),[^{}]*"n":"([^"]+)"[^{}]*"w":false[^{}]*\}\]\}$/;

/**
 * Tickers and candles. Liquidations are NOT taken from the socket: the sign of its `size` is disputed and its sizes
 * come as integers, since a browser cannot send the header for decimals; REST lists every order with a clear sign.
 */
export function gateSocket(instrument: Instrument): SocketPlan {
  const { symbol } = instrument;
  const wishes = [
    ['futures.tickers', [symbol]],
    ['futures.candlesticks', ['5m', symbol]],
  ] as const;
  const texts = (event: string) =>
    wishes.map(([channel, payload]) => JSON.stringify({ time: 0, channel, event, payload }));
  return {
    url: `wss://fx-ws.gateio.ws/v4/ws/${settleOf(instrument)}`,
    subscribe: texts('subscribe'),
    unsubscribe: texts('unsubscribe'),
    ping: {
      text: (nowMs) => JSON.stringify({ time: Math.floor(nowMs / 1000), channel: 'futures.ping' }),
      everyMs: 20_000,
    },
    silenceMs: 45_000,
    formingBar: FORMING_BAR,
    maxLifeMs: Number.POSITIVE_INFINITY,
    symbolOf: messageContract,
    channelOf: (message) => {
      const channel = fieldsOf(message)?.channel;
      return typeof channel === 'string' ? channel : 'socket';
    },
    parse: parseStream,
  };
}

/** The contract of a message; null where it speaks of several or of none. */
function messageContract(message: unknown): string | null {
  const result = fieldsOf(message)?.result;
  const first = Array.isArray(result) && result.length === 1 ? fieldsOf(result[0]) : null;
  if (typeof first?.contract === 'string') return first.contract;
  return typeof first?.n === 'string' ? first.n.replace(/^\w+?_/, '') : null;
}

/** Any message of the socket. */
function parseStream(message: unknown, context: ParseContext): Parsed {
  const body = fieldsOf(message);
  if (body === null || (body.event !== 'update' && !has(body, 'error'))) return { events: [], errors: [] };
  return parseList(
    body,
    context,
    (value) => {
      const row = record(value, 'result');
      if (body.channel === 'futures.tickers') return tickerEvents(row, timeOf(body), context);
      return body.channel === 'futures.candlesticks' ? candleOf(row, context) : null;
    },
    () => resultList(body),
  );
}

function resultList(body: Fields): readonly unknown[] {
  if (has(body, 'error')) refuse('subscribe', `failed: ${JSON.stringify(body.error).slice(0, 80)}`);
  return list(body.result, 'result');
}

/** `total_size` is left alone: which sides it counts is not told. */
function tickerEvents(row: Fields, time: number, context: ParseContext): Parsed['events'] {
  if (row.contract !== context.instrument.symbol) return [];
  return [
    markPriceEvent(time, positive(row, 'mark_price'), positiveOrNull(row, 'index_price')),
    fundingEvent(time, rate(row, 'funding_rate'), context.instrument.fundingIntervalHours),
  ];
}

/** `n` is `5m_BTC_USDT`; `w` tells that the window is over. */
function candleOf(row: Fields, context: ParseContext): Parsed['events'][number] {
  expectSymbol(row, 'n', `5m_${context.instrument.symbol}`);
  return candleEvent({ ...readCandle(row, context), isClosed: row.w === true });
}

function timeOf(body: Fields): number {
  return has(body, 'time_ms')
    ? timeSeconds({ time_ms: Number(body.time_ms) / 1000 }, 'time_ms')
    : timeSeconds(body, 'time');
}
