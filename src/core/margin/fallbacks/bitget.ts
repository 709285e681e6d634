import type { FallbackTable } from '../fallback-table';

/** Bitget USDT futures, BTC seen 2026-09-25 (exchanges.md 13.5); whether the rate is progressive is not verified. */
export const bitgetFallback: FallbackTable = {
  exchange: 'bitget',
  feeRate: 0.0006,
  hasDeductions: true,
  asOfMs: Date.UTC(2026, 8, 25),
  byBase: {
    BTC: [
      [0, 2e5, 150, 0.004],
      [2e5, 1e6, 100, 0.005],
      [1e6, 5e6, 75, 0.007],
      [5e6, 15e6, 50, 0.01],
      [15e6, 50e6, 25, 0.02],
      [50e6, 100e6, 20, 0.03],
      [100e6, 150e6, 10, 0.06],
      [150e6, 300e6, 5, 0.12],
      [300e6, 500e6, 4, 0.15],
      [500e6, 700e6, 3, 0.2],
      [700e6, 900e6, 2, 0.3],
      [900e6, null, 1, 0.6],
    ],
  },
  inverseByBase: {},
  other: [
    [0, 1e5, 75, 0.0065],
    [1e5, 1e6, 50, 0.01],
    [1e6, null, 20, 0.03],
  ],
};
