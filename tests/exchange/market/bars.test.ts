import { expect, test } from 'vitest';
import { aggregateBars, partialBar } from './bars';
import type { SourceBar } from './market-source';

const bar = (openTimeMs: number, change: Partial<SourceBar> = {}): SourceBar => ({
  openTimeMs,
  open: 100,
  high: 110,
  low: 95,
  close: 105,
  volumeBase: 4,
  takerBuyBase: 3,
  ...change,
});

test('aggregateBars(minutes, five minutes) keeps open and close, widens the range and sums volume', () => {
  const minutes = [
    bar(300_000, { open: 100, high: 101, low: 99, close: 100.5 }),
    bar(360_000, { open: 100.5, high: 120, low: 100, close: 110 }),
    bar(420_000, { open: 110, high: 111, low: 80, close: 90 }),
    bar(600_000, { open: 90, high: 91, low: 89, close: 90.5 }),
  ];
  expect(aggregateBars(minutes, 300_000)).toEqual([
    { openTimeMs: 300_000, open: 100, high: 120, low: 80, close: 90, volumeBase: 12, takerBuyBase: 9 },
    { openTimeMs: 600_000, open: 90, high: 91, low: 89, close: 90.5, volumeBase: 4, takerBuyBase: 3 },
  ]);
});

test('aggregateBars(bars without a taker split) has no taker split', () => {
  const [sum] = aggregateBars([bar(0), bar(60_000, { takerBuyBase: null })], 300_000);
  expect(sum.takerBuyBase).toBeNull();
});

test('aggregateBars() leaves its input as it was', () => {
  const minutes = [bar(0), bar(60_000, { high: 200 })];
  aggregateBars(minutes, 300_000);
  expect(minutes[0].high).toBe(110);
});

test('partialBar(bar, 1) is the bar', () => {
  expect(partialBar(bar(0), 1)).toEqual(bar(0));
});

test('partialBar(bar, 0) is only its open', () => {
  expect(partialBar(bar(0), 0)).toMatchObject({ open: 100, high: 100, low: 100, close: 100, volumeBase: 0 });
});

test('partialBar(rising bar) reaches the low before the high', () => {
  const early = partialBar(bar(0), 0.2);
  expect(early.low).toBeLessThan(100);
  expect(early.high).toBe(100);
});

test('partialBar() only ever widens its range and stays inside the bar', () => {
  let before = partialBar(bar(0), 0);
  for (let i = 1; i <= 20; i++) {
    const now = partialBar(bar(0), i / 20);
    expect(now.high).toBeGreaterThanOrEqual(before.high);
    expect(now.low).toBeLessThanOrEqual(before.low);
    expect(now.close).toBeLessThanOrEqual(110);
    expect(now.close).toBeGreaterThanOrEqual(95);
    before = now;
  }
});
