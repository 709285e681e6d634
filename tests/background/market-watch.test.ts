import { describe, expect, it } from 'vitest';
import { priceIn } from '../../src/background/market-watch';
import type { MarketEvent } from '../../src/core/market/market-event';

const candle = (close: number, isClosed: boolean): MarketEvent => ({
  type: 'candle',
  candle: {
    openTimeMs: 1_700_000_000_000,
    intervalMs: 300_000,
    open: close,
    high: close,
    low: close,
    close,
    volumeBase: 1,
    takerBuyBase: null,
    isClosed,
  },
});
const mark = (price: number): MarketEvent => ({
  type: 'mark-price',
  markPrice: { timeMs: 1_700_000_000_500, price, indexPrice: null },
});

describe('priceIn', () => {
  it('prefers the mark price, which liquidations fire on, to the last price', () => {
    expect(priceIn([mark(100), candle(101, false)])?.price).toBe(100);
  });

  it('takes the newest of several mark prices', () => {
    expect(priceIn([mark(100), mark(102)])?.price).toBe(102);
  });

  it('never takes a closed bar of the history for the price of now', () => {
    expect(priceIn([candle(90, true)])).toBeNull();
    expect(priceIn([candle(90, true), candle(95, false)])?.price).toBe(95);
  });

  it('is null for a batch without any price', () => {
    expect(priceIn([])).toBeNull();
  });
});
