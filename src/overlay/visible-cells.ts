import type { HeatGrid } from '../core/frame/heatmap-frame';
import { logPriceAt, type PaneView, xOfEdge } from './pane-view';

/** Columns and bins of a grid that a pane shows; `to` is one past the last. */
export interface VisibleCells {
  fromColumn: number;
  toColumn: number;
  fromBin: number;
  toBin: number;
}

/** All of a grid. */
export function allCells(grid: HeatGrid): VisibleCells {
  return { fromColumn: 0, toColumn: grid.columns, fromBin: 0, toBin: grid.bins };
}

/** What `view` shows of `grid`; never less than one column and one bin, so that an empty view keeps its scale. */
export function visibleCells(view: PaneView, grid: HeatGrid): VisibleCells {
  const a = logPriceAt(view, 0);
  const b = logPriceAt(view, view.height);
  const [fromBin, toBin] = clip(
    (Math.min(a, b) - grid.logPriceMin) / grid.logBin,
    (Math.max(a, b) - grid.logPriceMin) / grid.logBin,
    grid.bins,
  );
  if (!view.hasTime) return { fromColumn: grid.columns - 1, toColumn: grid.columns, fromBin, toBin };
  const start = xOfEdge(view, grid.startMs, grid.columnMs);
  const columnPx = grid.columnMs * view.pxPerMs;
  const [fromColumn, toColumn] = clip(-start / columnPx, (view.width - start) / columnPx, grid.columns);
  return { fromColumn, toColumn, fromBin, toBin };
}

/** `cells` of a grid that may have become another since they were seen; all of it when they do not fit it. */
export function clipCells(cells: VisibleCells | null, grid: HeatGrid): VisibleCells {
  const isInside =
    cells !== null &&
    cells.toColumn <= grid.columns &&
    cells.toBin <= grid.bins &&
    cells.fromColumn < cells.toColumn &&
    cells.fromBin < cells.toBin;
  return isInside ? cells : allCells(grid);
}

export function isSameCells(one: VisibleCells, other: VisibleCells): boolean {
  return (
    one.fromColumn === other.fromColumn &&
    one.toColumn === other.toColumn &&
    one.fromBin === other.fromBin &&
    one.toBin === other.toBin
  );
}

function clip(low: number, high: number, count: number): [number, number] {
  const from = Math.min(count - 1, Math.max(0, Math.floor(Number.isFinite(low) ? low : 0)));
  const to = Math.min(count, Math.max(from + 1, Math.ceil(Number.isFinite(high) ? high : count)));
  return [from, to];
}
