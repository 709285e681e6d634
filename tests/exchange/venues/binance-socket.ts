import { priceText } from '../contract-digits';
import type { Market } from '../market/market';
import type { VenueSocket } from '../venue';
import { BINANCE_INTERVALS, coinOf, klineFrame } from './binance-format';
import { nextFundingMs } from './binance-rest';

const VENUE = 'binance';

/** One stream of a connection: sends the frames that became due in (sinceMs, nowMs]. */
type Stream = (sinceMs: number, nowMs: number) => unknown[];

interface Command {
  method?: string;
  params?: unknown;
  id?: number;
}

/** The `/market` sockets: `/market/stream?streams=a/b`, `/market/ws/a`, and SUBSCRIBE on either. */
export function connectBinance(
  path: string,
  query: URLSearchParams,
  market: Market,
  send: (text: string) => void,
): VenueSocket | null {
  const raw = /^\/market\/ws(?:\/(.+))?$/.exec(path);
  const isCombined = path === '/market/stream';
  if (raw === null && !isCombined) return silentLegacySocket(path, send);
  const streams = new Map<string, Stream>();
  const names = isCombined ? (query.get('streams') ?? '').split('/') : (raw?.[1] ?? '').split('/');
  for (const name of names.filter(Boolean)) streams.set(name, makeStream(name, market));
  let sinceMs = market.nowMs();
  let { generation } = market.clock;
  return {
    receive(text) {
      const command = parseCommand(text);
      if (command === null) return send('{"error":{"code":3,"msg":"Invalid JSON"}}');
      const params = Array.isArray(command.params) ? command.params.map(String) : [];
      if (command.method === 'SUBSCRIBE') {
        for (const name of params) streams.set(name, makeStream(name, market));
      } else if (command.method === 'UNSUBSCRIBE') {
        for (const name of params) streams.delete(name);
      }
      const result = command.method === 'LIST_SUBSCRIPTIONS' ? [...streams.keys()] : null;
      send(JSON.stringify({ result, id: command.id ?? null }));
    },
    tick() {
      const nowMs = market.nowMs();
      // After a jump the time in between was never played: a client has to notice the gap and ask REST.
      if (generation !== market.clock.generation) sinceMs = nowMs;
      generation = market.clock.generation;
      for (const [stream, due] of streams) {
        for (const data of due(sinceMs, nowMs)) {
          send(JSON.stringify(isCombined ? { stream, data } : data));
        }
      }
      sinceMs = nowMs;
    },
  };
}

/** The retired roots still accept everything, list it back and send nothing. */
function silentLegacySocket(path: string, send: (text: string) => void): VenueSocket | null {
  if (!/^\/(ws|stream)(\/|$)/.test(path)) return null;
  return {
    receive: (text) => send(JSON.stringify({ result: null, id: parseCommand(text)?.id ?? null })),
    tick: () => undefined,
  };
}

function parseCommand(text: string): Command | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Command) : null;
  } catch {
    return null;
  }
}

function makeStream(name: string, market: Market): Stream {
  const [symbolPart, kind] = name.split('@');
  if (symbolPart === '!forceOrder') return forceOrderOfAll(market);
  const coin = coinOf(symbolPart.toUpperCase());
  if (coin === null || !market.has(VENUE, coin) || kind === undefined) return () => [];
  if (kind === 'forceOrder') return (sinceMs, nowMs) => forceOrders(coin, market, sinceMs, nowMs);
  if (kind === 'markPrice') return markPrices(coin, market, name.endsWith('@1s') ? 1000 : 3000);
  const interval = /^kline_(.+)$/.exec(kind)?.[1] ?? '';
  const intervalMs = BINANCE_INTERVALS[interval];
  return intervalMs === undefined ? () => [] : klineStream(coin, interval, intervalMs, market);
}

function klineStream(coin: string, interval: string, intervalMs: number, market: Market): Stream {
  let last = '';
  return (sinceMs, nowMs) => {
    const fromMs = Math.floor(sinceMs / intervalMs) * intervalMs;
    const bars = market.bars(VENUE, coin, intervalMs, { fromMs, toMs: nowMs });
    const frames: unknown[] = [];
    for (const bar of bars) {
      // A bar closed before the last tick was already sent as closed.
      if (bar.isClosed && bar.openTimeMs + intervalMs <= sinceMs) continue;
      const key = `${bar.openTimeMs} ${bar.isClosed} ${bar.close} ${bar.high} ${bar.low}`;
      if (key === last) continue;
      last = key;
      frames.push(klineFrame(coin, interval, bar, nowMs));
    }
    return frames;
  };
}

function markPrices(coin: string, market: Market, everyMs: number): Stream {
  let nextMs = 0;
  return (_sinceMs, nowMs) => {
    if (nowMs < nextMs && nextMs - nowMs <= everyMs) return [];
    nextMs = nowMs + everyMs;
    const mark = market.markPrice(VENUE, coin);
    if (mark === null) return [];
    return [
      {
        e: 'markPriceUpdate',
        E: nowMs,
        s: `${coin}USDT`,
        p: mark.toFixed(8),
        i: mark.toFixed(8),
        P: mark.toFixed(8),
        r: (market.fundingNow(VENUE, coin) ?? 0).toFixed(8),
        T: nextFundingMs(nowMs),
        st: 1,
      },
    ];
  };
}

/** At most the largest order of a symbol in each second, as Binance throttles it. */
function forceOrders(coin: string, market: Market, sinceMs: number, nowMs: number): unknown[] {
  const events = market.liquidations(VENUE, coin, { fromMs: sinceMs + 1, toMs: nowMs });
  const largest = new Map<number, (typeof events)[number]>();
  for (const event of events) {
    const second = Math.floor(event.timeMs / 1000);
    const seen = largest.get(second);
    if (seen === undefined || event.base > seen.base) largest.set(second, event);
  }
  return [...largest.values()].map(({ timeMs, positionSide, price, base }) => ({
    e: 'forceOrder',
    E: timeMs + 1004,
    o: {
      s: `${coin}USDT`,
      S: positionSide === 'long' ? 'SELL' : 'BUY',
      o: 'LIMIT',
      f: 'IOC',
      q: base.toFixed(3),
      p: priceText(coin, price),
      ap: priceText(coin, price),
      X: 'FILLED',
      l: base.toFixed(3),
      z: base.toFixed(3),
      T: timeMs,
      ps: `${coin}USDT`,
      st: 1,
    },
  }));
}

function forceOrderOfAll(market: Market): Stream {
  return (sinceMs, nowMs) =>
    market.source.coins(VENUE).flatMap((coin) => forceOrders(coin, market, sinceMs, nowMs));
}
