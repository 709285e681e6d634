import type { FallbackTable } from '../fallback-table';

/** Gate USDT futures; BTC base rate and base limit seen 2026-09-25 (exchanges.md 8.4), the higher brackets assumed. */
export const gateFallback: FallbackTable = {
  exchange: 'gate',
  feeRate: 0.0005,
  hasDeductions: true,
  asOfMs: Date.UTC(2026, 8, 25),
  byBase: {
    BTC: [
      [0, 5e5, 200, 0.003],
      [5e5, 1e6, 125, 0.004],
      [1e6, 2e6, 100, 0.005],
      [2e6, 1e7, 50, 0.01],
      [1e7, null, 20, 0.025],
    ],
  },
  inverseByBase: {},
  other: [
    [0, 1e5, 100, 0.005],
    [1e5, 1e6, 50, 0.01],
    [1e6, null, 20, 0.025],
  ],
};
