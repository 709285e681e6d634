import { describe, expect, it, vi } from 'vitest';
import type { Fields } from '../../src/feeds/border/fields';
import {
  asForming,
  barPrices,
  candleEvent,
  contractsInterest,
  contractsLiquidation,
  hasEnded,
  linearLiquidation,
  markOrKnownPrice,
  markPriceEvent,
  markRangeColumns,
  markRangeEvent,
} from '../../src/feeds/source-events';
import { contextOf, instrumentOf } from './harness/instruments';
import { refusal } from './harness/refusal';

const LINEAR = instrumentOf({ exchange: 'test', symbol: 'BTCUSDT' });
const INVERSE = instrumentOf({ exchange: 'test', symbol: 'BTCUSD', kind: 'inverse', contractSize: 100 });
const PRICES = { open: 10, high: 12, low: 9, close: 11 };

describe('events', () => {
  const bar = {
    openTimeMs: 1_790_856_000_000,
    intervalMs: 300_000,
    open: 10,
    high: 12,
    low: 9,
    close: 11,
    volumeBase: 5,
    takerBuyBase: null,
    isClosed: true,
  };

  it('candleEvent, lets a bar that contains itself pass', () => {
    expect(candleEvent(bar)).toEqual({ type: 'candle', candle: bar });
  });

  it('candleEvent, refuses taker volume without any volume', () => {
    expect(refusal(() => candleEvent({ ...bar, volumeBase: null, takerBuyBase: 1 }))).toMatch(
      /^takerBuy is 1/,
    );
  });

  it('markRangeEvent, refuses a close outside its range', () => {
    expect(refusal(() => markRangeEvent(1, 300_000, { high: 12, low: 9, close: 13 }))).toBe(
      'close is 13, outside 9..12',
    );
  });

  it('linearLiquidation and contractsLiquidation, keep price times base equal to notional', () => {
    const shared = {
      timeMs: 1,
      positionSide: 'long',
      price: 50_000,
      priceKind: 'trade',
      isSampled: false,
    } as const;
    expect(linearLiquidation({ ...shared, base: 2 })).toMatchObject({
      liquidation: { notionalUsd: 100_000 },
    });
    expect(contractsLiquidation(1000, INVERSE, shared)).toMatchObject({
      liquidation: { notionalUsd: 100_000, base: 2 },
    });
    expect(contractsLiquidation(20, { ...LINEAR, contractSize: 0.1 }, shared)).toMatchObject({
      liquidation: { notionalUsd: 100_000, base: 2 },
    });
  });

  it('contractsInterest, asks for a price only where contracts count USD', () => {
    const price = vi.fn(() => 50_000);
    expect(contractsInterest(20, { ...LINEAR, contractSize: 0.1 }, 1, price)).toMatchObject({
      openInterest: { base: 2, quote: null, counted: 'single' },
    });
    expect(price).not.toHaveBeenCalled();
    expect(contractsInterest(1000, INVERSE, 1, price, 'halved')).toMatchObject({
      openInterest: { base: 2, quote: 100_000, counted: 'halved' },
    });
  });

  it('markOrKnownPrice, prefers the row, then what is known, and refuses without either', () => {
    const known = contextOf(INVERSE, 1, 40_000);
    expect(markOrKnownPrice({ mark: '50000' }, 'mark', known, 1, 'oi')).toBe(50_000);
    expect(markOrKnownPrice({}, 'mark', known, 1, 'oi')).toBe(40_000);
    expect(refusal(() => markOrKnownPrice({}, 'mark', contextOf(INVERSE, 1), 1, 'oi'))).toMatch(/^oi cannot/);
  });

  it('asForming, opens a closed bar and leaves other events alone', () => {
    expect(asForming({ type: 'candle', candle: bar })).toMatchObject({
      candle: { isClosed: false, close: 11 },
    });
    const mark = markPriceEvent(1, 10, null);
    expect(asForming(mark)).toBe(mark);
  });

  it('barPrices, reads columns, or the fields that are named', () => {
    expect(barPrices([0, '10', '12', '9', '11'] as unknown as Fields)).toEqual(PRICES);
    expect(barPrices({ o: 10, h: 12, l: 9, c: 11 }, ['o', 'h', 'l', 'c'])).toEqual(PRICES);
  });

  it('markRangeColumns, reads rows of five columns', () => {
    const { events, errors } = markRangeColumns()(
      [[1_790_856_000_000, 10, 12, 9, 11], [1]],
      contextOf(LINEAR, 1),
    );
    expect(events).toMatchObject([{ type: 'mark-range', markRange: { high: 12, low: 9, close: 11 } }]);
    expect(errors.map(({ field }) => field)).toEqual(['row']);
  });

  it('hasEnded, is true from the end of the bar on', () => {
    expect([999, 1000, 1001].map((nowMs) => hasEnded(0, 1000, nowMs))).toEqual([false, true, true]);
  });
});
