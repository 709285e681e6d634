/** One price bar of the contract's own last price, quote currency. */
export interface Candle {
  /** Unix ms of the bar's start. */
  openTimeMs: number;
  /** Length of the bar, ms. */
  intervalMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  /** Traded size in base coins; null where the source has none (never 0 for "absent"). */
  volumeBase: number | null;
  /** Part of `volumeBase` bought by takers, base coins; null where the exchange does not split it. */
  takerBuyBase: number | null;
  isClosed: boolean;
}

/** Range of the mark price in one bar; liquidations fire on it. */
export interface MarkRange {
  openTimeMs: number;
  intervalMs: number;
  high: number;
  low: number;
  close: number;
}
