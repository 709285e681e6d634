import type { HeatGrid } from '../core/frame/heatmap-frame';

/** False for a grid with nothing in it or with lengths that do not agree: such a grid is not drawn. */
export function isDrawable(grid: HeatGrid): boolean {
  const cells = grid.columns * grid.bins;
  return (
    cells > 0 &&
    grid.salience.length >= cells &&
    grid.usd.length >= cells &&
    grid.logBin > 0 &&
    grid.columnMs > 0 &&
    Number.isFinite(grid.logPriceMin) &&
    Number.isFinite(grid.startMs)
  );
}
