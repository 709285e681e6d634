import type { FallbackTable } from '../fallback-table';

/**
 * BitMEX: 0.5 % maintenance (stored 2024) growing with each risk step; risk limit 200 XBT, step 150 XBT for XBTUSD
 * (exchanges.md 9 and 12). The taker fee is part of the requirement.
 */
export const bitmexFallback: FallbackTable = {
  exchange: 'bitmex',
  feeRate: 0.00075,
  hasDeductions: false,
  asOfMs: Date.UTC(2024, 5, 30),
  byBase: {
    BTC: [
      [0, 1e7, 100, 0.005],
      [1e7, 3e7, 50, 0.01],
      [3e7, null, 20, 0.025],
    ],
  },
  inverseByBase: {
    BTC: [
      [0, 200, 100, 0.005],
      [200, 350, 66, 0.01],
      [350, 500, 50, 0.015],
      [500, null, 33, 0.02],
    ],
  },
  other: [
    [0, 1e6, 50, 0.01],
    [1e6, null, 20, 0.025],
  ],
};
