import type { Candle, MarkRange } from '../market/candle';

/** A bar that is still forming, last and mark price together. */
export interface BarBuilder {
  intervalMs: number;
  openTimeMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  markHigh: number;
  markLow: number;
  markClose: number;
  volumeBase: number;
  takerBuyBase: number;
}

/** Starts a bar at a price at which nothing has traded yet. */
export function startBar(intervalMs: number, openTimeMs: number, last: number, mark: number): BarBuilder {
  return {
    intervalMs,
    openTimeMs,
    open: last,
    high: last,
    low: last,
    close: last,
    markHigh: mark,
    markLow: mark,
    markClose: mark,
    volumeBase: 0,
    takerBuyBase: 0,
  };
}

/** Adds one tick: prices in quote currency, volumes in base coins. */
export function addTick(
  bar: BarBuilder,
  last: number,
  mark: number,
  volumeBase: number,
  takerBuyBase: number,
): void {
  if (last > bar.high) bar.high = last;
  if (last < bar.low) bar.low = last;
  if (mark > bar.markHigh) bar.markHigh = mark;
  if (mark < bar.markLow) bar.markLow = mark;
  bar.close = last;
  bar.markClose = mark;
  bar.volumeBase += volumeBase;
  bar.takerBuyBase += takerBuyBase;
}

/** The bar so far as a candle. */
export function toCandle(bar: BarBuilder, isClosed: boolean): Candle {
  return {
    openTimeMs: bar.openTimeMs,
    intervalMs: bar.intervalMs,
    open: bar.open,
    high: bar.high,
    low: bar.low,
    close: bar.close,
    volumeBase: bar.volumeBase,
    takerBuyBase: bar.takerBuyBase,
    isClosed,
  };
}

/** The range of the mark price in the bar so far, quote currency. */
export function toMarkRange(bar: BarBuilder): MarkRange {
  return {
    openTimeMs: bar.openTimeMs,
    intervalMs: bar.intervalMs,
    high: bar.markHigh,
    low: bar.markLow,
    close: bar.markClose,
  };
}
