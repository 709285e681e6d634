import type { FallbackTable } from '../fallback-table';

/** dYdX v4: maintenance fraction of the market, BTC of 2025-12 (exchanges.md 11). Cross by subaccount. */
export const dydxFallback: FallbackTable = {
  exchange: 'dydx',
  feeRate: 0,
  hasDeductions: false,
  asOfMs: Date.UTC(2025, 11, 15),
  byBase: { BTC: [[0, null, 50, 0.012]], ETH: [[0, null, 50, 0.012]] },
  inverseByBase: {},
  other: [[0, null, 20, 0.03]],
};
