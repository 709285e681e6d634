import { describe, expect, it } from 'vitest';
import { chosenAtr, DEFAULT_ATR, rangesByTimeframe } from '../../../src/core/context/atr-choice';
import { averageTrueRange } from '../../../src/core/context/wilder';
import type { Candle } from '../../../src/core/market/candle';
import { barsOfCloses, HOUR_MS } from './bars';

const MINUTES_5 = 300_000;

/** Bars of five minutes whose closes swing with a growing amplitude. */
function fineBars(count: number, startMs: number): Candle[] {
  return barsOfCloses(
    Array.from({ length: count }, (_, index) => 1000 + index * Math.sin(index)),
    2,
  ).map((bar, index) => ({ ...bar, openTimeMs: startMs + index * MINUTES_5, intervalMs: MINUTES_5 }));
}

describe('rangesByTimeframe', () => {
  const start = 400 * HOUR_MS;
  const fine = fineBars(24 * 12, start);
  const older = barsOfCloses(
    Array.from({ length: 400 }, (_, index) => 1000 + (index % 7)),
    3,
  );
  const ranges = rangesByTimeframe(fine, older);

  it('gives for each length what the textbook gives for its bars', () => {
    const expected = averageTrueRange(fine.slice(-121));
    expect(chosenAtr({ atr1h: 0, trueRanges: ranges }, { timeframe: '5m', period: 14 })).toBeCloseTo(
      expected,
      1,
    );
    expect(ranges['15m']).toHaveLength(95);
    expect(ranges['4h'].length).toBeGreaterThan(90);
    expect(ranges['1d']).toHaveLength(16);
  });

  it('keeps at most 120 of a length, and takes no bar that is not over', () => {
    expect(ranges['1h']).toHaveLength(120);
    const open = rangesByTimeframe(fine.slice(0, -1), older);
    expect(open['4h']).toHaveLength(ranges['4h'].length - (ranges['4h'].length < 120 ? 1 : 0));
  });

  it('of nothing, is empty at every length', () => {
    expect(Object.values(rangesByTimeframe([], [])).every((part) => part.length === 0)).toBe(true);
  });
});

describe('chosenAtr', () => {
  const trueRanges = { ...rangesByTimeframe([], []), '4h': new Float32Array(20).fill(50) };

  it('of 14 one-hour bars, is the frame’s own figure', () => {
    expect(chosenAtr({ atr1h: 7, trueRanges }, DEFAULT_ATR)).toBe(7);
    expect(chosenAtr({ atr1h: 7 }, DEFAULT_ATR)).toBe(7);
  });

  it('of another period or length, is Wilder’s mean of its ranges', () => {
    expect(chosenAtr({ atr1h: 7, trueRanges }, { timeframe: '4h', period: 14 })).toBeCloseTo(50, 9);
  });

  it('of a length with too few bars, or of a frame without ranges, is not a number', () => {
    expect(chosenAtr({ atr1h: 7, trueRanges }, { timeframe: '4h', period: 21 })).toBeNaN();
    expect(chosenAtr({ atr1h: 7 }, { timeframe: '5m', period: 14 })).toBeNaN();
  });
});
