import { describe, expect, it } from 'vitest';
import { type ContextInput, measureContext } from '../../../src/core/context/measure-context';
import type { Liquidation } from '../../../src/core/market/liquidation';
import { barsOfCloses, HOUR_MS } from './bars';

const HOURS = 30 * 24;
const NOW_MS = HOURS * HOUR_MS;

function liquidation(
  hoursAgo: number,
  positionSide: Liquidation['positionSide'],
  notionalUsd: number,
): Liquidation {
  const timeMs = NOW_MS - hoursAgo * HOUR_MS;
  return { timeMs, positionSide, price: 100, priceKind: 'order', base: 1, notionalUsd, isSampled: false };
}

function input(part: Partial<ContextInput> = {}): ContextInput {
  return {
    candles: barsOfCloses(
      Array.from({ length: HOURS }, (_, index) => 100 + index * 0.1 + Math.sin(index / 5)),
      0.2,
    ),
    openInterest: [
      { timeMs: NOW_MS - 24 * HOUR_MS, base: 100, quote: null, counted: 'single' },
      { timeMs: NOW_MS - HOUR_MS, base: 120, quote: null, counted: 'single' },
      { timeMs: NOW_MS, base: 126, quote: null, counted: 'single' },
    ],
    funding: { timeMs: NOW_MS, ratePerInterval: 0.0001, intervalHours: 4 },
    longShortRatio: { timeMs: NOW_MS, longShare: 0.6, of: 'accounts' },
    liquidations: [liquidation(30, 'long', 7), liquidation(0.5, 'long', 3), liquidation(0.25, 'short', 2)],
    nowMs: NOW_MS,
    ...part,
  };
}

describe('measureContext', () => {
  it('puts every figure of a full history together', () => {
    const context = measureContext(input());
    expect(context).toMatchObject({ trend4h: 'up', trend1d: 'up', longShare: 0.6, isAbnormal: false });
    expect(context?.fundingPer8h).toBeCloseTo(0.0002);
    expect(context?.fundingAnnualised).toBeCloseTo(0.219);
    expect(context?.openInterestChange1h).toBeCloseTo(0.05);
    expect(context?.openInterestChange24h).toBeCloseTo(0.26);
    const lastDay = input().candles.slice(-24);
    expect(context?.volumeDayUsd).toBeCloseTo(lastDay.reduce((sum, bar) => sum + 10 * bar.close, 0));
    expect(context?.observedLongUsd1h).toBe(3);
    expect(context?.observedShortUsd1h).toBe(2);
    const kinds = new Set(context?.levels.map((item) => item.kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(['prior-day-high', 'prior-week-low', 'swing-low', 'round']),
    );
  });

  it('says null or NaN for what it cannot know, and nothing before the first bar', () => {
    const context = measureContext(
      input({ openInterest: [], funding: null, longShortRatio: null, liquidations: null }),
    );
    expect(context).toMatchObject({
      momentum: null,
      fundingPer8h: Number.NaN,
      openInterestChange1h: Number.NaN,
      longShare: Number.NaN,
      observedLongUsd1h: Number.NaN,
    });
    expect(measureContext(input({ candles: [] }))).toBeNull();
  });

  it('lives with a single bar', () => {
    const context = measureContext(input({ candles: input().candles.slice(-1) }));
    expect(context).toMatchObject({
      trend4h: null,
      trend1d: null,
      range: null,
      divergence: null,
      rsi: Number.NaN,
    });
  });
});
