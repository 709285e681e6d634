import { priceText } from '../contract-digits';
import type { Market } from '../market/market';

const VENUE = 'bybit';
const HOUR_MS = 3_600_000;

/** Minutes, or letters of longer bars. */
export const BYBIT_INTERVALS: Readonly<Record<string, number>> = {
  '1': 60_000,
  '5': 300_000,
  '15': 900_000,
  '60': HOUR_MS,
  '240': 4 * HOUR_MS,
  D: 24 * HOUR_MS,
};

/** `BTCUSDT` -> `BTC`; null for anything but a USDT contract. */
export function bybitCoin(symbol: string): string | null {
  return /^([A-Z0-9]+)USDT$/.exec(symbol)?.[1] ?? null;
}

/** The fields of `/tickers` and of the socket's `tickers` topic that matter here. */
export function tickerRow(market: Market, coin: string): Record<string, string> {
  const nowMs = market.nowMs();
  const mark = market.markPrice(VENUE, coin) ?? 0;
  const base = market.openInterestNow(VENUE, coin)?.base ?? 0;
  return {
    symbol: `${coin}USDT`,
    lastPrice: priceText(coin, market.lastPrice(VENUE, coin) ?? 0),
    indexPrice: priceText(coin, mark),
    markPrice: priceText(coin, mark),
    openInterest: (2 * base).toFixed(3),
    openInterestValue: (2 * base * mark).toFixed(2),
    singleOpenInterest: base.toFixed(3),
    singleOpenInterestValue: (base * mark).toFixed(2),
    fundingRate: (market.fundingNow(VENUE, coin) ?? 0).toFixed(8),
    nextFundingTime: `${(Math.floor(nowMs / (8 * HOUR_MS)) + 1) * 8 * HOUR_MS}`,
    fundingIntervalHour: '8',
  };
}
