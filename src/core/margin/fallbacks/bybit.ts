import type { FallbackTable, TierRow } from '../fallback-table';

const BTC: readonly TierRow[] = [
  [0, 2e6, 100, 0.005],
  [2e6, 2.6e6, 90, 0.0056],
  [2.6e6, 3.2e6, 80, 0.0063],
  [3.2e6, 3.8e6, 75, 0.0067],
  [3.8e6, 4.4e6, 70, 0.0071],
  [4.4e6, 5e6, 65, 0.0077],
  [5e6, 5.6e6, 55, 0.0091],
  [5.6e6, 8.5e6, 50, 0.01],
  [8.5e6, 1e7, 45, 0.013],
  [1e7, 1.4e7, 40, 0.015],
  [1.4e7, 2e7, 35, 0.016],
  [2e7, 2.8e7, 30, 0.02],
  [2.8e7, 3.8e7, 25, 0.025],
  [3.8e7, 5e7, 20, 0.029],
  [5e7, 5.5e7, 19, 0.03],
  [5.5e7, 6e7, 18, 0.035],
  [6e7, 6.5e7, 17, 0.036],
  [6.5e7, 7e7, 16, 0.038],
  [7e7, 7.5e7, 15, 0.04],
  [7.5e7, null, 14, 0.045],
];

/**
 * Bybit linear. BTC from a mirror of the margin page, older than 2026 (exchanges.md 13.2); ETH reuses it and the other
 * coins are assumed, since no table for them was found.
 */
export const bybitFallback: FallbackTable = {
  exchange: 'bybit',
  feeRate: 0,
  hasDeductions: true,
  asOfMs: Date.UTC(2025, 11, 31),
  byBase: {
    BTC,
    ETH: BTC,
    SOL: [
      [0, 1e6, 100, 0.005],
      [1e6, 5e6, 50, 0.01],
      [5e6, 1e7, 25, 0.02],
      [1e7, null, 10, 0.05],
    ],
  },
  inverseByBase: {
    BTC: [
      [0, 150, 100, 0.005],
      [150, 300, 50, 0.01],
      [300, null, 33, 0.015],
    ],
  },
  other: [
    [0, 2e5, 50, 0.01],
    [2e5, 1e6, 25, 0.02],
    [1e6, null, 10, 0.05],
  ],
};
