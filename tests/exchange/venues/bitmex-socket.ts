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
import { BITMEX_BINS, bitmexCoin, bucketRow, instrumentRow, symbolOf } from './bitmex-format';

const VENUE = 'bitmex';

/** `/realtime`: tables; the first message of a table is `partial`. The text `ping` is answered with `pong`. */
export function connectBitmex(market: Market, send: (text: string) => void): VenueSocket {
  const streams = new StreamSet(market);
  const say = (message: unknown) => send(JSON.stringify(message));
  say({
    info: 'Welcome to the BitMEX Realtime API.',
    version: '2.0.0',
    timestamp: new Date(market.nowMs()).toISOString(),
  });
  return {
    receive(text) {
      if (text === 'ping') {
        send('pong');
        return;
      }
      const command = parseObject(text);
      const args = Array.isArray(command?.args) ? command.args.map(String) : [];
      for (const topic of args) {
        if (command?.op === 'unsubscribe') streams.remove(topic);
        if (command?.op !== 'subscribe') continue;
        const stream = makeStream(topic, market);
        if (stream === null) {
          say({ status: 400, error: `Unknown table: ${topic}`, request: command });
          continue;
        }
        streams.add(topic, stream);
        say({ success: true, subscribe: topic, request: command });
      }
    },
    tick: () => streams.tick(say),
  };
}

function makeStream(topic: string, market: Market): Stream | null {
  const [table, symbol] = topic.split(':');
  const coin = bitmexCoin(symbol ?? '');
  if (coin === null || !market.has(VENUE, coin)) return null;
  const contract = { market, venue: VENUE, coin };
  if (table === 'instrument') return withPartial('instrument', instruments(market, coin));
  if (table === 'liquidation') return withPartial('liquidation', liquidations(contract));
  const binMs = BITMEX_BINS[/^tradeBin(.+)$/.exec(table)?.[1] ?? ''];
  if (binMs === undefined) return null;
  const closed = barStream(contract, binMs, (bar) =>
    bar.isClosed ? { table, action: 'insert', data: [bucketRow(coin, bar)] } : null,
  );
  return withPartial(table, (sinceMs, nowMs) => closed(sinceMs, nowMs).filter((message) => message !== null));
}

/** An empty `partial` stands first where the table is empty. */
function withPartial(table: string, stream: Stream): Stream {
  let isFirst = true;
  return (sinceMs, nowMs) => {
    const due = stream(sinceMs, nowMs);
    if (!isFirst) return due;
    isFirst = false;
    return table === 'instrument' ? due : [{ table, action: 'partial', data: [] }, ...due];
  };
}

/** The whole row first, then only what changed. */
function instruments(market: Market, coin: string): Stream {
  let last: Record<string, unknown> | null = null;
  return periodicStream(1000, () => {
    const row: Record<string, unknown> = instrumentRow(market, coin);
    const before = last;
    last = row;
    if (before === null) return { table: 'instrument', action: 'partial', data: [row] };
    const changed = Object.entries(row).filter(([key, value]) => before[key] !== value);
    return {
      table: 'instrument',
      action: 'update',
      data: [{ symbol: row.symbol, ...Object.fromEntries(changed) }],
    };
  });
}

/** Orders of the engine enter the table and leave it; they carry no time. `side` is the closing order's. */
function liquidations(contract: { market: Market; venue: string; coin: string }): Stream {
  return liquidationStream(
    contract,
    (events) => events,
    (events) =>
      events.flatMap(({ timeMs, positionSide, price, base }, i) => {
        const orderID = `550e8400-e29b-41d4-a716-${timeMs.toString().padStart(11, '0')}${i % 10}`;
        const row = {
          orderID,
          symbol: symbolOf(contract.coin),
          side: positionSide === 'long' ? 'Sell' : 'Buy',
          price,
          leavesQty: Math.max(1, Math.round(base * price)),
        };
        return [
          { table: 'liquidation', action: 'insert', data: [row] },
          { table: 'liquidation', action: 'delete', data: [{ orderID, symbol: row.symbol }] },
        ];
      }),
  );
}
