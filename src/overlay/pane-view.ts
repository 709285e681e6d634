import type { AxisMapping } from '../core/axis/axis-mapping';

/**
 * One pane with the axes of one moment, relative to the pane's top left corner. Media = CSS px. One object is
 * written over and over, so that a repaint allocates nothing.
 */
export interface PaneView {
  width: number;
  height: number;
  dpr: number;
  isLog: boolean;
  /** y = a * u + b, media px from the pane's top; u = price or ln price. */
  a: number;
  b: number;
  hasTime: boolean;
  /** x of Unix time 0 and media px per ms. */
  x0: number;
  pxPerMs: number;
  /** Length of one chart bar, ms; 0 when unknown. */
  barMs: number;
}

export function createPaneView(): PaneView {
  return {
    width: 0,
    height: 0,
    dpr: 1,
    isLog: false,
    a: 0,
    b: 0,
    hasTime: false,
    x0: 0,
    pxPerMs: 0,
    barMs: 0,
  };
}

/** Takes over a mapping. False when its price axis cannot be drawn with; then the view is unchanged. */
export function readMapping(view: PaneView, mapping: AxisMapping, dpr: number): boolean {
  const { price, time, pane } = mapping;
  if (mapping.state !== 'locked' || price === null) return false;
  if (!Number.isFinite(price.a) || price.a === 0 || !Number.isFinite(price.b)) return false;
  if (!(pane.width > 0) || !(pane.height > 0)) return false;
  view.width = pane.width;
  view.height = pane.height;
  view.dpr = dpr > 0 && Number.isFinite(dpr) ? dpr : 1;
  view.isLog = price.scale === 'log';
  view.a = price.a;
  view.b = price.b - pane.top;
  view.hasTime = time !== null && !time.ambiguous && time.pxPerSec > 0 && Number.isFinite(time.x0);
  view.x0 = time === null ? 0 : time.x0 - pane.left;
  view.pxPerMs = time === null ? 0 : time.pxPerSec / 1000;
  view.barMs = time?.barSec !== undefined && time.barSec > 0 ? time.barSec * 1000 : 0;
  return true;
}

export function copyPaneView(from: PaneView, to: PaneView): void {
  Object.assign(to, from);
}

const VIEW_FIELDS = Object.keys(createPaneView()) as (keyof PaneView)[];

/** Whether two views show the same part of the plane in the same way and size. */
export function isSameView(one: PaneView, other: PaneView): boolean {
  return VIEW_FIELDS.every((field) => one[field] === other[field]);
}

/** Height of a price, media px from the pane's top. */
export function yOfPrice(view: PaneView, price: number): number {
  return view.a * (view.isLog ? Math.log(price) : price) + view.b;
}

/** Height of a natural logarithm of price. */
export function yOfLogPrice(view: PaneView, logPrice: number): number {
  return view.a * (view.isLog ? logPrice : Math.exp(logPrice)) + view.b;
}

/** ln price at a height; -Infinity where a linear axis shows a price of 0 or less. */
export function logPriceAt(view: PaneView, y: number): number {
  const u = (y - view.b) / view.a;
  if (view.isLog) return u;
  return u > 0 ? Math.log(u) : Number.NEGATIVE_INFINITY;
}

/** Centre of the bar that begins at `timeMs`, media px from the pane's left. */
export function xOfTime(view: PaneView, timeMs: number): number {
  return view.x0 + timeMs * view.pxPerMs;
}

/**
 * Left edge of what begins at `timeMs`. Charts put a bar's opening time at the bar's centre, so everything that
 * spans time is moved left by half a bar; `columnMs` stands in where the chart's bar is not known.
 */
export function xOfEdge(view: PaneView, timeMs: number, columnMs: number): number {
  const barMs = view.barMs > 0 ? view.barMs : columnMs;
  return view.x0 + (timeMs - barMs / 2) * view.pxPerMs;
}

/** Unix ms of the column whose span holds `x`. The inverse of `xOfEdge`. */
export function timeAtX(view: PaneView, x: number, columnMs: number): number {
  const barMs = view.barMs > 0 ? view.barMs : columnMs;
  return (x - view.x0) / view.pxPerMs + barMs / 2;
}

/** Price and moment under a point of the pane; `timeMs` is NaN while the time axis is not known. */
export function coordinatesOf(
  view: PaneView,
  x: number,
  y: number,
  columnMs: number,
): { price: number; timeMs: number } {
  return {
    price: Math.exp(logPriceAt(view, y)),
    timeMs: view.hasTime ? timeAtX(view, x, columnMs) : Number.NaN,
  };
}
