import type { Market } from '../market/market';
import {
  barStream,
  liquidationStream,
  parseObject,
  periodicStream,
  type Stream,
  StreamSet,
} from '../streams';
import type { VenueSocket } from '../venue';
import { DERIBIT_RESOLUTIONS, deribitCoin, tickerRow, tradeRow } from './deribit-format';

const VENUE = 'deribit';

/** `/ws/api/v2`: JSON-RPC; after `public/set_heartbeat` the server asks for `public/test` now and then. */
export function connectDeribit(market: Market, send: (text: string) => void): VenueSocket {
  const streams = new StreamSet(market);
  const say = (message: Record<string, unknown>) => send(JSON.stringify({ jsonrpc: '2.0', ...message }));
  return {
    receive(text) {
      const call = parseObject(text);
      const params = (call?.params ?? {}) as Record<string, unknown>;
      const channels = Array.isArray(params.channels) ? params.channels.map(String) : [];
      const reply = (result: unknown) => say({ id: call?.id ?? null, result, testnet: false });
      switch (call?.method) {
        case 'public/subscribe': {
          const known = channels.filter((channel) => makeStream(channel, market) !== null);
          for (const channel of known) streams.add(channel, makeStream(channel, market) ?? (() => []));
          return reply(known);
        }
        case 'public/unsubscribe':
          for (const channel of channels) streams.remove(channel);
          return reply(channels);
        case 'public/set_heartbeat':
          streams.add('heartbeat', heartbeats(Number(params.interval ?? 30) * 1000));
          return reply('ok');
        case 'public/test':
          return reply({ version: '1.2.26' });
        default:
          return say({ id: call?.id ?? null, error: { code: -32_601, message: 'Method not found' } });
      }
    },
    tick: () =>
      streams.tick((data, channel) =>
        channel === 'heartbeat'
          ? say({ method: 'heartbeat', params: { type: data } })
          : say({ method: 'subscription', params: { channel, data } }),
      ),
  };
}

function heartbeats(everyMs: number): Stream {
  return periodicStream(everyMs, () => 'test_request');
}

function makeStream(channel: string, market: Market): Stream | null {
  const parts = channel.split('.');
  const coin = deribitCoin(parts.find((part) => part.endsWith('-PERPETUAL')) ?? '');
  if (coin === null || !market.has(VENUE, coin)) return null;
  const contract = { market, venue: VENUE, coin };
  if (parts[0] === 'ticker') {
    return periodicStream(parts[2] === 'agg2' ? 2000 : 100, () => tickerRow(market, coin));
  }
  if (parts[0] === 'trades') {
    return liquidationStream(
      contract,
      (events) => events,
      (events) => [events.map((event, i) => tradeRow(coin, event, i))],
    );
  }
  const intervalMs = DERIBIT_RESOLUTIONS[parts[3]];
  if (parts[0] !== 'chart' || intervalMs === undefined) return null;
  return barStream(contract, intervalMs, (bar) => ({
    tick: bar.openTimeMs,
    open: bar.open,
    high: bar.high,
    low: bar.low,
    close: bar.close,
    volume: bar.volumeBase,
    cost: Math.round(bar.volumeBase * bar.close),
  }));
}
