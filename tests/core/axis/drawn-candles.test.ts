import { describe, expect, test } from 'vitest';
import { coordinateToPrice } from '../../../src/core/axis/axis-mapping';
import type { DrawnRect } from '../../../src/core/axis/drawn-bars';
import { candlesOf } from '../../../src/core/axis/drawn-candles';
import { labCandles } from '../../pages/lab/lab-candles';
import { draw, HEIGHT } from './draw-bars';

const HOUR = 3600;
const BARS = labCandles();

describe('candlesOf', () => {
  const drawing = draw(BARS.slice(100, 150), HOUR, 8);

  test('joins wick, body and outline of each candle', () => {
    const outlined = drawing.rects.flatMap((rect): DrawnRect[] => {
      const [x, top, bottom, width] = rect;
      if (width === 1) return [rect];
      const edge = (width - 1) / 2;
      return [
        [x - edge, top, bottom, 1],
        [x + edge, top, bottom, 1],
        [x, top, top + 1, width],
        [x, top + 1, bottom - 1, width - 2],
      ];
    });
    const found = candlesOf(outlined, drawing.price, HEIGHT);
    expect(found?.bars.length).toBe(50);
    expect(found?.spacingPx).toBeCloseTo(8, 1);
  });

  test.each([4.29, 4.6, 5])(
    'joins the sides and the wick of candles three px wide, %d px apart',
    (spacing) => {
      const { rects, price } = draw(BARS.slice(100, 150), HOUR, spacing);
      const slivers = rects.flatMap(([x, top, bottom, width], i): DrawnRect[] => {
        if (i % 2 === 0) return [[x, top, bottom, width]];
        return [-1, 1].map((side) => [x + side, top, bottom, 1]);
      });
      slivers.sort(([a], [b]) => a - b);
      const found = candlesOf(slivers, price, HEIGHT);
      expect(found?.bars.length).toBe(50);
      expect(found?.spacingPx).toBeCloseTo(spacing, 1);
      expect(found?.x0).toBeCloseTo(20, 0);
    },
  );

  test('is null for slivers so close that candles touch', () => {
    const { rects, price } = draw(BARS.slice(100, 150), HOUR, 3);
    const slivers = rects.flatMap(([x, top, bottom]): DrawnRect[] =>
      [-1, 0, 1].map((side) => [x + side, top, bottom, 1]),
    );
    expect(candlesOf(slivers, price, HEIGHT)).toBeNull();
  });

  test.each([2.635, 3.51, 6, 9.3])(
    'stands where the bars do, and not their marks of opening and close, %d px apart',
    (spacing) => {
      const { rects, price } = draw(BARS.slice(100, 150), HOUR, spacing);
      const wide = Math.max(2, Math.round(spacing / 3));
      const marked = rects
        .filter((_, i) => i % 2 === 0)
        .flatMap(([x, top, bottom]): DrawnRect[] => [
          [x - wide / 2, bottom - 4, bottom - 3, wide],
          [x, top, bottom, 1],
          [x + 1 + wide / 2, top + 2, top + 3, wide],
        ]);
      const found = candlesOf(marked, price, HEIGHT);
      expect(found?.spacingPx).toBeCloseTo(spacing, 1);
      expect(Math.abs((found?.x0 ?? 0) - 20)).toBeLessThan(0.5);
      expect(found?.bars.length).toBe(50);
    },
  );

  test.each([5, 8, 12])('joins the four sides of bodies without wicks, %d px apart', (spacing) => {
    const { rects, price } = draw(BARS.slice(100, 150), HOUR, spacing);
    const half = Math.round(spacing / 3);
    const sides = rects
      .filter((_, i) => i % 2 === 0)
      .flatMap(([x, top, bottom]): DrawnRect[] => [
        [x - half, top, bottom, 1],
        [x + half, top, bottom, 1],
        [x, top, top, 2 * half],
        [x, bottom, bottom, 2 * half],
      ]);
    const found = candlesOf(sides, price, HEIGHT);
    expect(found?.spacingPx).toBeCloseTo(spacing, 1);
    expect(found?.bars.length).toBe(50);
  });

  test('keeps level bodies without a wick where most are', () => {
    const level = drawing.rects.map(
      ([x, top, , width], i): DrawnRect => [x, top, top + (i % 8 === 0 ? 6 : 1), Math.max(3, width)],
    );
    expect(candlesOf(level, drawing.price, HEIGHT)?.bars.length).toBe(50);
  });

  test('leaves out volume bars, whose feet stand on one line, and grid lines', () => {
    const volume = drawing.rects.map(([x], i): DrawnRect => [x, HEIGHT - 20 - (i % 9) * 4, HEIGHT, 5]);
    const grid = [60, 160, 260].map((x): DrawnRect => [x, 0, HEIGHT, 1]);
    const plain = candlesOf(drawing.rects, drawing.price, HEIGHT);
    expect(candlesOf([...volume, ...grid, ...drawing.rects], drawing.price, HEIGHT)).toEqual(plain);
  });

  test('leaves out volume bars under candles of several rectangles each', () => {
    const volume = drawing.rects.map(([x], i): DrawnRect => [x, HEIGHT - 20 - (i % 9) * 4, HEIGHT, 5]);
    const parts = [...drawing.rects, ...drawing.rects, ...drawing.rects];
    const plain = candlesOf(parts, drawing.price, HEIGHT);
    expect(plain?.bars.length).toBe(50);
    expect(candlesOf([...volume, ...parts], drawing.price, HEIGHT)).toEqual(plain);
  });

  test('keeps a handful of candles with sides, each of which opens where the one before has closed', () => {
    const opens = [40, 65, 90, 115, 140, 165];
    const candles = opens.flatMap((top, i): DrawnRect[] => {
      const x = 60 + 40 * i;
      const sides: DrawnRect[] = [-14.5, 14.5].map((side) => [x + side, top, top + 25, 1]);
      return [[x, top, top + 25, 1], [x, top, top + 25, 28], ...sides];
    });
    const volume = opens.map((_, i): DrawnRect => [60 + 40 * i, 250 + 3 * i, HEIGHT, 28]);
    const found = candlesOf([...volume, ...candles], drawing.price, HEIGHT);
    expect(found?.spacingPx).toBeCloseTo(40, 6);
    expect(found?.bars.map(({ high, low }) => high - low)).toEqual(
      found?.bars.map(() =>
        expect.closeTo(coordinateToPrice(drawing.price, 0) - coordinateToPrice(drawing.price, 25), 6),
      ),
    );
  });

  test('keeps the place of candles beside a gap', () => {
    const gapped = drawing.rects.filter(([x]) => x < 200 || x > 240);
    const found = candlesOf(gapped, drawing.price, HEIGHT);
    expect(found?.bars.at(-1)?.index).toBe(49);
  });

  test('leaves out a few rectangles that stand between the candles, and a label wider than any', () => {
    const others: DrawnRect[] = [
      [6.5, 40, 120, 2],
      [33, 60, 90, 1],
      [450, 100, 112, 52],
    ];
    const plain = candlesOf(drawing.rects, drawing.price, HEIGHT);
    const found = candlesOf([...drawing.rects, ...others], drawing.price, HEIGHT);
    const isSame = (i: number) => plain?.bars[i].high === found?.bars[i].high;
    expect([found?.bars.length, [0, 5, 20, 48].every(isSame)]).toEqual([50, true]);
    expect(found?.spacingPx).toBeCloseTo(8, 1);
  });

  test('is null for a line that has points between its bars, as where it crosses another', () => {
    const { rects, price } = draw(BARS.slice(100, 200), HOUR, 6);
    const points = rects.filter((_, i) => i % 2 === 0).map(([x, y]): DrawnRect => [x, y, y, 0]);
    const crossed = [27, 53].map((i): DrawnRect => [points[i][0] + 3, 200, 200, 0]);
    const line = [...points, ...crossed].sort(([a], [b]) => a - b);
    const found = candlesOf(line, price, HEIGHT);
    expect(found === null || Math.abs(found.spacingPx - 6) < 0.01).toBe(true);
    expect(candlesOf(points, price, HEIGHT)?.spacingPx).toBeCloseTo(6, 2);
  });

  test('is null for rectangles that stand unevenly', () => {
    const uneven = drawing.rects.map(([x, ...rest]): DrawnRect => [x + (x * x) / 90, ...rest]);
    expect(candlesOf(uneven, drawing.price, HEIGHT)).toBeNull();
    expect(candlesOf([], drawing.price, HEIGHT)).toBeNull();
  });
});
