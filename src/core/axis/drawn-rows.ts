import type { PaneRect } from './axis-mapping';
import type { DrawnRect } from './drawn-bars';

/** A straight stroke or the two opposite corners of a rectangle, px. */
export type DrawnShape = [x: number, y: number, toX: number, toY: number];

/** What a chart has drawn on one surface, in no order. */
export interface Drawing {
  rects: DrawnShape[];
  strokes: DrawnShape[];
}

/** Strokes that follow one another from point to point meet within this, and are level or upright within it, px. */
const TOUCH_PX = 0.1;
/** A line of fewer points may be anything. */
const MIN_POINTS = 12;
/** Lines that may be the prices, the longest first: averages are drawn over them. */
const MAX_LINES = 4;
/** Bars of a volume end at one height in so many columns, as a share of all. */
const FOOT_SHARE = 0.5;
/** A wider rectangle or level stroke is no part of a candle, px. */
const MAX_WIDTH_PX = 100;

function leftToRight([x, y, toX, toY]: DrawnShape): DrawnShape {
  return x <= toX ? [x, y, toX, toY] : [toX, toY, x, y];
}

/** Strokes that hang together from left to right, each line with at least `MIN_POINTS` points. */
function linesOf(strokes: DrawnShape[]): DrawnShape[][] {
  const rising = strokes.filter(([x, , toX]) => toX - x > TOUCH_PX).sort((a, b) => a[0] - b[0]);
  const lines: DrawnShape[][] = [];
  /** Lines by the whole px in which they have ended: grids and ticks are hundreds of lines of one stroke. */
  const ends = new Map<number, DrawnShape[][]>();
  for (const stroke of rising) {
    const [x, y, toX] = stroke;
    const touches = (known: DrawnShape[]) => {
      const [, , endX, endY] = known[known.length - 1];
      return Math.abs(endX - x) <= TOUCH_PX && Math.abs(endY - y) <= TOUCH_PX;
    };
    const [left, right] = [Math.floor(x - TOUCH_PX), Math.floor(x + TOUCH_PX)];
    const line =
      ends.get(left)?.find(touches) ?? (right > left ? ends.get(right)?.find(touches) : null) ?? [];
    if (line.push(stroke) === 1) lines.push(line);
    const end = ends.get(Math.floor(toX));
    if (end) end.push(line);
    else ends.set(Math.floor(toX), [line]);
  }
  return lines.filter(({ length }) => length >= MIN_POINTS - 1);
}

/** A shape as part of a candle, by its middle. */
function asRect([x, y, toX, toY]: DrawnShape): DrawnRect {
  return [(x + toX) / 2, Math.min(y, toY), Math.max(y, toY), toX - x];
}

/** Candles end where their prices are; what ends at one height in most columns is a histogram. */
function withoutHistogram(rects: DrawnRect[]): DrawnRect[] {
  const count = new Map<number, number>();
  const tenths = (y: number) => Math.round(y * 10);
  for (const [, , bottom] of rects) count.set(tenths(bottom), (count.get(tenths(bottom)) ?? 0) + 1);
  const columns = new Set(rects.map(([x]) => Math.round(x)));
  const most = Math.max(MIN_POINTS, FOOT_SHARE * columns.size);
  return rects.filter(([, , bottom]) => (count.get(tenths(bottom)) ?? 0) < most);
}

function pointsOf(line: DrawnShape[]): DrawnRect[] {
  const [[x, y]] = line;
  return [[x, y, y, 0], ...line.map(([, , toX, toY]): DrawnRect => [toX, toY, toY, 0])];
}

/**
 * What may be the prices of a chart, each by itself: all rectangles, upright and level strokes, of which candles and
 * bars consist; and the points of its longest lines.
 * @param pane Shapes outside of it are ticks of its axes and other panes; px as the shapes.
 */
export function rowsOf({ rects, strokes }: Drawing, { left, top, width, height }: PaneRect): DrawnRect[][] {
  const isInside = ([x, y, toX, toY]: DrawnShape) => {
    const middle = (x + toX) / 2;
    const isBeside = middle < left || middle > left + width;
    return !isBeside && Math.max(y, toY) > top && Math.min(y, toY) < top + height;
  };
  const inside = strokes.map(leftToRight).filter(isInside);
  const lines = linesOf(inside);
  const ofLines = new Set(lines.flat());
  const isStraight = ([x, y, toX, toY]: DrawnShape) => toX - x <= TOUCH_PX || Math.abs(toY - y) <= TOUCH_PX;
  const parts = [
    ...rects.map(leftToRight).filter(isInside),
    ...inside.filter((stroke) => isStraight(stroke) && !ofLines.has(stroke)),
  ];
  const candles = parts.map(asRect).filter(([, , , wide]) => wide <= MAX_WIDTH_PX);
  const longest = lines.sort((a, b) => b.length - a.length).slice(0, MAX_LINES);
  return [withoutHistogram(candles), ...longest.map(pointsOf)];
}
