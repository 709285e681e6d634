import { parsePayload, refuse, shown } from '../border/refusal';
import { opTexts } from '../border/request';
import type { ParseContext, SocketPlan } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { parseLiquidations } from './liquidations';
import { parseCandles, parseFunding, parseMarkPrice, parseOpenInterest } from './parse-rest';

interface Envelope {
  arg?: { channel?: unknown; instId?: unknown };
  event?: unknown;
  code?: unknown;
  msg?: unknown;
  data?: unknown;
}

const FORMING_BAR =
  /^\{"arg":\{"channel":"candle5m","instId":"([^"]+)"\},"data":\[\["(\d+)",[^[\]]*"0"\]\]\}$/;

const PARSERS: Readonly<Record<string, (message: unknown, context: ParseContext) => Parsed>> = {
  candle5m: parseCandles,
  'mark-price': parseMarkPrice,
  'open-interest': parseOpenInterest,
  'funding-rate': parseFunding,
  'liquidation-orders': parseLiquidations,
};

/** Two connections: prices and liquidations, and the candles, which live at an address of their own. */
export function okxSockets(symbol: string): SocketPlan[] {
  const market = ['mark-price', 'open-interest', 'funding-rate'].map((channel) => ({
    channel,
    instId: symbol,
  }));
  const all = [{ channel: 'liquidation-orders', instType: 'SWAP' }];
  return [
    plan('wss://ws.okx.com:8443/ws/v5/public', [market, all]),
    plan('wss://ws.okx.com:8443/ws/v5/business', [[{ channel: 'candle5m', instId: symbol }]]),
  ];
}

function plan(url: string, groups: Record<string, string>[][]): SocketPlan {
  return {
    url,
    ...opTexts(groups),
    ping: { text: () => 'ping', everyMs: 20_000 },
    // Thirty seconds before a service upgrade the exchange says so.
    wantsReconnect: (message) =>
      envelope(message).event === 'notice' && String(envelope(message).code) === '64008',
    silenceMs: 45_000,
    formingBar: FORMING_BAR,
    maxLifeMs: Number.POSITIVE_INFINITY,
    symbolOf: (message) => {
      const instId = envelope(message).arg?.instId;
      return typeof instId === 'string' ? instId : null;
    },
    channelOf: (message) => String(envelope(message).arg?.channel ?? 'socket'),
    parse: parseStream,
  };
}

/** Any message of either socket. */
function parseStream(message: unknown, context: ParseContext): Parsed {
  const { arg, event, code, msg, data } = envelope(message);
  if (event === 'error')
    return parsePayload(context, () => refuse('subscribe', `failed: ${code} ${String(msg).slice(0, 80)}`));
  const { symbol } = context.instrument;
  if (arg?.instId !== undefined && arg.instId !== symbol) {
    return parsePayload(context, () => refuse('instId', `is ${shown(arg.instId)}, not ${symbol}`));
  }
  const parse = PARSERS[String(arg?.channel)];
  return data === undefined || parse === undefined ? { events: [], errors: [] } : parse(message, context);
}

function envelope(message: unknown): Envelope {
  return typeof message === 'object' && message !== null ? (message as Envelope) : {};
}
