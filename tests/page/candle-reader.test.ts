// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AxisMapping } from '../../src/core/axis/axis-mapping';
import { writeBars, writeRect } from '../../src/core/axis/drawn-bars';
import { type CandleReader, createCandleReader } from '../../src/page/candle-reader';

const PANE = { left: 10, top: 20, width: 600, height: 300 };
const MAPPING: AxisMapping = {
  v: 1,
  seq: 1,
  chartKey: 'c1',
  source: 'axis-tap',
  state: 'locked',
  pane: PANE,
  price: { scale: 'linear', a: -0.1, b: 6220, samples: 9, inliers: 9, rmsPx: 0.1 },
  time: { pxPerSec: 0.02, x0: 0, inliers: 5, ambiguous: false },
};
/** Ten candles, 6 px apart, each at another height. */
const RECTS = writeBars(
  Array.from({ length: 10 }, (_, i) => writeRect(100 + i * 6, 80 + i * 9, 104 + i * 6, 120 + i * 8)),
);

/** The same candles with the newest one higher. */
const NEXT_RECTS = writeBars([RECTS.slice(0, -4), writeRect(154, 100, 158, 192)]);

let canvas: HTMLCanvasElement;
let reader: CandleReader;
beforeEach(() => {
  vi.useFakeTimers();
  canvas = document.createElement('canvas');
  Object.assign(canvas, { width: PANE.width, height: PANE.height });
  canvas.getBoundingClientRect = () => ({ ...PANE }) as DOMRect;
  reader = createCandleReader();
  reader.setWanted(true);
});

/** What is read when the chart has stood like this for a while. */
function readAfter(ms: number, mapping: AxisMapping, rects: string) {
  reader.see(mapping, rects, canvas);
  vi.advanceTimersByTime(ms);
  return reader.read();
}

/** The mapping with its prices so many px lower. */
function lowerBy(px: number): AxisMapping {
  return { ...MAPPING, price: MAPPING.price && { ...MAPPING.price, b: MAPPING.price.b + px } };
}

describe('createCandleReader', () => {
  test('of a chart at rest gives its candles by its own axis', () => {
    const shown = readAfter(200, MAPPING, RECTS);
    expect(shown?.candles.bars).toHaveLength(10);
    // 80 px on the canvas are 100 in the viewport, where the axis has (100 - 6220) / -.1.
    expect(shown?.candles.bars[0]).toMatchObject({ index: 0, high: 61_200, low: 60_800 });
    expect(shown?.candles.spacingPx).toBeCloseTo(6, 6);
    expect(shown?.time).toBe(MAPPING.time);
  });

  test('reads none while the chart moves: its axis may be painted after its candles', () => {
    for (let px = 0; px < 5; px++) expect(readAfter(140, lowerBy(px), RECTS)).toBeNull();
    expect(readAfter(200, lowerBy(4), RECTS)).not.toBeNull();
  });

  test.each([
    ['height', lowerBy(0.6)],
    ['scale', { ...MAPPING, price: { ...lowerBy(0).price, scale: 'log', a: -6000, b: 66_300 } }],
    ['stretch', { ...MAPPING, price: { ...lowerBy(0).price, a: -0.1005, b: 6251.4 } }],
  ])('waits anew when the axis changes its %s', (_, moved) => {
    reader.see(MAPPING, RECTS, canvas);
    vi.advanceTimersByTime(140);
    expect(readAfter(140, moved as AxisMapping, RECTS)).toBeNull();
  });

  test('takes an axis that is fitted a little otherwise for the same', () => {
    reader.see(MAPPING, RECTS, canvas);
    vi.advanceTimersByTime(140);
    expect(readAfter(140, lowerBy(0.3), RECTS)).not.toBeNull();
  });

  test.each([
    ['without a time axis', { time: null }],
    ['with a doubtful one', { time: { pxPerSec: 0.02, x0: 0, inliers: 5, ambiguous: true } }],
  ])('reads none %s', (_, change) => {
    expect(readAfter(200, { ...MAPPING, ...change }, RECTS)).toBeNull();
    expect(reader.isDue()).toBe(true);
  });

  test('reads none of a chart that is gone, or whose candles are not known', () => {
    expect(readAfter(200, MAPPING, '')).toBeNull();
    reader.see(MAPPING, RECTS, canvas);
    reader.forget();
    vi.advanceTimersByTime(200);
    expect(reader.read()).toBeNull();
  });

  test('reads the same candles once only: they would agree with themselves', () => {
    expect(readAfter(200, MAPPING, RECTS)).not.toBeNull();
    expect(readAfter(60_000, MAPPING, RECTS)).toBeNull();
    expect(readAfter(200, MAPPING, NEXT_RECTS)).not.toBeNull();
  });

  test('waits 1, 2, 4 .. and at last 30 seconds between two readings', () => {
    const waits = [RECTS, NEXT_RECTS, RECTS, NEXT_RECTS, RECTS, NEXT_RECTS, RECTS].map((rects) => {
      let ms = 0;
      while (readAfter(ms && 100, MAPPING, rects) === null) ms += 100;
      return ms;
    });
    expect(waits).toEqual([200, 1000, 2000, 4000, 8000, 16_000, 30_000]);
  });

  test('is never due while it is not wanted, and at once when it is again', () => {
    readAfter(200, MAPPING, RECTS);
    expect(reader.isDue()).toBe(false);
    reader.setWanted(false);
    vi.advanceTimersByTime(60_000);
    expect(reader.isDue()).toBe(false);
    reader.setWanted(true);
    expect(reader.isDue()).toBe(true);
  });
});
