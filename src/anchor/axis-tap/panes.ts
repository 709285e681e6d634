import type { PaneRect, PriceLine } from '../../core/axis/axis-mapping';
import type { AxisLabel } from '../../core/axis/price-axis';
import { isClose, rectOf, stepsToCommonAncestor, TOUCH_PX } from '../geometry';
import type { ChartReading } from '../strategy';
import { bestAxis, type TappedAxis } from './tapped-axis';

const MAX_AXIS_WIDTH_PX = 140;
const MAX_TIME_HEIGHT_PX = 80;
const MAX_TIME_LABELS = 28;
const MIN_PANE_WIDTH_PX = 150;
const MIN_PANE_HEIGHT_PX = 60;

/** What a surface may be, judged by its place among the others. */
export interface SurfaceRole {
  kind: 'price' | 'time' | 'shared' | 'none';
  /** The canvas whose prices it would show; itself where it holds plot and axis together. */
  pane: HTMLCanvasElement;
  /** Whether a price axis lies on the side of its pane instead of beside it. */
  isInside: boolean;
}

/**
 * The pane whose price axis a narrow canvas is: same top and height, wider, sharing an edge; one beside it comes before
 * one that it lies on, since some charts draw on a canvas that spans panes and axes.
 */
function findPane(
  { left, top, width, height }: PaneRect,
  canvases: HTMLCanvasElement[],
): Pick<SurfaceRole, 'pane' | 'isInside'> | null {
  const right = left + width;
  const level = canvases.filter((canvas) => {
    const pane = rectOf(canvas);
    return pane.width >= MIN_PANE_WIDTH_PX && isClose(top, pane.top) && isClose(height, pane.height);
  });
  const touches = (isInside: boolean) => (canvas: HTMLCanvasElement) => {
    const pane = rectOf(canvas);
    const [start, end] = [pane.left, pane.left + pane.width];
    return isInside
      ? isClose(right, end) || isClose(left, start)
      : isClose(left, end) || isClose(right, start);
  };
  const beside = level.find(touches(false));
  const under = beside ?? level.find(touches(true));
  return under ? { pane: under, isInside: !beside } : null;
}

/** Role of a painted surface: price axis of a neighbour, time axis, or a chart that holds its own axes. */
export function roleOf(canvas: HTMLCanvasElement, canvases: HTMLCanvasElement[]): SurfaceRole {
  const rect = rectOf(canvas);
  const isHigh = rect.height >= MIN_PANE_HEIGHT_PX;
  const isNarrow = rect.width <= MAX_AXIS_WIDTH_PX;
  const pane = isNarrow && isHigh && findPane(rect, canvases);
  if (pane) return { kind: 'price', ...pane };
  const wide = rect.height <= MAX_TIME_HEIGHT_PX ? 'time' : isHigh ? 'shared' : 'none';
  return { kind: isNarrow ? 'none' : wide, pane: canvas, isInside: false };
}

/** A pane with the axis that speaks for it. */
export interface TappedPane extends TappedAxis {
  pane: Element;
  axis: Element;
}

/** A surface of its own that holds times; so few that they tell no time, they still tell where a chart ends. */
export interface TappedTimes {
  rect: PaneRect;
  labels: AxisLabel[];
}

interface PlacedPane extends TappedPane {
  rect: PaneRect;
  /** The nearest time axis below the pane. */
  below: TappedTimes | undefined;
}

/**
 * Of the axes that claim one pane, the best of those closest to it in the page's tree: an order book may stand beside
 * it.
 */
export function bestOfPane(claims: TappedPane[], reference: number): TappedPane | undefined {
  const steps = ({ pane, axis }: TappedPane) => stepsToCommonAncestor(pane, axis);
  const least = Math.min(...claims.map(steps));
  return bestAxis(
    claims.filter((claim) => steps(claim) === least),
    reference,
  );
}

/** Whether an edge lies at another or further out, as far as an axis is wide. */
function isPast(px: number): boolean {
  return px >= -TOUCH_PX && px <= MAX_AXIS_WIDTH_PX;
}

/** The room of a pane beside an axis that may lie on one of its sides, px. */
function besideAxis(pane: PaneRect, axis: PaneRect): PaneRect {
  const [end, axisEnd] = [pane.left + pane.width, axis.left + axis.width];
  const isInside =
    axis.left > pane.left - TOUCH_PX && axisEnd < end + TOUCH_PX && axis.width < pane.width / 2;
  if (!isInside) return pane;
  const isLeft = isClose(axis.left, pane.left);
  return {
    ...pane,
    left: isLeft ? axisEnd : pane.left,
    width: isLeft ? end - axisEnd : axis.left - pane.left,
  };
}

function place(pane: TappedPane, times: TappedTimes[]): PlacedPane {
  const rect = besideAxis(rectOf(pane.pane), rectOf(pane.axis));
  // A surface of times may reach below the axes at the pane's sides.
  const isBelow = ({ rect: { left, top, width } }: TappedTimes) =>
    isPast(rect.left - left) &&
    isPast(left + width - rect.left - rect.width) &&
    top >= rect.top + rect.height - TOUCH_PX;
  return { ...pane, rect, below: times.filter(isBelow).sort((a, b) => a.rect.top - b.rect.top)[0] };
}

function toReading(placed: PlacedPane): ChartReading {
  const { pane, axis, rect, below, reading, plot, times, width, height } = placed;
  const axisRect = rectOf(axis);
  const [kx, ky] = [rect.width / width, axisRect.height / height];
  const common = {
    element: pane,
    time: null,
    pane: plot
      ? {
          left: rect.left + plot.left * kx,
          top: rect.top + plot.top * ky,
          width: plot.width * kx,
          height: plot.height * ky,
        }
      : rect,
  };
  if (reading.state !== 'locked') return { ...common, ...reading, price: null };
  const moved = <T extends PriceLine>(line: T): T => ({
    ...line,
    a: line.a * ky,
    b: line.b * ky + axisRect.top,
  });
  const { rival, ...fit } = reading.fit;
  const row = below && !plot ? below : { labels: times, rect };
  const k = plot ? kx : 1;
  return {
    ...common,
    state: 'locked',
    price: { ...moved(fit), rival: rival && moved(rival) },
    timeLabels: row.labels
      .slice(0, MAX_TIME_LABELS)
      .map(({ text, x }) => ({ text, x: +(x * k + row.rect.left).toFixed(2) })),
  };
}

/**
 * One reading a chart: the tallest pane whose axis can hold our price. A smaller pane does not speak for a chart
 * whose taller pane could not be read: an oscillator's axis is no price axis. Panes over one time axis are one chart;
 * without a time axis, panes in one stack are.
 */
export function readCharts(panes: TappedPane[], times: TappedTimes[]): ChartReading[] {
  const charts = new Map<unknown, PlacedPane[]>();
  for (const pane of panes.map((p) => place(p, times))) {
    const { rect, below, plot } = pane;
    const key = below ?? (plot ? pane : Math.round(rect.left));
    charts.set(key, [...(charts.get(key) ?? []), pane]);
  }
  return [...charts.values()].map((chart) => {
    chart.sort((a, b) => b.rect.height - a.rect.height);
    const isSpeaker = ({ reading }: PlacedPane) =>
      reading.state === 'locked' || reading.reason !== 'price-not-on-axis';
    return toReading(chart.find(isSpeaker) ?? chart[0]);
  });
}
