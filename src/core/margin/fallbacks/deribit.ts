import type { FallbackTable, TierRow } from '../fallback-table';

/** 1 % plus a slope by size, as steps: the rate at the middle of each (exchanges.md 10). */
function growing(base: number, perCoin: number, edges: readonly number[]): TierRow[] {
  return edges.map((floor, index) => {
    const cap = edges[index + 1] ?? null;
    const rate = base + perCoin * ((floor + (cap ?? floor)) / 2);
    return [floor, cap, Math.floor(1 / (rate + 0.01)), rate];
  });
}

/** Deribit: MM = 1 % + 0.005 % per BTC, 1 % + 0.0004 % per ETH; account-level, shrinks in steps, so no single cliff. */
export const deribitFallback: FallbackTable = {
  exchange: 'deribit',
  feeRate: 0,
  hasDeductions: false,
  asOfMs: Date.UTC(2026, 10, 21),
  byBase: { SOL: [[0, null, 33, 0.02]], BTC: [[0, null, 50, 0.01]], ETH: [[0, null, 50, 0.01]] },
  inverseByBase: {
    BTC: growing(0.01, 0.00005, [0, 25, 100, 200, 400, 800]),
    ETH: growing(0.01, 0.000004, [0, 300, 1200, 2500, 5000, 10000]),
  },
  other: [[0, null, 20, 0.025]],
};
