import type { Instrument } from '../../core/market/instrument';
import { record, timeMs } from '../border/fields';
import { parsePayload, refuse, shown } from '../border/refusal';
import { opTexts } from '../border/request';
import type { ParseContext, SocketPlan } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { asForming } from '../source-events';
import { parseLiquidationMessage } from './liquidations';
import { dataList, parseCandles, tickerEvents } from './parse-rest';
import { productOf } from './requests';

/** The first push is a `snapshot` of many bars and does not match. */
const FORMING_BAR =
  /^\{"action":"update","arg":\{[^{}]*"channel":"candle5m","instId":"([^"]+)"\},"data":\[\["(\d+)",[^[\]]*\]\][^{}[\]]*\}$/;

interface Envelope {
  arg?: { topic?: unknown; channel?: unknown; symbol?: unknown; instId?: unknown };
  event?: unknown;
  code?: unknown;
  msg?: unknown;
  data?: unknown;
}

/** v3 for ticker and liquidations (the v2 liquidation channel stays silent), v2 for candles. */
export function bitgetSockets(instrument: Instrument): SocketPlan[] {
  const { symbol } = instrument;
  const instType = productOf(instrument);
  return [
    plan('wss://ws.bitget.com/v3/ws/public', [
      [{ instType, topic: 'ticker', symbol }],
      [{ instType, topic: 'liquidation' }],
    ]),
    plan('wss://ws.bitget.com/v2/ws/public', [
      [{ instType: instType.toUpperCase(), channel: 'candle5m', instId: symbol }],
    ]),
  ];
}

function plan(url: string, groups: Record<string, string>[][]): SocketPlan {
  return {
    url,
    ...opTexts(groups),
    ping: { text: () => 'ping', everyMs: 20_000 },
    silenceMs: 45_000,
    formingBar: FORMING_BAR,
    maxLifeMs: 86_400_000,
    symbolOf: (message) => {
      const { arg } = envelope(message);
      const symbol = arg?.symbol ?? arg?.instId;
      return typeof symbol === 'string' ? symbol : null;
    },
    channelOf: (message) =>
      String(envelope(message).arg?.topic ?? envelope(message).arg?.channel ?? 'socket'),
    parse: parseStream,
  };
}

/** Any message of either socket. */
function parseStream(message: unknown, context: ParseContext): Parsed {
  const { arg, event, code, msg, data } = envelope(message);
  if (event === 'error') {
    return parsePayload(context, () => refuse('subscribe', `failed: ${code} ${String(msg).slice(0, 80)}`));
  }
  if (data === undefined) return { events: [], errors: [] };
  const named = arg?.symbol ?? arg?.instId;
  if (named !== undefined && named !== context.instrument.symbol) {
    return parsePayload(context, () =>
      refuse('arg', `is of ${shown(named)}, not ${context.instrument.symbol}`),
    );
  }
  if (arg?.topic === 'liquidation') return parseLiquidationMessage(message, context);
  if (arg?.topic === 'ticker') return parseTicker(message, context);
  if (arg?.channel !== 'candle5m') return { events: [], errors: [] };
  return parseNewestCandle(message, context);
}

/** The first message holds some hundred older bars; only the newest counts. No closed flag: REST closes the bars. */
function parseNewestCandle(message: unknown, context: ParseContext): Parsed {
  const rows = parsePayload(context, () => dataList(message).slice(-1));
  const { events, errors } = parseCandles({ data: rows.events }, context);
  return { events: events.map(asForming), errors: [...rows.errors, ...errors] };
}

function parseTicker(message: unknown, context: ParseContext): Parsed {
  return parsePayload(context, () => {
    const body = record(message);
    const row = record(dataList(message)[0], 'data');
    return tickerEvents(row, timeMs(body, 'ts'), 'openInterest', context);
  });
}

function envelope(message: unknown): Envelope {
  return typeof message === 'object' && message !== null ? (message as Envelope) : {};
}
