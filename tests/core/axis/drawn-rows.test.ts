import { describe, expect, test } from 'vitest';
import { type DrawnShape, rowsOf } from '../../../src/core/axis/drawn-rows';

const PANE = { left: 10, top: 20, width: 400, height: 300 };
/** Heights of a line's points, px. */
const HEIGHTS = Array.from({ length: 30 }, (_, i) => 150 + 60 * Math.sin(i / 3) + (i % 4));

/** The strokes from point to point, `stepPx` apart. */
function lineThrough(heights: number[], stepPx = 8): DrawnShape[] {
  return heights.slice(1).map((y, i): DrawnShape => [20 + i * stepPx, heights[i], 20 + (i + 1) * stepPx, y]);
}

/** A candle as one path: the outline of its body, then both wicks. */
function strokedCandle(x: number, [high, open, close, low]: number[]): DrawnShape[] {
  return [
    [x - 3, open, x + 3, open],
    [x + 3, open, x + 3, close],
    [x + 3, close, x - 3, close],
    [x, high, x, open],
    [x, low, x, close],
  ];
}

describe('rowsOf', () => {
  test('gives the points of a line that goes from stroke to stroke', () => {
    const [, line] = rowsOf({ rects: [], strokes: lineThrough(HEIGHTS) }, PANE);
    expect(line.map(([x]) => x)).toEqual(HEIGHTS.map((_, i) => 20 + i * 8));
    expect(line.map(([, top, bottom, width]) => [top, bottom, width])).toEqual(HEIGHTS.map((y) => [y, y, 0]));
  });

  test('reads a line that was drawn from right to left, or in no order, alike', () => {
    const strokes = lineThrough(HEIGHTS);
    const [, line] = rowsOf({ rects: [], strokes }, PANE);
    const backward = strokes.map(([x, y, toX, toY]): DrawnShape => [toX, toY, x, y]).reverse();
    expect(rowsOf({ rects: [], strokes: backward }, PANE)[1]).toEqual(line);
  });

  test('keeps several lines apart, the longest first, and at most four of them', () => {
    const lines = [14, 30, 20, 16, 18].map((count, i) =>
      lineThrough(HEIGHTS.slice(0, count).map((y) => y + i * 5)),
    );
    const [, ...found] = rowsOf({ rects: [], strokes: lines.flat() }, PANE);
    expect(found.map(({ length }) => length)).toEqual([30, 20, 18, 16]);
    expect(found[0][0][1]).toBeCloseTo(HEIGHTS[0] + 5);
  });

  test('takes no line of few points for one of prices', () => {
    expect(rowsOf({ rects: [], strokes: lineThrough(HEIGHTS.slice(0, 11)) }, PANE)).toHaveLength(1);
    expect(rowsOf({ rects: [], strokes: lineThrough(HEIGHTS.slice(0, 12)) }, PANE)).toHaveLength(2);
  });

  test('gives the parts of candles that are drawn as strokes: bodies by their level sides, wicks', () => {
    const [parts] = rowsOf({ rects: [], strokes: strokedCandle(100, [50, 60, 90, 120]) }, PANE);
    expect(parts).toEqual([
      [100, 60, 60, 6],
      [103, 60, 90, 0],
      [100, 90, 90, 6],
      [100, 50, 60, 0],
      [100, 90, 120, 0],
    ]);
  });

  test('leaves a line over candles out of the candles, its level steps too', () => {
    const flat = HEIGHTS.map((y, i) => (i > 10 && i < 15 ? 150 : y));
    const strokes = [...strokedCandle(100, [50, 60, 90, 120]), ...lineThrough(flat)];
    const [parts, line] = rowsOf({ rects: [], strokes }, PANE);
    expect(parts).toHaveLength(5);
    expect(line).toHaveLength(30);
  });

  test('leaves out what lies outside of the pane, wide shapes, and slanted strokes', () => {
    const rects: DrawnShape[] = [
      [5, 100, 8, 120],
      [405, 100, 425, 120],
      [100, 321, 106, 330],
      [100, 5, 106, 19],
      [10, 100, 200, 110],
    ];
    const strokes: DrawnShape[] = [
      [200, 320, 200, 326],
      [10, 200, 410, 200],
      [30, 40, 36, 60],
    ];
    expect(rowsOf({ rects, strokes }, PANE)).toEqual([[]]);
  });

  test('leaves out the bars of a volume under the candles', () => {
    const xs = Array.from({ length: 20 }, (_, i) => 30 + i * 10);
    const candles = xs.map((x, i): DrawnShape => [x - 3, 60 + i, x + 3, 90 + 2 * i]);
    const volume = xs.map((x, i): DrawnShape => [x - 4, 300 - i, x + 4, 310]);
    const [parts] = rowsOf({ rects: [...volume, ...candles], strokes: [] }, PANE);
    expect(parts).toEqual(candles.map(([x, y, toX, toY]) => [(x + toX) / 2, y, toY, 6]));
  });
});
