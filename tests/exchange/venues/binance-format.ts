import { priceText } from '../contract-digits';
import type { ServedBar } from '../market/bars';
import type { BinanceDialect } from './binance-dialect';

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

/** Row of `/klines`: twelve cells, numbers as strings. */
export function klineRow(dialect: BinanceDialect, coin: string, bar: ServedBar): (string | number)[] {
  const { volume, quoteVolume, takerBuy, takerBuyQuote } = volumesOf(dialect, coin, bar);
  return [
    bar.openTimeMs,
    priceText(coin, bar.open),
    priceText(coin, bar.high),
    priceText(coin, bar.low),
    priceText(coin, bar.close),
    volume,
    bar.openTimeMs + bar.intervalMs - 1,
    quoteVolume,
    Math.round(bar.volumeBase * 20),
    takerBuy,
    takerBuyQuote,
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
export function klineFrame(
  dialect: BinanceDialect,
  coin: string,
  interval: string,
  bar: ServedBar,
  eventMs: number,
) {
  const symbol = dialect.symbolOf(coin);
  const { volume, quoteVolume, takerBuy, takerBuyQuote } = volumesOf(dialect, coin, bar);
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
      v: volume,
      n: trades,
      x: bar.isClosed,
      q: quoteVolume,
      V: takerBuy,
      Q: takerBuyQuote,
      B: '0',
    },
    st: dialect.streamType,
  };
}

/** USD-M: coins, then USDT. COIN-M: contracts, then coins. */
function volumesOf(dialect: BinanceDialect, coin: string, bar: ServedBar) {
  const takerBase = bar.takerBuyBase ?? 0;
  const text = (base: number) => dialect.quantityText(coin, base, bar.close);
  const other = (base: number) =>
    dialect.contractUsd(coin) === null ? (base * bar.close).toFixed(5) : base.toFixed(5);
  return {
    volume: text(bar.volumeBase),
    quoteVolume: other(bar.volumeBase),
    takerBuy: text(takerBase),
    takerBuyQuote: other(takerBase),
  };
}

/** Settlement is at 0, 8 and 16 h UTC. */
export function nextFundingMs(nowMs: number): number {
  return (Math.floor(nowMs / (8 * HOUR_MS)) + 1) * 8 * HOUR_MS;
}
