import type { Candle } from '../../../src/core/market/candle';

export const HOUR_MS = 3_600_000;

/** One-hour bars from `[open, high, low, close, volume]` rows, the first at `startMs`. */
export function hourBars(rows: [number, number, number, number, number?][], startMs = 0): Candle[] {
  return rows.map(([open, high, low, close, volume = 10], index) => ({
    openTimeMs: startMs + index * HOUR_MS,
    intervalMs: HOUR_MS,
    open,
    high,
    low,
    close,
    volumeBase: volume,
    takerBuyBase: null,
    isClosed: true,
  }));
}

/** One-hour bars from closes; each bar opens at the close before it and reaches `half` beyond both. */
export function barsOfCloses(closes: number[], half = 0, startMs = 0): Candle[] {
  return hourBars(
    closes.map((close, index) => {
      const open = index === 0 ? close : closes[index - 1];
      return [open, Math.max(open, close) + half, Math.min(open, close) - half, close];
    }),
    startMs,
  );
}
