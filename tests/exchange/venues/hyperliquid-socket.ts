import type { Market } from '../market/market';
import { barStream, parseObject, periodicStream, type Stream, StreamSet, tradeStream } from '../streams';
import type { VenueSocket } from '../venue';
import { assetContext, candleRow, HYPERLIQUID_INTERVALS, priceText } from './hyperliquid-format';

const VENUE = 'hyperliquid';
const NO_HASH = `0x${'0'.repeat(64)}`;

/** `/ws`: `{"method":"subscribe","subscription":{type, coin, ..}}`; `{"method":"ping"}` is answered on `pong`. */
export function connectHyperliquid(market: Market, send: (text: string) => void): VenueSocket {
  const streams = new StreamSet(market);
  const say = (channel: string, data?: unknown) =>
    send(JSON.stringify(data === undefined ? { channel } : { channel, data }));
  return {
    receive(text) {
      const command = parseObject(text);
      if (command?.method === 'ping') return say('pong');
      const subscription = (command?.subscription ?? {}) as Record<string, unknown>;
      const stream = makeStream(subscription, market);
      if (stream === null) return say('error', `Invalid subscription ${text}`);
      const name = JSON.stringify(subscription);
      if (command?.method === 'unsubscribe') streams.remove(name);
      else streams.add(name, stream);
      say('subscriptionResponse', { method: command?.method, subscription });
    },
    tick: () => streams.tick((message) => send(JSON.stringify(message))),
  };
}

function makeStream(subscription: Record<string, unknown>, market: Market): Stream | null {
  const coin = String(subscription.coin);
  if (!market.has(VENUE, coin)) return null;
  const contract = { market, venue: VENUE, coin };
  switch (subscription.type) {
    case 'candle': {
      const interval = String(subscription.interval);
      const intervalMs = HYPERLIQUID_INTERVALS[interval];
      if (intervalMs === undefined) return null;
      return barStream(contract, intervalMs, (bar) => ({
        channel: 'candle',
        data: candleRow(coin, interval, bar),
      }));
    }
    case 'activeAssetCtx':
      return periodicStream(1000, () => ({
        channel: 'activeAssetCtx',
        data: { coin, ctx: assetContext(market, coin) },
      }));
    case 'trades':
      return tradeStream(contract, (rows) => ({
        channel: 'trades',
        data: rows.map(({ isBuy, base, price, timeMs }, i) => ({
          coin,
          side: isBuy ? 'B' : 'A',
          px: priceText(price),
          sz: base.toFixed(5),
          time: timeMs,
          hash: NO_HASH,
          tid: timeMs * 10 + i,
        })),
      }));
    default:
      return null;
  }
}
