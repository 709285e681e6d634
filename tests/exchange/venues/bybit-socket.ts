import { priceText } from '../contract-digits';
import type { ServedBar } from '../market/bars';
import type { Market } from '../market/market';
import {
  barStream,
  liquidationStream,
  parseObject,
  periodicStream,
  type Stream,
  StreamSet,
  tradeStream,
} from '../streams';
import type { VenueSocket } from '../venue';
import { BYBIT_INTERVALS, bybitCoin, tickerRow } from './bybit-format';

const VENUE = 'bybit';
const CONNECTION = '6e2c1f9a-0000-4000-8000-000000000001';

/** `/v5/public/linear`: one topic per subscription, `{"op":"ping"}` answered with `ret_msg` pong. */
export function connectBybit(market: Market, send: (text: string) => void): VenueSocket {
  const streams = new StreamSet(market);
  const reply = (fields: Record<string, unknown>) =>
    send(JSON.stringify({ success: true, ret_msg: '', conn_id: CONNECTION, req_id: '', ...fields }));
  return {
    receive(text) {
      const command = parseObject(text);
      const args = Array.isArray(command?.args) ? command.args.map(String) : [];
      if (command?.op === 'ping') return reply({ ret_msg: 'pong', op: 'ping' });
      const known = args.map((topic) => ({ topic, stream: makeStream(topic, market) }));
      const bad = known.find(({ stream }) => stream === null);
      if (command?.op === 'subscribe' && bad !== undefined) {
        const ret_msg = `error:handler not found,topic:${bad.topic}`;
        return reply({ success: false, ret_msg, op: 'subscribe' });
      }
      for (const { topic, stream } of known) {
        if (command?.op === 'subscribe' && stream !== null) streams.add(topic, stream);
        if (command?.op === 'unsubscribe') streams.remove(topic);
      }
      reply({ op: String(command?.op) });
    },
    tick: () => streams.tick((message) => send(JSON.stringify(message))),
  };
}

function makeStream(topic: string, market: Market): Stream | null {
  const parts = topic.split('.');
  const coin = bybitCoin(parts.at(-1) ?? '');
  if (coin === null || !market.has(VENUE, coin)) return null;
  const contract = { market, venue: VENUE, coin };
  const push = (data: unknown, ts: number, type = 'snapshot') => ({ topic, type, ts, data });
  if (parts[0] === 'kline') {
    const intervalMs = BYBIT_INTERVALS[parts[1]];
    return barStream(contract, intervalMs, (bar, nowMs) =>
      push([klineRow(coin, parts[1], bar, nowMs)], nowMs),
    );
  }
  if (parts[0] === 'tickers') return tickers(market, coin, push);
  if (parts[0] === 'publicTrade') return trades(contract, push);
  if (parts[0] !== 'allLiquidation') return null;
  // All of them; a push carries what half a second brought.
  return liquidationStream(
    contract,
    (events) => events,
    (events, nowMs) => [
      push(
        events.map(({ timeMs, positionSide, price, base }) => ({
          T: timeMs,
          s: `${coin}USDT`,
          S: positionSide === 'long' ? 'Buy' : 'Sell',
          v: base.toFixed(6),
          p: priceText(coin, price),
        })),
        nowMs,
      ),
    ],
  );
}

type Push = (data: unknown, ts: number, type?: string) => unknown;

/** A snapshot, then deltas that hold only what changed. */
function tickers(market: Market, coin: string, push: Push): Stream {
  let last: Record<string, string> | null = null;
  return periodicStream(100, (nowMs) => {
    const row = tickerRow(market, coin);
    const before = last;
    last = row;
    if (before === null) return push(row, nowMs);
    const changed = Object.entries(row).filter(([key, value]) => before[key] !== value);
    if (changed.length === 0) return null;
    return push({ symbol: row.symbol, ...Object.fromEntries(changed) }, nowMs, 'delta');
  });
}

function trades(contract: { market: Market; venue: string; coin: string }, push: Push): Stream {
  return tradeStream(contract, (rows) =>
    push(
      rows.map(({ isBuy, base, price, timeMs }, i) => ({
        T: timeMs,
        s: `${contract.coin}USDT`,
        S: isBuy ? 'Buy' : 'Sell',
        v: base.toFixed(6),
        p: priceText(contract.coin, price),
        L: 'PlusTick',
        i: `20f43950-d8dd-5b31-9112-${timeMs.toString().padStart(11, '0')}${i}`,
        BT: false,
      })),
      rows[0].timeMs,
    ),
  );
}

function klineRow(coin: string, interval: string, bar: ServedBar, nowMs: number) {
  return {
    start: bar.openTimeMs,
    end: bar.openTimeMs + bar.intervalMs - 1,
    interval,
    open: priceText(coin, bar.open),
    close: priceText(coin, bar.close),
    high: priceText(coin, bar.high),
    low: priceText(coin, bar.low),
    volume: bar.volumeBase.toFixed(3),
    turnover: (bar.volumeBase * bar.close).toFixed(4),
    confirm: bar.isClosed,
    timestamp: nowMs,
  };
}
