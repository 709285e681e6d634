/** Codes of a grid, column-major (`column * bins + bin`), possibly reduced. */
export interface CodeGrid {
  codes: Uint8Array;
  columns: number;
  bins: number;
}

/** Edge of the blocks in which the picture is turned from columns into rows, to stay inside the cache. */
const TILE = 64;

/**
 * The grid with blocks of `x` columns and `y` bins replaced by their largest code, so that a thin level survives
 * when a bin is smaller than a pixel. Blocks start at column 0 and bin 0; the last ones may be partial.
 */
export function poolCodes(grid: CodeGrid, x: number, y: number): CodeGrid {
  if (x === 1 && y === 1) return grid;
  const columns = Math.ceil(grid.columns / x);
  const bins = Math.ceil(grid.bins / y);
  const codes = new Uint8Array(columns * bins);
  for (let column = 0; column < grid.columns; column += 1) {
    const target = Math.floor(column / x) * bins;
    const source = column * grid.bins;
    for (let bin = 0; bin < grid.bins; bin += 1) {
      const at = target + Math.floor(bin / y);
      const code = grid.codes[source + bin];
      if (code > codes[at]) codes[at] = code;
    }
  }
  return { codes, columns, bins };
}

/**
 * Paints the columns from `fromColumn` on into `out`, one pixel a cell: row-major, `columns - fromColumn` wide,
 * `bins` high, the highest price in row 0.
 */
export function rasterCodes(grid: CodeGrid, fromColumn: number, table: Uint32Array, out: Uint32Array): void {
  const { codes, columns, bins } = grid;
  const width = columns - fromColumn;
  for (let left = fromColumn; left < columns; left += TILE) {
    const right = Math.min(columns, left + TILE);
    for (let low = 0; low < bins; low += TILE) {
      const high = Math.min(bins, low + TILE);
      for (let column = left; column < right; column += 1) {
        const source = column * bins;
        let pixel = (bins - 1 - low) * width + column - fromColumn;
        for (let bin = low; bin < high; bin += 1) {
          out[pixel] = table[codes[source + bin]];
          pixel -= width;
        }
      }
    }
  }
}
