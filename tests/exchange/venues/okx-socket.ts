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
import {
  candleRow,
  fundingRow,
  liquidationGroup,
  markPriceRow,
  OKX_BARS,
  okxCoin,
  openInterestRow,
} from './okx-format';

const VENUE = 'okx';
const CONNECTION = 'a4d3ae55';
const DAY_MS = 86_400_000;

type Argument = Record<string, unknown>;

/** `/ws/v5/public`, candles on `/ws/v5/business`; the text `ping` is answered with `pong`. */
export function connectOkx(path: string, market: Market, send: (text: string) => void): VenueSocket {
  const streams = new StreamSet(market);
  const isBusiness = path.endsWith('business');
  const subscribe = (arg: Argument): void => {
    const stream = makeStream(arg, market, isBusiness);
    if (stream === null) {
      const msg = `Wrong URL or channel:${String(arg.channel)},instId:${String(arg.instId)} doesn't exist.`;
      send(JSON.stringify({ event: 'error', msg, code: '60018', connId: CONNECTION }));
      return;
    }
    streams.add(JSON.stringify(arg), stream);
    send(JSON.stringify({ event: 'subscribe', arg, connId: CONNECTION }));
    if (arg.channel === 'liquidation-orders') replayOldEvent(market, arg, send);
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
        if (command?.op === 'unsubscribe') {
          streams.remove(JSON.stringify(arg));
          send(JSON.stringify({ event: 'unsubscribe', arg, connId: CONNECTION }));
        }
      }
    },
    tick: () => streams.tick((message) => send(JSON.stringify(message))),
  };
}

/** The first message after subscribing carries an event of the past. */
function replayOldEvent(market: Market, arg: Argument, send: (text: string) => void): void {
  const nowMs = market.nowMs();
  for (const coin of market.source.coins(VENUE)) {
    const old = market.liquidations(VENUE, coin, { fromMs: nowMs - DAY_MS, toMs: nowMs }).at(-1);
    if (old === undefined) continue;
    send(JSON.stringify({ arg, data: [liquidationGroup(coin, [old])] }));
    return;
  }
}

function makeStream(arg: Argument, market: Market, isBusiness: boolean): Stream | null {
  const channel = String(arg.channel);
  if (channel === 'liquidation-orders') return isBusiness ? null : allLiquidations(arg, market);
  const coin = okxCoin(String(arg.instId));
  if (coin === null || !market.has(VENUE, coin)) return null;
  const push = (row: unknown) => ({ arg, data: [row] });
  const intervalMs = OKX_BARS[/^candle(.+)$/.exec(channel)?.[1] ?? ''];
  if (intervalMs !== undefined && isBusiness) {
    return barStream({ market, venue: VENUE, coin }, intervalMs, (bar) => push(candleRow(coin, bar, true)));
  }
  if (isBusiness) return null;
  if (channel === 'mark-price') return periodicStream(200, () => push(markPriceRow(market, coin)));
  if (channel === 'open-interest') return periodicStream(3000, () => push(openInterestRow(market, coin)));
  if (channel === 'funding-rate') return periodicStream(30_000, () => push(fundingRow(market, coin)));
  return null;
}

/** The whole market; at most one order a contract and second. */
function allLiquidations(arg: Argument, market: Market): Stream {
  const streams = market.source.coins(VENUE).map((coin) =>
    liquidationStream(
      { market, venue: VENUE, coin },
      (events) => largestPerSecond(events),
      (events) => events.map((event) => ({ arg, data: [liquidationGroup(coin, [event])] })),
    ),
  );
  return (sinceMs, nowMs) => streams.flatMap((stream) => stream(sinceMs, nowMs));
}
