import type { Market } from '../market/market';
import {
  barStream,
  largestPerSecond,
  liquidationStream,
  objectsOf,
  parseObject,
  periodicStream,
  type Stream,
  StreamSet,
} from '../streams';
import type { VenueSocket } from '../venue';
import { BITGET_BARS, candleRow, liquidationRow, tickerFields } from './bitget-format';

const VENUE = 'bitget';
const SNAPSHOT_CANDLES = 500;

type Argument = Record<string, unknown>;

/** v2 for candles (its liquidation channel acknowledges and stays silent), v3 for ticker and liquidations. */
export function connectBitget(version: 2 | 3, market: Market, send: (text: string) => void): VenueSocket {
  const streams = new StreamSet(market);
  const subscribe = (arg: Argument): void => {
    const stream = version === 3 ? streamV3(arg, market) : streamV2(arg, market);
    if (stream === null) {
      send(JSON.stringify({ event: 'error', arg, code: 30001, msg: 'Channel does not exist' }));
      return;
    }
    streams.add(JSON.stringify(arg), stream);
    send(JSON.stringify({ event: 'subscribe', arg }));
  };
  return {
    receive(text) {
      if (text === 'ping') {
        send('pong');
        return;
      }
      const command = parseObject(text);
      for (const arg of objectsOf(command?.args)) {
        if (command?.op === 'subscribe') subscribe(arg);
        if (command?.op === 'unsubscribe') streams.remove(JSON.stringify(arg));
      }
    },
    tick: () => streams.tick((message) => send(JSON.stringify(message))),
  };
}

function listed(symbol: unknown, market: Market): string | null {
  const coin = /^([A-Z0-9]+)USDT$/.exec(String(symbol))?.[1] ?? null;
  return coin !== null && market.has(VENUE, coin) ? coin : null;
}

function streamV3(arg: Argument, market: Market): Stream | null {
  const push = (data: unknown[], ts: number) => ({ action: 'update', arg, data, ts });
  if (arg.topic === 'liquidation') {
    const streams = market.source.coins(VENUE).map((coin) =>
      liquidationStream(
        { market, venue: VENUE, coin },
        (events) => largestPerSecond(events, true),
        (events, nowMs) => [
          push(
            events.map((event) => liquidationRow(coin, event)),
            nowMs,
          ),
        ],
      ),
    );
    return (sinceMs, nowMs) => streams.flatMap((stream) => stream(sinceMs, nowMs));
  }
  const coin = listed(arg.symbol, market);
  if (coin === null || arg.topic !== 'ticker') return null;
  return periodicStream(200, (nowMs) => ({
    ...push([tickerFields(market, coin)], nowMs),
    action: 'snapshot',
  }));
}

/** The first candle message is a snapshot of some hundred bars. */
function streamV2(arg: Argument, market: Market): Stream | null {
  const coin = listed(arg.instId, market);
  const channel = String(arg.channel);
  if (channel === 'liquidation') return () => [];
  const intervalMs = BITGET_BARS[/^candle(.+)$/.exec(channel)?.[1] ?? ''];
  if (coin === null || intervalMs === undefined) return null;
  const message = (action: string, rows: string[][], nowMs: number) => ({
    action,
    arg,
    data: rows,
    ts: nowMs,
  });
  const row = (bar: Parameters<typeof candleRow>[1]) => [
    ...candleRow(coin, bar),
    (bar.volumeBase * bar.close).toFixed(6),
  ];
  const updates = barStream({ market, venue: VENUE, coin }, intervalMs, (bar, nowMs) =>
    message('update', [row(bar)], nowMs),
  );
  let isFirst = true;
  return (sinceMs, nowMs) => {
    const due = updates(sinceMs, nowMs);
    if (!isFirst) return due;
    isFirst = false;
    const range = { fromMs: nowMs - SNAPSHOT_CANDLES * intervalMs, toMs: nowMs };
    return [message('snapshot', market.bars(VENUE, coin, intervalMs, range).map(row), nowMs), ...due];
  };
}
