import { priceText } from '../contract-digits';
import type { ServedBar } from '../market/bars';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Binance's interval names -> ms (months are not served). */
export const BINANCE_INTERVALS: Readonly<Record<string, number>> = {
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  '6h': 6 * HOUR_MS,
  '8h': 8 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '1d': DAY_MS,
  '3d': 3 * DAY_MS,
  '1w': 7 * DAY_MS,
};

/** `BTCUSDT` -> `BTC`; null for anything but a USDT perpetual. */
export function coinOf(symbol: string | null): string | null {
  const match = /^([A-Z0-9]+)USDT$/.exec(symbol ?? '');
  return match ? match[1] : null;
}

/** Row of `/fapi/v1/klines`: twelve cells, numbers as strings. */
export function klineRow(coin: string, bar: ServedBar): (string | number)[] {
  const takerBase = bar.takerBuyBase ?? 0;
  return [
    bar.openTimeMs,
    priceText(coin, bar.open),
    priceText(coin, bar.high),
    priceText(coin, bar.low),
    priceText(coin, bar.close),
    bar.volumeBase.toFixed(3),
    bar.openTimeMs + bar.intervalMs - 1,
    (bar.volumeBase * bar.close).toFixed(5),
    Math.round(bar.volumeBase * 20),
    takerBase.toFixed(3),
    (takerBase * bar.close).toFixed(5),
    '0',
  ];
}

/** Row of `/fapi/v1/markPriceKlines`: the volume cells are zero. */
export function markKlineRow(bar: ServedBar): (string | number)[] {
  const [open, high, low, close] = [bar.open, bar.high, bar.low, bar.close].map((price) => price.toFixed(8));
  const closeTimeMs = bar.openTimeMs + bar.intervalMs - 1;
  return [bar.openTimeMs, open, high, low, close, '0', closeTimeMs, '0', 300, '0', '0', '0'];
}

/** The `kline` frame of the socket. */
export function klineFrame(coin: string, interval: string, bar: ServedBar, eventMs: number) {
  const symbol = `${coin}USDT`;
  const takerBase = bar.takerBuyBase ?? 0;
  const trades = Math.round(bar.volumeBase * 20);
  return {
    e: 'kline',
    E: eventMs,
    s: symbol,
    k: {
      t: bar.openTimeMs,
      T: bar.openTimeMs + bar.intervalMs - 1,
      s: symbol,
      i: interval,
      f: 0,
      L: trades,
      o: priceText(coin, bar.open),
      c: priceText(coin, bar.close),
      h: priceText(coin, bar.high),
      l: priceText(coin, bar.low),
      v: bar.volumeBase.toFixed(3),
      n: trades,
      x: bar.isClosed,
      q: (bar.volumeBase * bar.close).toFixed(5),
      V: takerBase.toFixed(3),
      Q: (takerBase * bar.close).toFixed(5),
      B: '0',
    },
    st: 1,
  };
}
