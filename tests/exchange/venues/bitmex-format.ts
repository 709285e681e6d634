import { digitsOf } from '../contract-digits';
import type { ServedBar } from '../market/bars';
import type { Market } from '../market/market';

const VENUE = 'bitmex';
const HOUR_MS = 3_600_000;
const SATOSHIS = 100_000_000;

export const BITMEX_BINS: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '1h': HOUR_MS,
  '1d': 24 * HOUR_MS,
};

/** `XBTUSD` -> `BTC`; the exchange writes XBT. */
export function bitmexCoin(symbol: string): string | null {
  const coin = /^([A-Z0-9]+)USD$/.exec(symbol)?.[1];
  return coin === undefined ? null : coin === 'XBT' ? 'BTC' : coin;
}

export function symbolOf(coin: string): string {
  return `${coin === 'BTC' ? 'XBT' : coin}USD`;
}

function rounded(coin: string, price: number): number {
  return Number(price.toFixed(digitsOf(coin).priceDigits));
}

export function bucketRow(coin: string, bar: ServedBar) {
  const usd = Math.round(bar.volumeBase * bar.close);
  return {
    timestamp: new Date(bar.openTimeMs + bar.intervalMs).toISOString(),
    symbol: symbolOf(coin),
    open: rounded(coin, bar.open),
    high: rounded(coin, bar.high),
    low: rounded(coin, bar.low),
    close: rounded(coin, bar.close),
    trades: Math.round(bar.volumeBase * 5),
    volume: usd,
    vwap: rounded(coin, bar.close),
    lastSize: 100,
    turnover: Math.round(bar.volumeBase * SATOSHIS),
    homeNotional: bar.volumeBase,
    foreignNotional: usd,
  };
}

export function fundingRow(coin: string, timeMs: number, rate: number) {
  return {
    timestamp: new Date(timeMs).toISOString(),
    symbol: symbolOf(coin),
    fundingInterval: '2000-01-01T08:00:00.000Z',
    fundingRate: rate,
    fundingRateDaily: rate * 3,
  };
}

/** The full row of `instrument`; open interest in contracts of one USD. */
export function instrumentRow(market: Market, coin: string) {
  const nowMs = market.nowMs();
  const mark = rounded(coin, market.markPrice(VENUE, coin) ?? 0);
  const root = coin === 'BTC' ? 'XBT' : coin;
  return {
    symbol: symbolOf(coin),
    rootSymbol: root,
    state: 'Open',
    typ: 'FFWCSX',
    listing: '2016-05-13T12:00:00.000Z',
    front: '2016-05-13T12:00:00.000Z',
    positionCurrency: 'USD',
    underlying: root,
    quoteCurrency: 'USD',
    underlyingSymbol: `${root}=`,
    reference: 'BMEX',
    lotSize: 100,
    tickSize: Number(digitsOf(coin).tickSize),
    multiplier: -SATOSHIS,
    settlCurrency: 'XBt',
    underlyingToSettleMultiplier: -SATOSHIS,
    isQuanto: false,
    isInverse: true,
    initMargin: 0.01,
    maintMargin: 0.005,
    riskLimit: 200 * SATOSHIS,
    riskStep: 150 * SATOSHIS,
    fundingTimestamp: new Date((Math.floor(nowMs / (8 * HOUR_MS)) + 1) * 8 * HOUR_MS).toISOString(),
    fundingInterval: '2000-01-01T08:00:00.000Z',
    fundingRate: market.fundingNow(VENUE, coin) ?? 0,
    indicativeFundingRate: market.fundingNow(VENUE, coin) ?? 0,
    lastPrice: rounded(coin, market.lastPrice(VENUE, coin) ?? 0),
    markPrice: mark,
    indicativeSettlePrice: mark,
    openInterest: Math.round(market.openInterestNow(VENUE, coin)?.quote ?? 0),
    openValue: Math.round((market.openInterestNow(VENUE, coin)?.base ?? 0) * SATOSHIS),
    timestamp: new Date(nowMs).toISOString(),
  };
}
