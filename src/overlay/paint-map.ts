import type { Ink } from './ink';
import { barUsd, type MapBars } from './map-bars';
import { logPriceAt, type PaneView, yOfLogPrice } from './pane-view';

/** Widest the histogram may be, CSS px, and its share of a narrow pane. */
const MAX_WIDTH = 80;
const SHARE = 0.14;
/** Bars thinner than this are summed with their neighbours, CSS px. */
const THINNEST = 1.5;
const OPACITY = 0.42;
/** Instead of a leverage group: both sides and all groups together. */
const ALL_GROUPS = -1;

export function mapWidth(view: PaneView): number {
  return Math.min(MAX_WIDTH, view.width * SHARE);
}

/** Range of bins that the pane shows: first and one past the last, within the profile. */
export function visibleBins(view: PaneView, bars: MapBars): { from: number; to: number } {
  const { logPriceMin, logBin, bins } = bars.profile;
  const a = logPriceAt(view, 0);
  const b = logPriceAt(view, view.height);
  const from = Math.floor((Math.min(a, b) - logPriceMin) / logBin);
  const to = Math.ceil((Math.max(a, b) - logPriceMin) / logBin);
  return { from: Math.max(0, Number.isFinite(from) ? from : 0), to: Math.min(bins, to) };
}

/** Draws the histogram hugging the pane's right edge; `context` is in CSS px. */
export function paintMap(
  context: CanvasRenderingContext2D,
  view: PaneView,
  bars: MapBars,
  ink: Ink,
  colours: 'side' | 'leverage',
  hasSums: boolean,
): void {
  const { from, to } = visibleBins(view, bars);
  if (!(bars.fullUsd > 0) || to <= from) return;
  const binPx = Math.abs(edge(view, bars, to) - edge(view, bars, from)) / (to - from);
  const pool = Math.max(1, Math.ceil(THINNEST / Math.max(0.01, binPx)));
  const first = Math.floor(from / pool) * pool;
  context.globalAlpha = OPACITY;
  if (colours === 'leverage') {
    for (let group = 0; group < 3; group += 1) {
      paintBars(context, view, bars, first, to, pool, group, ink.leverage[group]);
    }
  } else {
    paintBars(context, view, bars, first, Math.min(to, bars.split), pool, ALL_GROUPS, ink.estimatedLong);
    paintBars(context, view, bars, Math.max(first, bars.split), to, pool, ALL_GROUPS, ink.estimatedShort);
  }
  if (hasSums) {
    context.globalAlpha = 0.9;
    paintSums(context, view, bars, Math.min(to, bars.split) - 1, from, -1, ink.estimatedLong);
    paintSums(context, view, bars, Math.max(from, bars.split), to - 1, 1, ink.estimatedShort);
  }
  context.globalAlpha = 1;
}

function edge(view: PaneView, { profile }: MapBars, bin: number): number {
  return yOfLogPrice(view, profile.logPriceMin + bin * profile.logBin);
}

/**
 * Fills the bars of bins `from` to `to`, `pool` bins each as their mean: whole bars with `ALL_GROUPS`, else the part of
 * one leverage group, stacked from the edge in the order low, medium, high.
 */
function paintBars(
  context: CanvasRenderingContext2D,
  view: PaneView,
  bars: MapBars,
  from: number,
  to: number,
  pool: number,
  group: number,
  colour: string,
): void {
  const { profile } = bars;
  const scale = mapWidth(view) / bars.fullUsd;
  context.fillStyle = colour;
  for (let bin = from; bin < to; bin += pool) {
    const end = Math.min(to, bin + pool);
    let inner = 0;
    let own = 0;
    for (let each = bin; each < end; each += 1) {
      own += group === ALL_GROUPS ? barUsd(profile, each) : profile.groups[group * profile.bins + each];
      for (let row = 0; row < group; row += 1) inner += profile.groups[row * profile.bins + each];
    }
    const start = Math.min(mapWidth(view), (inner / (end - bin)) * scale);
    const length = Math.min(mapWidth(view) - start, (own / (end - bin)) * scale);
    if (!(length > 0.4)) continue;
    const y0 = edge(view, bars, bin);
    const y1 = edge(view, bars, end);
    const gap = Math.abs(y1 - y0) > 6 ? 1 : 0;
    context.fillRect(
      view.width - start - length,
      Math.min(y0, y1),
      length,
      Math.max(0.75, Math.abs(y1 - y0) - gap),
    );
  }
}

/** The line of sums from the price outward, at most one point per two CSS px. */
function paintSums(
  context: CanvasRenderingContext2D,
  view: PaneView,
  bars: MapBars,
  from: number,
  to: number,
  step: 1 | -1,
  colour: string,
): void {
  if (!(bars.fullCumulative > 0) || (to - from) * step <= 0) return;
  const stride = Math.max(1, Math.floor((2 * Math.abs(to - from)) / view.height));
  context.strokeStyle = colour;
  context.lineWidth = 1.25;
  context.beginPath();
  let isFirst = true;
  for (let bin = from; (to - bin) * step >= 0; bin += step * stride) {
    const x = view.width - (bars.cumulative[bin] / bars.fullCumulative) * mapWidth(view);
    const y = edge(view, bars, bin + 0.5);
    if (isFirst) context.moveTo(x, y);
    else context.lineTo(x, y);
    isFirst = false;
  }
  context.stroke();
}
