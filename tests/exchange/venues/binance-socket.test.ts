import { expect, test } from 'vitest';
import { makeFixtureSource, FIXTURE_START_MS as START } from '../market/fixture-source';
import { Market } from '../market/market';
import { MarketClock } from '../market/market-clock';
import type { MarketSource } from '../market/market-source';
import { BINANCE_USDM } from './binance-dialect';
import { connectBinance } from './binance-socket';

function open(pathAndQuery: string, change: Partial<MarketSource> = {}) {
  const clock = new MarketClock({ startMs: START + 3_630_000, speed: 0 });
  const market = new Market(makeFixtureSource(change), clock);
  const sent: string[] = [];
  const url = new URL(pathAndQuery, 'https://fstream.binance.com');
  const socket = connectBinance(BINANCE_USDM, url.pathname, url.searchParams, market, (text) =>
    sent.push(text),
  );
  const real = { market, clock, socket };
  const after = (ms: number) => {
    // Setting the speed re-anchors without a jump, so play on by replacing the anchor's time.
    sent.length = 0;
    playOn(clock, ms);
    socket?.tick();
    return sent.map((text) => JSON.parse(text));
  };
  return { ...real, after, sent };
}

/** Moves a paused clock as if it had run. */
function playOn(clock: MarketClock, ms: number): void {
  const target = clock.nowMs() + ms;
  Object.defineProperty(clock, 'nowMs', { value: () => target, configurable: true });
}

test('a combined stream wraps each frame with its name', () => {
  const { after } = open('/market/stream?streams=btcusdt@kline_5m/btcusdt@markPrice@1s');
  expect(after(1000).map((frame) => [frame.stream, frame.data.e])).toEqual([
    ['btcusdt@kline_5m', 'kline'],
    ['btcusdt@markPrice@1s', 'markPriceUpdate'],
  ]);
});

test('a raw stream sends bare frames', () => {
  const { after } = open('/market/ws/btcusdt@markPrice@1s');
  expect(after(1000)[0]).toMatchObject({ e: 'markPriceUpdate', s: 'BTCUSDT', st: 1 });
});

test('a kline that closes is sent once as closed, then the next one begins', () => {
  const { after } = open('/market/stream?streams=btcusdt@kline_1m');
  after(20_000);
  const frames = after(20_000);
  expect(frames.map(({ data }) => [data.k.t - START, data.k.x])).toEqual([
    [3_600_000, true],
    [3_660_000, false],
  ]);
  expect(after(1000).every(({ data }) => data.k.x === false)).toBe(true);
});

test('every bar is sent as closed even when ticks are far apart', () => {
  const { after } = open('/market/stream?streams=btcusdt@kline_1m');
  const closed = after(300_000).filter(({ data }) => data.k.x);
  expect(closed.map(({ data }) => (data.k.t - START) / 60_000)).toEqual([60, 61, 62, 63, 64]);
});

test('markPrice@1s comes once a second', () => {
  const { after } = open('/market/stream?streams=btcusdt@markPrice@1s');
  expect(after(1000)).toHaveLength(1);
  expect(after(400)).toHaveLength(0);
  expect(after(600)).toHaveLength(1);
});

test('forceOrder sends the largest of each second, SELL for a long', () => {
  const at = START + 3_631_000;
  const { after } = open('/market/stream?streams=btcusdt@forceOrder', {
    liquidations: (_venue, _coin, fromMs, toMs) =>
      [
        { timeMs: at, positionSide: 'long' as const, price: 990, base: 1 },
        { timeMs: at + 10, positionSide: 'long' as const, price: 989, base: 3 },
        { timeMs: at + 1200, positionSide: 'short' as const, price: 1010, base: 2 },
      ].filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs),
  });
  const orders = after(5000).map(({ data }) => [data.o.S, data.o.z, data.o.ap, data.o.X, data.o.st]);
  expect(orders).toEqual([
    ['SELL', '3.000', '989.00', 'FILLED', 1],
    ['BUY', '2.000', '1010.00', 'FILLED', 1],
  ]);
  expect(after(5000)).toEqual([]);
});

test('SUBSCRIBE adds a stream and is acknowledged, UNSUBSCRIBE ends it', () => {
  const { after, socket, sent } = open('/market/stream');
  socket?.receive('{"method":"SUBSCRIBE","params":["btcusdt@kline_5m"],"id":4}');
  expect(sent).toEqual(['{"result":null,"id":4}']);
  expect(after(1000)).toHaveLength(1);
  socket?.receive('{"method":"UNSUBSCRIBE","params":["btcusdt@kline_5m"],"id":5}');
  expect(after(1000)).toEqual([]);
});

test('a message that is no JSON is refused and the stream goes on', () => {
  const { after, socket, sent } = open('/market/stream?streams=btcusdt@kline_5m');
  socket?.receive('hello');
  expect(JSON.parse(sent[0]).error.msg).toBe('Invalid JSON');
  expect(after(1000)).toHaveLength(1);
});

test('after a jump of the clock the time in between is not sent', () => {
  const { after, clock } = open('/market/stream?streams=btcusdt@kline_1m');
  after(1000);
  Reflect.deleteProperty(clock, 'nowMs');
  clock.jumpTo(START + 10 * 3_600_000);
  expect(after(0).map(({ data }) => data.k.t - START)).toEqual([36_000_000]);
});

test('the retired roots accept a subscription and stay silent', () => {
  const { after, socket, sent } = open('/stream?streams=btcusdt@forceOrder');
  socket?.receive('{"method":"SUBSCRIBE","params":["!forceOrder@arr"],"id":1}');
  expect(sent).toEqual(['{"result":null,"id":1}']);
  expect(after(60_000)).toEqual([]);
});

test('an address without streams has no socket', () => {
  expect(open('/nothing').socket).toBeNull();
});
