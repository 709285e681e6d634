import type { FallbackTable, TierRow } from '../fallback-table';

const MAJOR: readonly TierRow[] = [
  [0, 1e6, 100, 0.004],
  [1e6, 5e6, 75, 0.005],
  [5e6, 2e7, 50, 0.01],
  [2e7, null, 20, 0.025],
];

/** OKX swaps; first brackets seen 2026-09-25, the higher ones assumed (exchanges.md 13.3). The rate is on full size. */
export const okxFallback: FallbackTable = {
  exchange: 'okx',
  feeRate: 0.0005,
  hasDeductions: false,
  asOfMs: Date.UTC(2026, 8, 25),
  byBase: { BTC: MAJOR, ETH: MAJOR },
  inverseByBase: {
    BTC: [
      [0, 10, 100, 0.004],
      [10, 50, 75, 0.005],
      [50, null, 50, 0.01],
    ],
  },
  other: [
    [0, 1e5, 50, 0.01],
    [1e5, 1e6, 25, 0.02],
    [1e6, null, 10, 0.05],
  ],
};
