import type { MarketSource, SourceLiquidation } from '../exchange/market/market-source';

const EVERY_MS = 4000;
const MINUTE_MS = 60_000;
const BASE = 0.5;

/**
 * Adds to Gate's market two equal forced closings of BTC every four seconds from `fromMs` (served Unix ms) on: a quiet
 * market has minutes in which nothing could be lost.
 */
export function withManyClosings(source: MarketSource, fromMs: number): MarketSource {
  const added = (startMs: number, endMs: number): SourceLiquidation[] => {
    const rows: SourceLiquidation[] = [];
    const firstMs = Math.ceil(Math.max(startMs, fromMs) / EVERY_MS) * EVERY_MS;
    for (let timeMs = firstMs; timeMs <= endMs; timeMs += EVERY_MS) {
      const bar = source.bars('gate', 'BTC', MINUTE_MS, timeMs - MINUTE_MS, timeMs).at(-1);
      const closing = { timeMs, positionSide: 'long' as const, price: bar?.close ?? Number.NaN, base: BASE };
      if (bar) rows.push(closing, { ...closing });
    }
    return rows;
  };
  return {
    ...source,
    liquidations(venue, coin, startMs, endMs) {
      const own = source.liquidations(venue, coin, startMs, endMs);
      if (venue !== 'gate' || coin !== 'BTC') return own;
      return [...own, ...added(startMs, endMs)].sort((a, b) => a.timeMs - b.timeMs);
    },
  };
}
