import { priceText } from '../contract-digits';
import type { Market } from '../market/market';
import type { SourceLiquidation } from '../market/market-source';
import {
  barStream,
  largestPerSecond,
  liquidationStream,
  parseObject,
  periodicStream,
  type Stream,
  StreamSet,
} from '../streams';
import type { VenueSocket } from '../venue';
import type { BinanceDialect } from './binance-dialect';
import { BINANCE_INTERVALS, klineFrame, nextFundingMs } from './binance-format';

/** Sockets of the dialect: `<root>/stream?streams=a/b`, `<root>/ws/a`, and SUBSCRIBE on either. */
export function connectBinance(
  dialect: BinanceDialect,
  path: string,
  query: URLSearchParams,
  market: Market,
  send: (text: string) => void,
): VenueSocket | null {
  const root = dialect.socketRoot;
  const isCombined = path === `${root}/stream`;
  const isRaw = path === `${root}/ws` || path.startsWith(`${root}/ws/`);
  if (!isCombined && !isRaw) return silentLegacySocket(path, send);
  const streams = new StreamSet(market);
  const names = isCombined ? (query.get('streams') ?? '') : path.slice(`${root}/ws/`.length);
  const add = (name: string) => streams.add(name, makeStream(dialect, name, market));
  for (const name of names.split('/').filter(Boolean)) add(name);
  return {
    receive(text) {
      const command = parseObject(text);
      if (command === null) {
        send('{"error":{"code":3,"msg":"Invalid JSON"}}');
        return;
      }
      const params = Array.isArray(command.params) ? command.params.map(String) : [];
      if (command.method === 'SUBSCRIBE') params.forEach(add);
      if (command.method === 'UNSUBSCRIBE') for (const name of params) streams.remove(name);
      const result = command.method === 'LIST_SUBSCRIPTIONS' ? streams.names() : null;
      send(JSON.stringify({ result, id: command.id ?? null }));
    },
    tick: () => streams.tick((data, stream) => send(JSON.stringify(isCombined ? { stream, data } : data))),
  };
}

/** The retired roots still accept everything and send nothing. */
function silentLegacySocket(path: string, send: (text: string) => void): VenueSocket | null {
  if (!/^\/(ws|stream)(\/|$)/.test(path)) return null;
  return {
    receive: (text) => send(JSON.stringify({ result: null, id: parseObject(text)?.id ?? null })),
    tick: () => undefined,
  };
}

function makeStream(dialect: BinanceDialect, name: string, market: Market): Stream {
  const { venue } = dialect;
  const [symbolPart, kind] = name.split('@');
  if (symbolPart === '!forceOrder') return forceOrdersOfAll(dialect, market);
  const coin = dialect.coinOf(symbolPart.toUpperCase());
  if (coin === null || !market.has(venue, coin) || kind === undefined) return () => [];
  if (kind === 'forceOrder') return forceOrders(dialect, coin, market);
  if (kind === 'markPrice') return markPrices(dialect, coin, market, name.endsWith('@1s') ? 1000 : 3000);
  const interval = /^kline_(.+)$/.exec(kind)?.[1] ?? '';
  const intervalMs = BINANCE_INTERVALS[interval];
  if (intervalMs === undefined) return () => [];
  return barStream({ market, venue, coin }, intervalMs, (bar, nowMs) =>
    klineFrame(dialect, coin, interval, bar, nowMs),
  );
}

function markPrices(dialect: BinanceDialect, coin: string, market: Market, everyMs: number): Stream {
  return periodicStream(everyMs, (nowMs) => {
    const mark = market.markPrice(dialect.venue, coin);
    if (mark === null) return null;
    return {
      e: 'markPriceUpdate',
      E: nowMs,
      s: dialect.symbolOf(coin),
      p: mark.toFixed(8),
      i: mark.toFixed(8),
      P: mark.toFixed(8),
      r: (market.fundingNow(dialect.venue, coin) ?? 0).toFixed(8),
      T: nextFundingMs(nowMs),
      st: dialect.streamType,
    };
  });
}

/** At most the largest order of a symbol in each second, as Binance throttles it. */
function forceOrders(dialect: BinanceDialect, coin: string, market: Market): Stream {
  return liquidationStream(
    { market, venue: dialect.venue, coin },
    (events) => largestPerSecond(events),
    (events) => events.map((event) => forceOrder(dialect, coin, event)),
  );
}

function forceOrder(dialect: BinanceDialect, coin: string, event: SourceLiquidation) {
  const { timeMs, positionSide, price, base } = event;
  const quantity = dialect.quantityText(coin, base, price);
  return {
    e: 'forceOrder',
    E: timeMs + 1004,
    o: {
      s: dialect.symbolOf(coin),
      S: positionSide === 'long' ? 'SELL' : 'BUY',
      o: 'LIMIT',
      f: 'IOC',
      q: quantity,
      p: priceText(coin, price),
      ap: priceText(coin, price),
      X: 'FILLED',
      l: quantity,
      z: quantity,
      T: timeMs,
      ps: dialect.pairOf(coin),
      st: dialect.streamType,
    },
  };
}

function forceOrdersOfAll(dialect: BinanceDialect, market: Market): Stream {
  const streams = market.source.coins(dialect.venue).map((coin) => forceOrders(dialect, coin, market));
  return (sinceMs, nowMs) => streams.flatMap((stream) => stream(sinceMs, nowMs));
}
