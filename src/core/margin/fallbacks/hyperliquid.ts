import type { FallbackTable } from '../fallback-table';

/** Hyperliquid: half of 1 / maximum leverage of the asset, meta of 2026-09-25 (exchanges.md 13.4). */
export const hyperliquidFallback: FallbackTable = {
  exchange: 'hyperliquid',
  feeRate: 0,
  hasDeductions: true,
  asOfMs: Date.UTC(2026, 8, 25),
  byBase: {
    BTC: [
      [0, 150e6, 40, 0.0125],
      [150e6, null, 20, 0.025],
    ],
    ETH: [
      [0, 100e6, 25, 0.02],
      [100e6, null, 15, 1 / 30],
    ],
    SOL: [
      [0, 70e6, 20, 0.025],
      [70e6, null, 10, 0.05],
    ],
  },
  inverseByBase: {},
  other: [[0, null, 10, 0.05]],
};
