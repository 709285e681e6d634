import type { ObservedLiquidations } from '../core/frame/heatmap-frame';
import type { Ink } from './ink';
import type { ObservedSeries } from './observed-bars';
import { type PaneView, xOfTime, yOfPrice } from './pane-view';

/** Tallest the strip may be, CSS px, and its share of a low pane. */
const MAX_HEIGHT = 60;
const SHARE = 0.14;
/** Single events are drawn once a chart bar is at least this wide, CSS px. */
const DOTS_FROM_PX = 5;

export function stripHeight(view: PaneView): number {
  return Math.min(MAX_HEIGHT, view.height * SHARE);
}

/** Draws the strip above the time axis: shorts up and longs down from its middle line. */
export function paintObserved(
  context: CanvasRenderingContext2D,
  view: PaneView,
  series: ObservedSeries,
  ink: Ink,
): void {
  if (!view.hasTime || !(series.fullUsd > 0)) return;
  const middle = view.height - stripHeight(view) / 2;
  context.globalAlpha = 0.35;
  context.fillStyle = ink.quiet;
  context.fillRect(0, middle - 0.5, view.width, 1);
  context.globalAlpha = 0.85;
  paintSide(context, view, series, series.shortUsd, middle, -1, ink.observedShort);
  paintSide(context, view, series, series.longUsd, middle, 1, ink.observedLong);
  context.globalAlpha = 1;
}

function paintSide(
  context: CanvasRenderingContext2D,
  view: PaneView,
  series: ObservedSeries,
  usd: Float64Array,
  middle: number,
  direction: 1 | -1,
  colour: string,
): void {
  const barPx = series.barMs * view.pxPerMs;
  const width = Math.max(1, barPx * 0.7);
  const tallest = stripHeight(view) / 2 - 1;
  context.fillStyle = colour;
  for (let bar = 0; bar < usd.length; bar += 1) {
    const x = xOfTime(view, series.timeMs[bar]);
    if (x < -barPx || x > view.width + barPx || !(usd[bar] > 0)) continue;
    // The root keeps small bars readable beside a flush; the scale is written on the strip.
    const height = Math.max(0.75, Math.sqrt(Math.min(1, usd[bar] / series.fullUsd)) * tallest);
    // Single rectangles: a path of a thousand costs Firefox some ten times as much.
    context.fillRect(x - width / 2, direction < 0 ? middle - height : middle, width, height);
  }
}

/** Draws single events as dots, once the chart is close enough, and rings at the largest past flushes. */
export function paintEvents(
  context: CanvasRenderingContext2D,
  view: PaneView,
  observed: ObservedLiquidations,
  largestUsd: number,
  ink: Ink,
): void {
  if (!view.hasTime) return;
  context.lineWidth = 1.5;
  if (view.barMs * view.pxPerMs >= DOTS_FROM_PX && largestUsd > 0) {
    for (const point of observed.points) {
      const radius = 1.5 + 5.5 * Math.sqrt(Math.min(1, point.notionalUsd / largestUsd));
      const colour = point.positionSide === 'long' ? ink.observedLong : ink.observedShort;
      circle(context, view, point.timeMs, point.price, radius, colour, true);
    }
  }
  for (const flush of observed.flushes) {
    const colour = flush.longUsd >= flush.shortUsd ? ink.observedLong : ink.observedShort;
    circle(context, view, flush.lastMs, (flush.lowPrice + flush.highPrice) / 2, 7, colour, false);
  }
  context.globalAlpha = 1;
}

function circle(
  context: CanvasRenderingContext2D,
  view: PaneView,
  timeMs: number,
  price: number,
  radius: number,
  colour: string,
  isFilled: boolean,
): void {
  const x = xOfTime(view, timeMs);
  const y = yOfPrice(view, price);
  if (!(x > -radius && x < view.width + radius && y > -radius && y < view.height + radius)) return;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (isFilled) {
    context.globalAlpha = 0.55;
    context.fillStyle = colour;
    context.fill();
  } else {
    context.globalAlpha = 0.95;
    context.strokeStyle = colour;
    context.stroke();
  }
}
