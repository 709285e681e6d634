import { describe, expect, it } from 'vitest';
import { assembleBars } from '../../../src/core/estimate/assemble-bars';
import type { Candle } from '../../../src/core/market/candle';
import type { Liquidation } from '../../../src/core/market/liquidation';
import type { MarketEvent } from '../../../src/core/market/market-event';

const T0 = Date.UTC(2026, 0, 5);
const MIN = 60_000;
const OPTIONS = { barMs: 5 * MIN, asOfMs: Number.POSITIVE_INFINITY };

function candle(change: Partial<Candle> = {}): MarketEvent {
  return {
    type: 'candle',
    candle: {
      openTimeMs: T0,
      intervalMs: 5 * MIN,
      open: 100,
      high: 102,
      low: 99,
      close: 101,
      volumeBase: 10,
      takerBuyBase: 6,
      isClosed: true,
      ...change,
    },
  };
}

function openInterest(timeMs: number, base: number): MarketEvent {
  return { type: 'open-interest', openInterest: { timeMs, base, quote: null, counted: 'single' } };
}

function liquidation(change: Partial<Liquidation> = {}): MarketEvent {
  return {
    type: 'liquidation',
    liquidation: {
      timeMs: T0 + MIN,
      positionSide: 'long',
      price: 99.5,
      priceKind: 'average-fill',
      base: 2,
      notionalUsd: 199,
      isSampled: false,
      ...change,
    },
  };
}

function ratio(timeMs: number, longShare: number, of: 'accounts' | 'top-accounts' = 'accounts'): MarketEvent {
  return { type: 'long-short-ratio', longShortRatio: { timeMs, longShare, of } };
}

describe('assembleBars', () => {
  it('joins everything that belongs to a bar', () => {
    const events: MarketEvent[] = [
      candle(),
      {
        type: 'mark-range',
        markRange: { openTimeMs: T0, intervalMs: 5 * MIN, high: 101.5, low: 99.2, close: 101 },
      },
      openInterest(T0 + 5 * MIN, 1000),
      ratio(T0 + 5 * MIN, 0.6),
      liquidation(),
    ];
    expect(assembleBars(events, OPTIONS)).toEqual([
      {
        isForming: false,
        bar: {
          openTimeMs: T0,
          intervalMs: 5 * MIN,
          open: 100,
          high: 102,
          low: 99,
          close: 101,
          markHigh: 101.5,
          markLow: 99.2,
          volumeBase: 10,
          takerBuyBase: 6,
          openInterestBase: 1000,
          longAccountShare: 0.6,
          liquidations: [{ positionSide: 'long', price: 99.5, base: 2 }],
          isSampled: false,
        },
      },
    ]);
  });

  it('of a candle alone, leaves the rest null', () => {
    const [{ bar }] = assembleBars([candle({ volumeBase: null, takerBuyBase: null })], OPTIONS);
    expect(bar).toMatchObject({
      markHigh: null,
      markLow: null,
      volumeBase: null,
      takerBuyBase: null,
      openInterestBase: null,
      longAccountShare: null,
      liquidations: null,
    });
  });

  it('of events in any order, gives the same bars in time order', () => {
    const events = [
      candle({ openTimeMs: T0 + 5 * MIN, close: 105, high: 106 }),
      openInterest(T0 + 10 * MIN, 7),
      candle(),
      openInterest(T0 + 5 * MIN, 5),
      openInterest(T0 + 4 * MIN, 4),
    ];
    const bars = assembleBars(events, OPTIONS);
    expect(bars.map(({ bar }) => [bar.openTimeMs, bar.openInterestBase])).toEqual([
      [T0, 5],
      [T0 + 5 * MIN, 7],
    ]);
    expect(assembleBars([...events].reverse(), OPTIONS)).toEqual(bars);
  });

  it('of one-minute candles, makes five-minute bars', () => {
    const events = [0, 1, 2, 3, 4].map((minute) =>
      candle({
        openTimeMs: T0 + minute * MIN,
        intervalMs: MIN,
        open: 100 + minute,
        high: 110 + minute,
        low: 90 - minute,
      }),
    );
    const [{ bar, isForming }] = assembleBars(events, OPTIONS);
    expect(bar).toMatchObject({
      open: 100,
      high: 114,
      low: 86,
      close: 101,
      volumeBase: 50,
      takerBuyBase: 30,
    });
    expect(isForming).toBe(false);
    expect(assembleBars(events.slice(0, 3), OPTIONS)[0].isForming).toBe(true);
  });

  it('of finer candles beside the whole one, counts neither twice', () => {
    const parts = [0, 1, 2, 3, 4].map((minute) =>
      candle({ openTimeMs: T0 + minute * MIN, intervalMs: MIN, high: 130 }),
    );
    const expected = assembleBars([candle()], OPTIONS);
    expect(assembleBars([...parts, candle()], OPTIONS)).toEqual(expected);
    expect(assembleBars([candle(), ...parts], OPTIONS)).toEqual(expected);
  });

  it('of one-hour and four-hour bars, takes finer candles and leaves coarser ones out', () => {
    const hour = candle({ intervalMs: 60 * MIN });
    expect(assembleBars([hour], { ...OPTIONS, barMs: 240 * MIN })).toHaveLength(1);
    expect(assembleBars([hour], { ...OPTIONS, barMs: 60 * MIN })[0].isForming).toBe(false);
    expect(assembleBars([hour], OPTIONS)).toEqual([]);
  });

  it('of two candles with one start, prefers the closed one, then the later', () => {
    const forming = candle({ close: 100.5, isClosed: false });
    expect(assembleBars([candle(), forming], OPTIONS)[0].bar.close).toBe(101);
    expect(assembleBars([forming, candle()], OPTIONS)[0].bar.close).toBe(101);
    expect(assembleBars([candle({ close: 99.9 }), candle()], OPTIONS)[0].bar.close).toBe(101);
  });

  it('of a bar that ends after the data, or is not closed, says it is forming', () => {
    expect(assembleBars([candle()], { ...OPTIONS, asOfMs: T0 + 4 * MIN })[0].isForming).toBe(true);
    expect(assembleBars([candle()], { ...OPTIONS, asOfMs: T0 + 5 * MIN })[0].isForming).toBe(false);
    expect(assembleBars([candle({ isClosed: false })], OPTIONS)[0].isForming).toBe(true);
  });

  it('of live mark prices, widens the mark range and ignores absurd ones', () => {
    const mark = (price: number): MarketEvent => ({
      type: 'mark-price',
      markPrice: { timeMs: T0 + MIN, price, indexPrice: null },
    });
    const [{ bar }] = assembleBars([candle(), mark(99.8), mark(101.2), mark(0), mark(Number.NaN)], OPTIONS);
    expect([bar.markLow, bar.markHigh]).toEqual([99.8, 101.2]);
  });

  it('of a separate taker series, splits the volume by it', () => {
    const taker: MarketEvent = {
      type: 'taker-volume',
      takerVolume: { openTimeMs: T0, intervalMs: 5 * MIN, buyBase: 3, sellBase: 1 },
    };
    const without = assembleBars([candle({ takerBuyBase: null }), taker], OPTIONS)[0].bar;
    expect([without.volumeBase, without.takerBuyBase]).toEqual([10, 7.5]);
    const alone = assembleBars([candle({ volumeBase: null, takerBuyBase: null }), taker], OPTIONS)[0].bar;
    expect([alone.volumeBase, alone.takerBuyBase]).toEqual([4, 3]);
  });

  it('of top-trader ratios, takes none; of two account ratios, the later', () => {
    const events = [
      candle(),
      ratio(T0 + MIN, 0.9, 'top-accounts'),
      ratio(T0 + 4 * MIN, 0.55),
      ratio(T0 + 2 * MIN, 0.5),
    ];
    expect(assembleBars(events, OPTIONS)[0].bar.longAccountShare).toBe(0.55);
  });

  it('of bars after the first liquidation, tells silence from not listening', () => {
    const events = [
      candle(),
      candle({ openTimeMs: T0 + 5 * MIN }),
      candle({ openTimeMs: T0 - 5 * MIN }),
      liquidation(),
    ];
    const known = (since?: number) =>
      assembleBars(events, { ...OPTIONS, liquidationsSinceMs: since }).map(
        ({ bar }) => bar.liquidations?.length ?? null,
      );
    expect(known()).toEqual([null, 1, 0]);
    expect(known(T0 - 5 * MIN)).toEqual([0, 1, 0]);
  });

  it('of a liquidation without a usable price, keeps the quantity', () => {
    const [{ bar }] = assembleBars([candle(), liquidation({ price: Number.NaN, isSampled: true })], OPTIONS);
    expect(bar.liquidations).toEqual([{ positionSide: 'long', price: null, base: 2 }]);
    expect(bar.isSampled).toBe(true);
  });
});
