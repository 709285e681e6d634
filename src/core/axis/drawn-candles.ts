import type { PriceAxis } from './axis-mapping';
import { coordinateToPrice } from './axis-mapping';
import type { DrawnRect } from './drawn-bars';
import { leastSquares } from './least-squares';

/** One bar of a chart as it is drawn: index in bars from the leftmost, and the prices it reaches. */
export interface ChartBar {
  index: number;
  high: number;
  low: number;
  close?: number;
}

/** Bars as a chart draws them: evenly spaced, x = x0 + index * spacingPx. */
export interface DrawnCandles {
  x0: number;
  spacingPx: number;
  bars: ChartBar[];
  /** One point a bar: the line of the closes. */
  isLine: boolean;
}

/** A row of fewer columns may be anything. */
const MIN_COLUMNS = 6;
const MIN_SPACING_PX = 2;
/** The outline of a candle's body lies this far outside of it, px. */
const OUTLINE_PX = 0.8;
/** A wick and the side of a body are no wider, px; of one candle they lie this close. */
const SLIVER_PX = 1.6;
const TOUCH_PX = 0.1;
/** A higher rectangle is a line of the grid, share of the pane's height. */
const MAX_HEIGHT_SHARE = 0.9;
/** A height at which rectangles in this share of all places end is the foot of a histogram or the edge of a grid line. */
const FOOT_SHARE = 0.2;
const MIN_FOOT = 4;

/** One extent for narrow rectangles that touch: of a candle three px wide, the sides of the body and the wick. */
function joinSlivers(rects: DrawnRect[]): DrawnRect[] {
  const joined: DrawnRect[] = [];
  for (const [x, top, bottom, width] of [...rects].sort((a, b) => a[0] - b[0])) {
    const last = joined[joined.length - 1];
    const right = last ? last[0] + last[3] / 2 : Number.NEGATIVE_INFINITY;
    if (x - width / 2 > right + TOUCH_PX) joined.push([x, top, bottom, width]);
    else {
      const left = last[0] - last[3] / 2;
      const end = Math.max(right, x + width / 2);
      joined[joined.length - 1] = [
        (left + end) / 2,
        Math.min(last[1], top),
        Math.max(last[2], bottom),
        end - left,
      ];
    }
  }
  return joined;
}

/** One extent for all rectangles whose middle lies within a wider one: body, wick and outline of a candle. */
function columnsOf(rects: DrawnRect[]): DrawnRect[] {
  /** The columns that reach into each whole px: a chart zoomed out draws thousands of rectangles. */
  const at = new Map<number, DrawnRect[]>();
  const columns: DrawnRect[] = [];
  const slivers = joinSlivers(rects.filter(([, , , width]) => width <= SLIVER_PX));
  const wide = rects.filter(([, , , width]) => width > SLIVER_PX);
  for (const rect of [...wide, ...slivers].sort((a, b) => b[3] - a[3])) {
    const [x, top, bottom] = rect;
    const reach = (column: DrawnRect) => column[3] / 2 + OUTLINE_PX;
    const own = at.get(Math.floor(x))?.find((column) => Math.abs(column[0] - x) <= reach(column));
    if (own) [own[1], own[2]] = [Math.min(own[1], top), Math.max(own[2], bottom)];
    else {
      const column: DrawnRect = [...rect];
      columns.push(column);
      for (let px = Math.floor(x - reach(column)); px <= x + reach(column); px++)
        at.set(px, [...(at.get(px) ?? []), column]);
    }
  }
  return columns.sort((a, b) => a[0] - b[0]);
}

function withoutFeet(rects: DrawnRect[]): DrawnRect[] {
  const endsOf = ([, top, bottom]: DrawnRect) => [Math.round(top), Math.round(bottom)];
  const counts = new Map<number, number>();
  for (const end of rects.flatMap(endsOf)) counts.set(end, (counts.get(end) ?? 0) + 1);
  const most = Math.max(MIN_FOOT, FOOT_SHARE * new Set(rects.map(([x]) => Math.round(x))).size);
  // The sides and the body of one candle are one place; a candle opens where the one before has closed.
  for (const [end, count] of counts)
    if (count <= most || columnsOf(rects.filter((rect) => endsOf(rect).includes(end))).length <= most)
      counts.delete(end);
  return rects.filter((rect) => !endsOf(rect).some((end) => counts.has(end)));
}

/** A level rectangle is no higher, px. */
const LEVEL_PX = 1.5;
/** Every bar has two marks at most. */
const BARS_PER_MARK = 0.4;

/**
 * Without the marks of opening and close, which stand beside their bars: a level body lies about a wick, a level edge
 * reaches from one side of its body to the other.
 */
function withoutMarks(rects: DrawnRect[]): DrawnRect[] {
  const halfPx = (x: number) => Math.round(2 * x);
  const isLevel = ([, top, bottom]: DrawnRect) => bottom - top <= LEVEL_PX;
  const middles = new Set(rects.filter((rect) => !isLevel(rect)).map(([x]) => halfPx(x)));
  const isUpright = (x: number) => [-1, 0, 1].some((off) => middles.has(halfPx(x) + off));
  const bars = rects.filter((rect) => {
    const [x, , , width] = rect;
    const isEdge = isUpright(x - width / 2) && isUpright(x + width / 2);
    return !isLevel(rect) || width <= SLIVER_PX || isUpright(x) || isEdge;
  });
  return bars.length >= BARS_PER_MARK * (rects.length - bars.length) ? bars : rects;
}

/** Columns on whole px, or off by a share of their distance, still lie evenly; points put in between do not. */
const [OFF_PX, OFF_SHARE, MAX_OFF_SHARE] = [0.75, 0.15, 0.35];
/** So large a share of the columns may be something else: labels, lines, candles cut off at the edge of the pane. */
const OTHERS_SHARE = 0.1;
const FEW_OTHERS = 3;
/** Bodies that touch may be rounded up to so much more than their distance, px. */
const BODY_PX = 1.5;

interface EvenRow {
  x0: number;
  spacingPx: number;
  indices: number[];
  columns: DrawnRect[];
}

/** The columns that lie on one line x = x0 + index * spacing, but for gaps; null where most do not. */
function evenRow(columns: DrawnRect[]): EvenRow | null {
  const places = columns.map(([x]) => x);
  const gaps = places.slice(1).map((x, i) => x - places[i]);
  const rough = [...gaps].sort((a, b) => a - b)[gaps.length >> 1];
  if (!(rough >= MIN_SPACING_PX)) return null;
  const near = gaps.filter((gap) => Math.abs(gap - rough) < 0.3 * rough);
  const step = near.reduce((sum, gap) => sum + gap, 0) / near.length;
  let index = 0;
  const indices = places.map((_, i) => {
    if (i > 0) index += Math.round(gaps[i - 1] / step);
    return index;
  });
  const { a: spacingPx, b: x0 } = leastSquares(indices, places, [...indices.keys()]);
  const most = Math.min(MAX_OFF_SHARE * spacingPx, Math.max(OFF_PX, OFF_SHARE * spacingPx));
  const isOn = ([x]: DrawnRect, i: number) => Math.abs(x0 + indices[i] * spacingPx - x) < most;
  return { x0, spacingPx, indices, columns: columns.filter(isOn) };
}

/** The columns of an even row; a few others between and beside them are left out. */
function spaceEvenly(all: DrawnRect[]): EvenRow | null {
  const least = Math.max(MIN_COLUMNS, Math.min(all.length - FEW_OTHERS, (1 - OTHERS_SHARE) * all.length));
  for (let columns = all; columns.length >= least; ) {
    const row = evenRow(columns);
    if (!row) return null;
    const own = row.columns.filter(([, , , width]) => width <= row.spacingPx + BODY_PX);
    if (own.length === columns.length) return row;
    columns = own;
  }
  return null;
}

/** The candles in a chart's rectangles; null where there is no even row of enough of them. */
export function candlesOf(rects: DrawnRect[], price: PriceAxis, paneHeight: number): DrawnCandles | null {
  const low = rects.filter(([, top, bottom]) => bottom - top < MAX_HEIGHT_SHARE * paneHeight);
  const even = spaceEvenly(columnsOf(withoutMarks(withoutFeet(low))));
  if (!even) return null;
  const bars = even.columns.map(([, top, bottom], i) => {
    const ends = [coordinateToPrice(price, top), coordinateToPrice(price, bottom)];
    return { index: even.indices[i], high: Math.max(...ends), low: Math.min(...ends), close: ends[1] };
  });
  return { x0: even.x0, spacingPx: even.spacingPx, bars, isLine: bars.every((b) => b.high === b.low) };
}
