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
import { candleRow, DYDX_RESOLUTIONS, dydxCoin, marketRow, tradeRow } from './dydx-format';

const VENUE = 'dydx';
const CONNECTION = '2ddf629d-ee78-4cf3-8278-fe0900b59537';
const HOUR_MS = 3_600_000;

interface Subscription {
  channel: string;
  id?: string;
  version: string;
  /** Contents of the first message: old trades, all markets, old candles. */
  snapshot: unknown;
  stream: Stream;
}

/** `/v4/ws`: `{type: "subscribe", channel, id}`; the snapshot after it contains old events. */
export function connectDydx(market: Market, send: (text: string) => void): VenueSocket {
  const streams = new StreamSet(market);
  const subscriptions = new Map<string, Subscription>();
  let messageId = 0;
  const say = (type: string, fields: Record<string, unknown>) =>
    send(JSON.stringify({ type, connection_id: CONNECTION, message_id: messageId++, ...fields }));
  say('connected', {});
  return {
    receive(text) {
      const command = parseObject(text);
      const name = `${command?.channel} ${command?.id ?? ''}`;
      if (command?.type === 'unsubscribe') {
        streams.remove(name);
        return say('unsubscribed', { channel: command.channel, id: command.id });
      }
      if (command?.type === 'ping') return say('pong', {});
      const subscription = subscribe(String(command?.channel), command?.id, market);
      if (subscription === null) return say('error', { message: `Invalid subscription ${text}` });
      subscriptions.set(name, subscription);
      streams.add(name, subscription.stream);
      const { channel, id, snapshot } = subscription;
      say('subscribed', { channel, id, contents: snapshot });
    },
    tick: () =>
      streams.tick((contents, name) => {
        const known = subscriptions.get(name);
        say('channel_data', { id: known?.id, channel: known?.channel, version: known?.version, contents });
      }),
  };
}

function subscribe(channel: string, id: unknown, market: Market): Subscription | null {
  if (channel === 'v4_markets') {
    const all = () =>
      Object.fromEntries(market.source.coins(VENUE).map((coin) => [`${coin}-USD`, marketRow(market, coin)]));
    return { channel, version: '1.0.0', snapshot: { markets: all() }, stream: marketUpdates(market) };
  }
  const [ticker, resolution] = String(id).split('/');
  const coin = dydxCoin(ticker);
  if (coin === null || !market.has(VENUE, coin)) return null;
  const contract = { market, venue: VENUE, coin };
  const nowMs = market.nowMs();
  if (channel === 'v4_trades') {
    const old = market.liquidations(VENUE, coin, { fromMs: nowMs - 24 * HOUR_MS, toMs: nowMs }).slice(-100);
    const stream = liquidationStream(
      contract,
      (events) => events,
      (events) => [{ trades: events.map(tradeRow) }],
    );
    return {
      channel,
      id: String(id),
      version: '2.1.0',
      snapshot: { trades: old.reverse().map(tradeRow) },
      stream,
    };
  }
  const intervalMs = DYDX_RESOLUTIONS[resolution ?? ''];
  if (channel !== 'v4_candles' || intervalMs === undefined) return null;
  const old = market.bars(VENUE, coin, intervalMs, { fromMs: nowMs - 100 * intervalMs, toMs: nowMs });
  const row = (bar: (typeof old)[number]) => candleRow(market, coin, resolution, bar);
  return {
    channel,
    id: String(id),
    version: '1.0.0',
    snapshot: { candles: old.reverse().map(row) },
    stream: barStream(contract, intervalMs, (bar) => row(bar)),
  };
}

/** Prices and conditions come in messages of their own. */
function marketUpdates(market: Market): Stream {
  const coins = market.source.coins(VENUE);
  const prices = periodicStream(1000, (nowMs) => ({
    oraclePrices: Object.fromEntries(
      coins.map((coin) => [
        `${coin}-USD`,
        {
          oraclePrice: marketRow(market, coin).oraclePrice,
          effectiveAt: new Date(nowMs).toISOString(),
          effectiveAtHeight: '1',
          marketId: 0,
        },
      ]),
    ),
  }));
  const trading = periodicStream(10_000, () => ({
    trading: Object.fromEntries(
      coins.map((coin) => {
        const { openInterest, nextFundingRate } = marketRow(market, coin);
        return [`${coin}-USD`, { id: '0', openInterest, nextFundingRate }];
      }),
    ),
  }));
  return (sinceMs, nowMs) => [...prices(sinceMs, nowMs), ...trading(sinceMs, nowMs)];
}
