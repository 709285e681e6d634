import type { ServedBar } from '../market/bars';
import type { Market } from '../market/market';

const VENUE = 'hyperliquid';
const DAY_MS = 86_400_000;

export const HYPERLIQUID_INTERVALS: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': DAY_MS,
};

/** Margin table ids of 50 and more are listed; below, the id is the flat leverage. */
const TABLES: Readonly<Record<string, { id: number; maxLeverage: number; tiers: [number, number][] }>> = {
  BTC: {
    id: 56,
    maxLeverage: 40,
    tiers: [
      [0, 40],
      [150_000_000, 20],
    ],
  },
  ETH: {
    id: 55,
    maxLeverage: 25,
    tiers: [
      [0, 25],
      [100_000_000, 15],
    ],
  },
  SOL: {
    id: 54,
    maxLeverage: 20,
    tiers: [
      [0, 20],
      [70_000_000, 10],
    ],
  },
};

export function meta(market: Market) {
  const coins = market.source.coins(VENUE);
  return {
    universe: coins.map((name) => ({
      szDecimals: name === 'BTC' ? 5 : name === 'ETH' ? 4 : 2,
      name,
      maxLeverage: TABLES[name]?.maxLeverage ?? 10,
      marginTableId: TABLES[name]?.id ?? 10,
    })),
    marginTables: coins.flatMap((coin) => {
      const table = TABLES[coin];
      if (table === undefined) return [];
      const marginTiers = table.tiers.map(([lowerBound, maxLeverage]) => ({
        lowerBound: lowerBound.toFixed(1),
        maxLeverage,
      }));
      return [[table.id, { description: `tiered ${table.maxLeverage}x`, marginTiers }]];
    }),
    collateralToken: 0,
  };
}

/** Condition of an asset; the rate is per hour. */
export function assetContext(market: Market, coin: string) {
  const mark = market.markPrice(VENUE, coin) ?? 0;
  const nowMs = market.nowMs();
  const day = market.bars(VENUE, coin, DAY_MS, { fromMs: nowMs - DAY_MS, toMs: nowMs });
  const volume = day.reduce((sum, bar) => sum + bar.volumeBase, 0);
  return {
    funding: ((market.fundingNow(VENUE, coin) ?? 0) / 8).toFixed(10),
    openInterest: (market.openInterestNow(VENUE, coin)?.base ?? 0).toFixed(5),
    prevDayPx: priceText(day[0]?.open ?? mark),
    dayNtlVlm: (volume * mark).toFixed(10),
    premium: '-0.0001348801',
    oraclePx: priceText(mark),
    markPx: priceText(mark),
    midPx: priceText(mark),
    impactPxs: [priceText(mark), priceText(mark)],
    dayBaseVlm: volume.toFixed(5),
  };
}

/** Five significant digits, at least one behind the point. */
export function priceText(price: number): string {
  const rounded = Number(price.toPrecision(Math.max(5, Math.ceil(Math.log10(price + 1)))));
  return Number.isInteger(rounded) ? rounded.toFixed(1) : String(rounded);
}

export function candleRow(coin: string, interval: string, bar: ServedBar) {
  return {
    t: bar.openTimeMs,
    T: bar.openTimeMs + bar.intervalMs - 1,
    s: coin,
    i: interval,
    o: priceText(bar.open),
    c: priceText(bar.close),
    h: priceText(bar.high),
    l: priceText(bar.low),
    v: bar.volumeBase.toFixed(5),
    n: Math.round(bar.volumeBase * 10),
  };
}
