import type { PaneRect, PriceAxis } from '../../core/axis/axis-mapping';
import type { TimeLabel } from '../../core/axis/axis-report';
import type { AxisLabel } from '../../core/axis/price-axis';
import { isClose, rectOf, stepsToCommonAncestor, TOUCH_PX } from '../geometry';
import type { ChartReading } from '../strategy';
import type { TappedAxis } from './tapped-axis';

const MAX_AXIS_WIDTH_PX = 140;
const MAX_TIME_HEIGHT_PX = 80;
const MAX_TIME_LABELS = 28;
const MIN_PANE_WIDTH_PX = 150;
const MIN_PANE_HEIGHT_PX = 60;

/** What a surface may be, judged by its place among the others. */
export type SurfaceRole =
  | { kind: 'price'; pane: HTMLCanvasElement }
  | { kind: 'time' }
  | { kind: 'shared' }
  | { kind: 'none' };

function isSameRow(a: PaneRect, b: PaneRect): boolean {
  return isClose(a.top, b.top) && isClose(a.height, b.height);
}

function touches(axis: PaneRect, pane: PaneRect): boolean {
  return isClose(axis.left, pane.left + pane.width) || isClose(axis.left + axis.width, pane.left);
}

/** The pane whose price axis a narrow canvas is: same top and height, wider, sharing an edge. */
export function findPane(axis: HTMLCanvasElement, canvases: HTMLCanvasElement[]): HTMLCanvasElement | null {
  const rect = rectOf(axis);
  const panes = canvases.filter((canvas) => {
    const other = rectOf(canvas);
    return other.width >= MIN_PANE_WIDTH_PX && isSameRow(rect, other) && touches(rect, other);
  });
  return panes[0] ?? null;
}

/** Role of a painted surface: price axis of a neighbour, time axis, or a chart that holds its own axes. */
export function roleOf(canvas: HTMLCanvasElement, canvases: HTMLCanvasElement[]): SurfaceRole {
  const { width, height } = rectOf(canvas);
  if (width < 8 || height < 8) return { kind: 'none' };
  if (width <= MAX_AXIS_WIDTH_PX && height >= MIN_PANE_HEIGHT_PX) {
    const pane = findPane(canvas, canvases);
    return pane ? { kind: 'price', pane } : { kind: 'none' };
  }
  if (height <= MAX_TIME_HEIGHT_PX && width >= MIN_PANE_WIDTH_PX) return { kind: 'time' };
  return width >= MIN_PANE_WIDTH_PX && height >= MIN_PANE_HEIGHT_PX ? { kind: 'shared' } : { kind: 'none' };
}

/** A pane with the axis that speaks for it. */
export interface TappedPane {
  pane: Element;
  axis: Element;
  tapped: TappedAxis;
}

interface PlacedPane extends TappedPane {
  rect: PaneRect;
  axisRect: PaneRect;
  timeAxis: Element | null;
  times: AxisLabel[];
}

/** Of two axes that claim one pane, the locked one, then the one closer in the page's tree, then the right one. */
export function betterAxis(a: TappedPane, b: TappedPane): TappedPane {
  const isLocked = (p: TappedPane) => p.tapped.reading.state === 'locked';
  if (isLocked(a) !== isLocked(b)) return isLocked(a) ? a : b;
  const steps = (p: TappedPane) => stepsToCommonAncestor(p.axis, p.pane);
  if (steps(a) !== steps(b)) return steps(a) < steps(b) ? a : b;
  return rectOf(a.axis).left >= rectOf(b.axis).left ? a : b;
}

function scaledPrice(tapped: TappedAxis, axisRect: PaneRect): PriceAxis | null {
  if (tapped.reading.state !== 'locked') return null;
  const { scale, a, b, samples, inliers, rmsPx } = tapped.reading.fit;
  const k = axisRect.height / tapped.height;
  return { scale, a: a * k, b: b * k + axisRect.top, samples, inliers, rmsPx };
}

function scaledTimes(labels: AxisLabel[], rect: PaneRect, width: number): TimeLabel[] {
  const k = rect.width / width;
  return labels
    .slice(0, MAX_TIME_LABELS)
    .map(({ text, x }) => ({ text, x: Math.round((x * k + rect.left) * 100) / 100 }));
}

function place(pane: TappedPane, times: Map<Element, AxisLabel[]>): PlacedPane {
  const rect = rectOf(pane.pane);
  let timeAxis: Element | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const candidate of times.keys()) {
    const other = rectOf(candidate);
    const gap = other.top - (rect.top + rect.height);
    if (!isClose(other.left, rect.left) || !isClose(other.width, rect.width)) continue;
    if (gap < -TOUCH_PX || gap >= nearest) continue;
    [timeAxis, nearest] = [candidate, gap];
  }
  const own = pane.tapped.times;
  const found = own.length || !timeAxis ? own : (times.get(timeAxis) ?? []);
  return { ...pane, rect, axisRect: rectOf(pane.axis), timeAxis, times: found };
}

function plotRect(rect: PaneRect, tapped: TappedAxis): PaneRect {
  const { plot } = tapped;
  if (!plot) return rect;
  const kx = rect.width / tapped.width;
  const ky = rect.height / tapped.height;
  return {
    left: rect.left + plot.left * kx,
    top: rect.top + plot.top * ky,
    width: plot.width * kx,
    height: plot.height * ky,
  };
}

function toReading(pane: PlacedPane): ChartReading {
  const { reading } = pane.tapped;
  const isLocked = reading.state === 'locked';
  const widthThen = pane.tapped.plot ? pane.tapped.width : pane.rect.width;
  return {
    element: pane.pane,
    pane: plotRect(pane.rect, pane.tapped),
    state: reading.state,
    reason: isLocked ? undefined : reading.reason,
    price: scaledPrice(pane.tapped, pane.axisRect),
    time: null,
    timeLabels: isLocked && pane.times.length ? scaledTimes(pane.times, pane.rect, widthThen) : undefined,
  };
}

/** Panes over one time axis are one chart; without a time axis, panes in one stack are. */
function chartsOf(panes: PlacedPane[]): PlacedPane[][] {
  const charts: PlacedPane[][] = [];
  for (const pane of panes) {
    const mates = charts.find(([first]) =>
      pane.timeAxis || first.timeAxis
        ? pane.timeAxis === first.timeAxis
        : !pane.tapped.plot &&
          isClose(first.rect.left, pane.rect.left) &&
          isClose(first.rect.width, pane.rect.width),
    );
    if (mates) mates.push(pane);
    else charts.push([pane]);
  }
  return charts;
}

/**
 * One reading a chart: the tallest pane whose axis can hold our price. A smaller pane does not speak for a chart
 * whose taller pane could not be read: an oscillator's axis is no price axis.
 */
export function readCharts(panes: TappedPane[], times: Map<Element, AxisLabel[]>): ChartReading[] {
  return chartsOf(panes.map((pane) => place(pane, times))).map((chart) => {
    const byHeight = [...chart].sort((a, b) => b.rect.height - a.rect.height);
    const speaker = byHeight.find(({ tapped: { reading } }) => {
      return reading.state === 'locked' || reading.reason !== 'price-not-on-axis';
    });
    return toReading(speaker ?? byHeight[0]);
  });
}
