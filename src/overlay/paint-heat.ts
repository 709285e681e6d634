import type { HeatGrid } from '../core/frame/heatmap-frame';
import { type HeatBitmap, poolFactor } from './heat-bitmap';
import type { HeatLevel } from './heat-level';
import { logPriceAt, type PaneView, xOfEdge, yOfLogPrice } from './pane-view';

/** Largest error of a straight piece of a curved price axis, device px. */
const STRIP_ERROR_PX = 0.2;
const MAX_STRIPS = 48;
/** Part of the pane that shows the levels now in force when the time axis is not known. */
const TIMELESS_SHARE = 0.25;

/** Straight pieces needed to draw `logRange` of ln price over `heightPx` device pixels of a linear axis. */
export function stripCount(logRange: number, heightPx: number): number {
  const strips = Math.ceil(Math.sqrt(Math.max(0, logRange * heightPx) / (8 * STRIP_ERROR_PX)));
  return Math.min(MAX_STRIPS, Math.max(1, strips));
}

/**
 * Draws the heat into a cleared canvas. On a logarithmic axis the bitmap is only stretched; on a linear one it is
 * stretched in horizontal pieces, each exact at both ends. The transform of `context` is left in device px.
 */
export function paintHeat(
  context: CanvasRenderingContext2D,
  view: PaneView,
  grid: HeatGrid,
  bitmap: HeatBitmap,
): void {
  const columnPx = view.hasTime ? grid.columnMs * view.pxPerMs * view.dpr : view.dpr;
  const top = grid.logPriceMin + grid.bins * grid.logBin;
  const gridTop = yOfLogPrice(view, top) * view.dpr;
  const gridBottom = yOfLogPrice(view, grid.logPriceMin) * view.dpr;
  const level = bitmap.level(poolFactor(columnPx), poolFactor(Math.abs(gridBottom - gridTop) / grid.bins));
  if (level === null) return;
  const from = Math.max(0, Math.floor(Math.min(gridTop, gridBottom)));
  const to = Math.min(Math.ceil(view.height * view.dpr), Math.ceil(Math.max(gridTop, gridBottom)));
  if (!(to > from)) return;
  const logRange = Math.abs(logPriceAt(view, from / view.dpr) - logPriceAt(view, to / view.dpr));
  const strips = view.isLog ? 1 : stripCount(Number.isFinite(logRange) ? logRange : 1, to - from);
  for (let strip = 0; strip < strips; strip += 1) {
    const y0 = Math.round(from + ((to - from) * strip) / strips);
    const y1 = Math.round(from + ((to - from) * (strip + 1)) / strips);
    if (y1 > y0) paintStrip(context, view, grid, bitmap, level, y0, y1, strips > 1);
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
}

/** Rows of the bitmap per device px and the row at `y`, both straight through the ends of the strip. */
function paintStrip(
  context: CanvasRenderingContext2D,
  view: PaneView,
  grid: HeatGrid,
  bitmap: HeatBitmap,
  level: HeatLevel,
  y0: number,
  y1: number,
  isClipped: boolean,
): void {
  const row0 = rowAt(view, grid, level, y0 / view.dpr);
  const row1 = rowAt(view, grid, level, y1 / view.dpr);
  const scale = (y1 - y0) / (row1 - row0);
  if (!Number.isFinite(scale)) return;
  if (isClipped) {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(0, y0, Math.ceil(view.width * view.dpr), y1 - y0);
    context.clip();
  }
  const firstRow = Math.max(0, Math.floor(Math.min(row0, row1)) - 1);
  const lastRow = Math.min(level.rows, Math.ceil(Math.max(row0, row1)) + 1);
  if (lastRow > firstRow)
    paintColumns(context, view, grid, bitmap, level, firstRow, lastRow, scale, y0 - row0 * scale);
  if (isClipped) context.restore();
}

/** Row of the bitmap, counted from its top, at a height of the pane. */
function rowAt(view: PaneView, grid: HeatGrid, level: HeatLevel, y: number): number {
  return level.rows - (logPriceAt(view, y) - grid.logPriceMin) / (grid.logBin * level.y);
}

/** Draws rows `firstRow` to `lastRow`: the history in its place and the newest column on to the pane's right edge. */
function paintColumns(
  context: CanvasRenderingContext2D,
  view: PaneView,
  grid: HeatGrid,
  bitmap: HeatBitmap,
  level: HeatLevel,
  firstRow: number,
  lastRow: number,
  scaleY: number,
  offsetY: number,
): void {
  const rows = lastRow - firstRow;
  const width = view.width * view.dpr;
  const newest = level.columns - 1;
  context.setTransform(1, 0, 0, scaleY, 0, offsetY);
  if (!view.hasTime) {
    const left = Math.round(width * (1 - TIMELESS_SHARE));
    bitmap.cover(level, newest, firstRow, level.columns, lastRow);
    context.drawImage(level.image, newest, firstRow, 1, rows, left, firstRow, width - left, rows);
    return;
  }
  const scaleX = level.x * grid.columnMs * view.pxPerMs * view.dpr;
  const x0 = xOfEdge(view, grid.startMs, grid.columnMs) * view.dpr;
  const end = x0 + level.columns * scaleX;
  const first = Math.max(0, Math.floor(-x0 / scaleX) - 1);
  const last = Math.min(level.columns, Math.ceil((width - x0) / scaleX) + 1);
  if (last > first) {
    bitmap.cover(level, first, firstRow, last, lastRow);
    context.drawImage(
      level.image,
      first,
      firstRow,
      last - first,
      rows,
      x0 + first * scaleX,
      firstRow,
      (last - first) * scaleX,
      rows,
    );
  }
  if (end < width) {
    const from = Math.max(0, end);
    bitmap.cover(level, newest, firstRow, level.columns, lastRow);
    context.drawImage(level.image, newest, firstRow, 1, rows, from, firstRow, width - from, rows);
  }
}
