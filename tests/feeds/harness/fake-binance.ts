import { BAR_MS } from '../../../src/feeds/exchange-feed';
import type { FakeAnswer, FakeCall } from './fake-network';

/** Close of the bar that opens at `openMs`: a slow wave, so that each bar is told apart. */
export function closeAt(openMs: number): number {
  return 60_000 + 500 * Math.sin(openMs / 7.2e6) + ((openMs / BAR_MS) % 97);
}

/** One REST kline in the exchange's own columns. */
export function klineRow(openMs: number): unknown[] {
  const close = closeAt(openMs);
  const open = closeAt(openMs - BAR_MS);
  const [high, low] = [Math.max(open, close) + 5, Math.min(open, close) - 5];
  const text = [open, high, low, close].map((price) => price.toFixed(2));
  return [openMs, ...text, '100.000', openMs + BAR_MS - 1, '6000000.0', 1000, '55.000', '3300000.0', '0'];
}

/** The combined-stream kline message of a bar. */
export function klineMessage(symbol: string, openMs: number, isClosed: boolean) {
  const row = klineRow(openMs);
  const k = {
    t: openMs,
    T: openMs + BAR_MS - 1,
    s: symbol,
    i: '5m',
    o: row[1],
    c: row[4],
    h: row[2],
    l: row[3],
  };
  return {
    stream: `${symbol.toLowerCase()}@kline_5m`,
    data: {
      e: 'kline',
      E: Date.now(),
      s: symbol,
      k: { ...k, v: '100.000', n: 1000, x: isClosed, q: '1', V: '55.000', Q: '1' },
    },
  };
}

export function markMessage(symbol: string, timeMs: number, price: number) {
  const data = {
    e: 'markPriceUpdate',
    E: timeMs,
    s: symbol,
    p: String(price),
    i: String(price),
    r: '0.0001',
    T: timeMs,
    st: 1,
  };
  return { stream: `${symbol.toLowerCase()}@markPrice@1s`, data };
}

export function forceOrderMessage(
  symbol: string,
  timeMs: number,
  side: 'BUY' | 'SELL',
  size: string,
  price: string,
) {
  const o = {
    s: symbol,
    S: side,
    o: 'LIMIT',
    f: 'IOC',
    q: size,
    p: price,
    ap: price,
    X: 'FILLED',
    l: size,
    z: size,
    T: timeMs,
  };
  return {
    stream: `${symbol.toLowerCase()}@forceOrder`,
    data: { e: 'forceOrder', E: timeMs + 1000, o: { ...o, ps: symbol, st: 1 } },
  };
}

/** Answers the USD-M endpoints for BTCUSDT from `closeAt`; `spoil` may replace an answer. */
export function fakeBinance(spoil: (call: FakeCall) => FakeAnswer | null = () => null) {
  return (call: FakeCall): FakeAnswer => spoil(call) ?? { json: body(call.url) };
}

const bracket = {
  bracketNotionalFloor: 0,
  bracketNotionalCap: 300_000,
  bracketMaintenanceMarginRate: 0.004,
  cumFastMaintenanceAmount: 0,
  maxOpenPosLeverage: 150,
};

function body(url: URL): unknown {
  const from = Number(url.searchParams.get('startTime') ?? Date.now() - 3 * BAR_MS);
  const to = Math.min(Number(url.searchParams.get('endTime') ?? Date.now()), Date.now());
  const limit = Number(url.searchParams.get('limit') ?? 500);
  const bars: number[] = [];
  for (let openMs = Math.ceil(from / BAR_MS) * BAR_MS; openMs <= to && bars.length < limit; openMs += BAR_MS)
    bars.push(openMs);
  const symbol = 'BTCUSDT';
  switch (url.pathname.split('/').at(-1)) {
    case 'klines':
    case 'markPriceKlines':
      return bars.map(klineRow);
    case 'openInterestHist':
      return bars.map((timestamp) => ({
        symbol,
        sumOpenInterest: '80000.5',
        sumOpenInterestValue: '4800000000',
        timestamp,
      }));
    case 'openInterest':
      return { symbol, openInterest: '80001', time: Date.now() };
    case 'premiumIndex':
      return { symbol, markPrice: '60000', indexPrice: '60001', lastFundingRate: '0.0001', time: Date.now() };
    case 'fundingRate':
      return [];
    case 'brackets':
      return { code: '000000', data: { brackets: [{ symbol, riskBrackets: [bracket] }] } };
    default:
      return bars.map((timestamp) => ({
        symbol,
        longAccount: '0.55',
        shortAccount: '0.45',
        longShortRatio: '1.2222',
        timestamp,
      }));
  }
}
