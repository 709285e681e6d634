import { digitsOf, priceText } from '../contract-digits';
import type { ServedBar } from '../market/bars';
import type { Market } from '../market/market';
import type { SourceLiquidation } from '../market/market-source';

const VENUE = 'dydx';
const HOUR_MS = 3_600_000;

export const DYDX_RESOLUTIONS: Readonly<Record<string, number>> = {
  '1MIN': 60_000,
  '5MINS': 300_000,
  '15MINS': 900_000,
  '30MINS': 1_800_000,
  '1HOUR': HOUR_MS,
  '4HOURS': 4 * HOUR_MS,
  '1DAY': 24 * HOUR_MS,
};

export function dydxCoin(ticker: string): string | null {
  return /^([A-Z0-9]+)-USD$/.exec(ticker)?.[1] ?? null;
}

export function marketRow(market: Market, coin: string) {
  return {
    clobPairId: '0',
    ticker: `${coin}-USD`,
    status: 'ACTIVE',
    oraclePrice: priceText(coin, market.markPrice(VENUE, coin) ?? 0),
    priceChange24H: '0',
    volume24H: '0',
    trades24H: 0,
    nextFundingRate: ((market.fundingNow(VENUE, coin) ?? 0) / 8).toFixed(10),
    initialMarginFraction: '0.02',
    maintenanceMarginFraction: '0.012',
    openInterest: (market.openInterestNow(VENUE, coin)?.base ?? 0).toFixed(4),
    atomicResolution: -10,
    quantumConversionExponent: -9,
    tickSize: digitsOf(coin).tickSize,
    stepSize: '0.0001',
    stepBaseQuantums: 1_000_000,
    subticksPerTick: 100_000,
    marketType: 'CROSS',
    openInterestLowerCap: '0',
    openInterestUpperCap: '0',
    baseOpenInterest: (market.openInterestNow(VENUE, coin)?.base ?? 0).toFixed(4),
  };
}

/** Candles carry the open interest at their start. */
export function candleRow(market: Market, coin: string, resolution: string, bar: ServedBar) {
  const range = { fromMs: bar.openTimeMs - 300_000, toMs: bar.openTimeMs };
  const interest = market.openInterest(VENUE, coin, 300_000, range).at(-1);
  return {
    startedAt: new Date(bar.openTimeMs).toISOString(),
    ticker: `${coin}-USD`,
    resolution,
    low: priceText(coin, bar.low),
    high: priceText(coin, bar.high),
    open: priceText(coin, bar.open),
    close: priceText(coin, bar.close),
    baseTokenVolume: bar.volumeBase.toFixed(4),
    usdVolume: (bar.volumeBase * bar.close).toFixed(4),
    trades: Math.round(bar.volumeBase * 5),
    startingOpenInterest: (interest?.base ?? 0).toFixed(4),
  };
}

/** `side` is the taker's; a forced closing has type LIQUIDATED. */
export function tradeRow({ timeMs, positionSide, price, base }: SourceLiquidation, index: number) {
  return {
    id: `0165e5e3${timeMs.toString(16)}${index}`,
    side: positionSide === 'long' ? 'SELL' : 'BUY',
    size: base.toFixed(4),
    price: `${price}`,
    type: 'LIQUIDATED',
    createdAt: new Date(timeMs).toISOString(),
    createdAtHeight: '1',
  };
}
