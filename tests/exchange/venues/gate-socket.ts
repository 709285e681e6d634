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
import { candleRow, contractRow, GATE_INTERVALS, gateCoin, symbolOf, toContracts } from './gate-format';

const VENUE = 'gate';

/** `/v4/ws/usdt`: `{time, channel, event, payload}`; `futures.ping` is answered with `futures.pong`. */
export function connectGate(market: Market, send: (text: string) => void): VenueSocket {
  const streams = new StreamSet(market);
  const say = (channel: string, event: string, fields: Record<string, unknown>) => {
    const nowMs = market.nowMs();
    send(JSON.stringify({ time: Math.floor(nowMs / 1000), time_ms: nowMs, channel, event, ...fields }));
  };
  return {
    receive(text) {
      const command = parseObject(text);
      const channel = String(command?.channel);
      if (channel === 'futures.ping') return say('futures.pong', '', { result: null });
      const payload = Array.isArray(command?.payload) ? command.payload.map(String) : [];
      const event = String(command?.event);
      const stream = makeStream(channel, payload, market);
      if (stream === null) {
        return say(channel, event, {
          error: { code: 2, message: 'unknown contract or channel' },
          result: null,
        });
      }
      const name = `${channel} ${payload.join(' ')}`;
      if (event === 'unsubscribe') streams.remove(name);
      else streams.add(name, stream);
      say(channel, event, { payload, result: { status: 'success' } });
    },
    tick: () => streams.tick((result, name) => say(name.split(' ')[0], 'update', { result })),
  };
}

function makeStream(channel: string, payload: string[], market: Market): Stream | null {
  if (channel === 'futures.public_liquidates') return liquidations(payload, market);
  const coin = gateCoin(payload.at(-1) ?? '');
  if (coin === null || !market.has(VENUE, coin)) return null;
  if (channel === 'futures.tickers') return periodicStream(500, () => [tickerRow(market, coin)]);
  const intervalMs = GATE_INTERVALS[payload[0]];
  if (channel !== 'futures.candlesticks' || intervalMs === undefined) return null;
  return barStream({ market, venue: VENUE, coin }, intervalMs, (bar) => [
    {
      ...candleRow(coin, bar),
      n: `${payload[0]}_${symbolOf(coin)}`,
      a: bar.volumeBase.toFixed(4),
      w: bar.isClosed,
    },
  ]);
}

function tickerRow(market: Market, coin: string) {
  const row = contractRow(market, coin);
  return {
    contract: row.name,
    last: row.last_price,
    change_percentage: '0',
    total_size: `${row.position_size}`,
    mark_price: row.mark_price,
    index_price: row.index_price,
    funding_rate: row.funding_rate,
    funding_rate_indicative: row.funding_rate_indicative,
    quanto_base_rate: '',
  };
}

/** Integers, since a browser cannot ask for decimals; here `size` is the closing order's. */
function liquidations(payload: string[], market: Market): Stream {
  const coins = payload.includes('!all')
    ? market.source.coins(VENUE)
    : payload.flatMap((symbol) => gateCoin(symbol) ?? []);
  const streams = coins.map((coin) =>
    liquidationStream(
      { market, venue: VENUE, coin },
      (events) => events,
      (events) => [
        events.map(({ timeMs, positionSide, price, base }) => ({
          price: price.toFixed(2),
          size: (positionSide === 'long' ? -1 : 1) * Math.max(1, Math.round(toContracts(coin, base))),
          time: timeMs,
          contract: symbolOf(coin),
        })),
      ],
    ),
  );
  return (sinceMs, nowMs) => streams.flatMap((stream) => stream(sinceMs, nowMs));
}
