import { digitsOf, priceText } from '../contract-digits';
import type { ServedBar } from '../market/bars';
import type { Market } from '../market/market';
import type { SourceLiquidation } from '../market/market-source';

const VENUE = 'bitget';
const HOUR_MS = 3_600_000;

export const BITGET_BARS: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1H': HOUR_MS,
  '1h': HOUR_MS,
  '4H': 4 * HOUR_MS,
};

/** `[ts, o, h, l, c, coins, quote]`, texts. */
export function candleRow(coin: string, bar: ServedBar): string[] {
  const prices = [bar.open, bar.high, bar.low, bar.close].map((price) => priceText(coin, price));
  return [`${bar.openTimeMs}`, ...prices, bar.volumeBase.toFixed(4), (bar.volumeBase * bar.close).toFixed(6)];
}

/** `sizeMultiplier` is a step. The price step is `priceEndStep` x 10^-`pricePlace`. */
export function contractRow(coin: string) {
  const { priceDigits, tickSize } = digitsOf(coin);
  return {
    symbol: `${coin}USDT`,
    baseCoin: coin,
    quoteCoin: 'USDT',
    supportMarginCoins: ['USDT'],
    minTradeNum: '0.0001',
    priceEndStep: `${Math.round(Number(tickSize) * 10 ** priceDigits)}`,
    volumePlace: '4',
    pricePlace: `${priceDigits}`,
    sizeMultiplier: '0.0001',
    symbolType: 'perpetual',
    symbolStatus: 'normal',
    offTime: '-1',
    limitOpenTime: '-1',
    deliveryTime: '',
    launchTime: '',
    fundInterval: '8',
    minLever: '1',
    maxLever: '150',
    isRwa: 'NO',
  };
}

export function tickerFields(market: Market, coin: string) {
  const mark = priceText(coin, market.markPrice(VENUE, coin) ?? 0);
  return {
    lastPrice: priceText(coin, market.lastPrice(VENUE, coin) ?? 0),
    markPrice: mark,
    indexPrice: mark,
    openInterest: (market.openInterestNow(VENUE, coin)?.base ?? 0).toFixed(4),
    fundingRate: (market.fundingNow(VENUE, coin) ?? 0).toFixed(6),
    nextFundingTime: `${(Math.floor(market.nowMs() / (8 * HOUR_MS)) + 1) * 8 * HOUR_MS}`,
  };
}

/** `side` is the POSITION's: buy = a long was liquidated; `amount` is USDT. */
export function liquidationRow(coin: string, { timeMs, positionSide, price, base }: SourceLiquidation) {
  return {
    symbol: `${coin}USDT`,
    side: positionSide === 'long' ? 'buy' : 'sell',
    price: priceText(coin, price),
    amount: (base * Number(priceText(coin, price))).toFixed(6),
    ts: `${timeMs}`,
  };
}
