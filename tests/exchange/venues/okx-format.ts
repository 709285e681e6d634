import type { LeverageTier } from '../../../src/core/market/leverage-tier';
import { digitsOf, priceText } from '../contract-digits';
import type { ServedBar } from '../market/bars';
import type { Market } from '../market/market';
import type { SourceLiquidation } from '../market/market-source';

const VENUE = 'okx';
const HOUR_MS = 3_600_000;

export const OKX_BARS: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1H': HOUR_MS,
  '4H': 4 * HOUR_MS,
};

const CONTRACT_COINS: Readonly<Record<string, number>> = {
  BTC: 0.01,
  ETH: 0.1,
  SOL: 1,
  DOGE: 1000,
  BNB: 0.01,
};

/** Coins in one contract. */
export function contractCoins(coin: string): number {
  return CONTRACT_COINS[coin] ?? 1;
}

/** `BTC-USDT-SWAP` or the family `BTC-USDT`; null for anything else. */
export function okxCoin(symbol: string): string | null {
  return /^([A-Z0-9]+)-USDT(-SWAP)?$/.exec(symbol)?.[1] ?? null;
}

export function symbolOf(coin: string): string {
  return `${coin}-USDT-SWAP`;
}

function contractsText(coin: string, base: number): string {
  return (base / contractCoins(coin)).toFixed(2);
}

/** `[ts, o, h, l, c, contracts, coins, USDT, confirm]`; mark candles `[ts, o, h, l, c, confirm]`. */
export function candleRow(coin: string, bar: ServedBar, hasVolume: boolean): string[] {
  const prices = [bar.open, bar.high, bar.low, bar.close].map((price) => priceText(coin, price));
  const volume = [
    contractsText(coin, bar.volumeBase),
    bar.volumeBase.toFixed(4),
    (bar.volumeBase * bar.close).toFixed(4),
  ];
  return [`${bar.openTimeMs}`, ...prices, ...(hasVolume ? volume : []), bar.isClosed ? '1' : '0'];
}

export function openInterestRow(market: Market, coin: string) {
  const now = market.openInterestNow(VENUE, coin);
  const base = now?.base ?? 0;
  return {
    instId: symbolOf(coin),
    instType: 'SWAP',
    oi: contractsText(coin, base),
    oiCcy: base.toFixed(4),
    oiUsd: (now?.quote ?? 0).toFixed(4),
    ts: `${market.nowMs()}`,
  };
}

export function markPriceRow(market: Market, coin: string) {
  const markPx = priceText(coin, market.markPrice(VENUE, coin) ?? 0);
  return { instId: symbolOf(coin), instType: 'SWAP', markPx, ts: `${market.nowMs()}` };
}

/** The rate applies at `fundingTime`; the one after it is unknown. */
export function fundingRow(market: Market, coin: string) {
  const nextMs = (Math.floor(market.nowMs() / (8 * HOUR_MS)) + 1) * 8 * HOUR_MS;
  return {
    fundingRate: (market.fundingNow(VENUE, coin) ?? 0).toFixed(10),
    fundingTime: `${nextMs}`,
    instId: symbolOf(coin),
    instType: 'SWAP',
    nextFundingRate: '',
    nextFundingTime: `${nextMs + 8 * HOUR_MS}`,
    ts: `${market.nowMs()}`,
  };
}

export function liquidationGroup(coin: string, events: readonly SourceLiquidation[]) {
  return {
    details: events.map(({ timeMs, positionSide, price, base }) => ({
      bkLoss: '0',
      bkPx: priceText(coin, price),
      ccy: '',
      posSide: positionSide,
      side: positionSide === 'long' ? 'sell' : 'buy',
      sz: contractsText(coin, base),
      ts: `${timeMs}`,
    })),
    instFamily: `${coin}-USDT`,
    instId: symbolOf(coin),
    instType: 'SWAP',
    uly: `${coin}-USDT`,
  };
}

/** Brackets in contracts; the rate counts for the whole position. */
export function tierRow(market: Market, coin: string, tier: LeverageTier, index: number) {
  const contractUsd = contractCoins(coin) * (market.lastPrice(VENUE, coin) ?? 1);
  const cap = Number.isFinite(tier.notionalCap) ? tier.notionalCap : tier.notionalFloor * 10;
  return {
    baseMaxLoan: '',
    imr: `${1 / tier.maxLeverage}`,
    instFamily: `${coin}-USDT`,
    instId: '',
    maxLever: `${tier.maxLeverage}`,
    maxSz: `${Math.round(cap / contractUsd)}`,
    minSz: `${index === 0 ? 0 : Math.round(tier.notionalFloor / contractUsd)}`,
    mmr: `${tier.maintenanceMarginRate}`,
    optMgnFactor: '0',
    quoteMaxLoan: '',
    tier: `${index + 1}`,
    uly: `${coin}-USDT`,
  };
}

export function instrumentRow(coin: string) {
  return {
    alias: '',
    baseCcy: '',
    category: '1',
    ctMult: '1',
    ctType: 'linear',
    ctVal: `${contractCoins(coin)}`,
    ctValCcy: coin,
    expTime: '',
    instFamily: `${coin}-USDT`,
    instId: symbolOf(coin),
    instType: 'SWAP',
    lever: '100',
    listTime: '1573557408000',
    lotSz: '0.01',
    minSz: '0.01',
    ruleType: 'normal',
    settleCcy: 'USDT',
    state: 'live',
    tickSz: digitsOf(coin).tickSize,
    uly: `${coin}-USDT`,
  };
}
