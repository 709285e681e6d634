/** Codes of a grid, column-major: `column * bins + bin`. */
export interface CodeGrid {
  codes: Uint8Array;
  columns: number;
  bins: number;
}

/** A part of a picture, pixels; `right` and `bottom` are one past the last. */
export interface PixelRect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Paints a part of the picture of a grid in which each pixel stands for `x` columns and `y` bins, the highest price in
 * row 0. A pixel gets the colour of its largest code, so that a thin level survives; the last blocks may be partial.
 * `out` is row-major, `stride` wide, and gets the top left pixel of `rect` first.
 */
export function rasterCodes(
  grid: CodeGrid,
  x: number,
  y: number,
  rect: PixelRect,
  table: Uint32Array,
  out: Uint32Array,
  stride: number,
): void {
  const { codes, bins } = grid;
  const rows = Math.ceil(bins / y);
  for (let column = rect.left; column < rect.right; column += 1) {
    const first = column * x;
    const last = Math.min(grid.columns, first + x);
    let pixel = column - rect.left;
    for (let row = rect.top; row < rect.bottom; row += 1) {
      const low = (rows - 1 - row) * y;
      out[pixel] =
        table[
          x === 1 && y === 1 ? codes[first * bins + low] : largest(codes, bins, first, last, low, low + y)
        ];
      pixel += stride;
    }
  }
}

function largest(
  codes: Uint8Array,
  bins: number,
  first: number,
  last: number,
  low: number,
  high: number,
): number {
  const end = Math.min(bins, high);
  let most = 0;
  for (let column = first; column < last; column += 1) {
    for (let bin = low; bin < end; bin += 1) {
      const code = codes[column * bins + bin];
      if (code > most) most = code;
    }
  }
  return most;
}
