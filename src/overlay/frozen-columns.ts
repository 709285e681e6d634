import type { HeatGrid } from '../core/frame/heatmap-frame';
import type { LookSettings } from '../core/settings/settings';
import type { VisibleCells } from './visible-cells';

/** Names what the frozen columns tell about a view; empty where nothing is frozen yet. */
export function frozenKey(
  grid: HeatGrid,
  cells: VisibleCells,
  { scale, isScaleLocked }: LookSettings,
): string {
  if (grid.frozenHash === '' || grid.frozenColumns <= cells.fromColumn) return '';
  const { startMs, frozenHash, frozenColumns, logPriceMin, bins, usdCeil } = grid;
  const { fromColumn, toColumn, fromBin, toBin } = cells;
  return [
    frozenHash,
    startMs,
    frozenColumns,
    logPriceMin,
    bins,
    usdCeil,
    fromColumn,
    Math.min(toColumn, frozenColumns),
    fromBin,
    toBin,
    scale,
    isScaleLocked,
  ].join();
}

/** Leading columns of `grid` that are known to be those of `old`: equal hashes mean equal columns. */
export function keptColumns(old: HeatGrid, grid: HeatGrid): number {
  if (old === grid) return grid.columns;
  const isSame =
    grid.frozenHash !== '' && old.frozenHash === grid.frozenHash && old.frozenColumns === grid.frozenColumns;
  return isSame ? grid.frozenColumns : 0;
}
