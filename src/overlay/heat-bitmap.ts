import { type CodeGrid, poolCodes, rasterCodes } from './raster-codes';

/** One picture of the grid: `x` columns by `y` bins in each pixel, highest price in row 0. */
export interface HeatLevel {
  image: HTMLCanvasElement;
  x: number;
  y: number;
  columns: number;
  rows: number;
}

/** Rows painted at a time, to keep the memory of a repaint small. */
const STRIPE_COLUMNS = 256;

/**
 * The heat as a bitmap, one pixel a cell, painted once per frame of data and palette. Coarser levels, for when a
 * cell is smaller than a device pixel, are painted when first asked for.
 */
export class HeatBitmap {
  readonly #document: Document;
  readonly #levels = new Map<number, HeatLevel>();
  #grid: CodeGrid = { codes: new Uint8Array(0), columns: 0, bins: 0 };
  #table: Uint32Array = new Uint32Array(256);

  constructor(document: Document) {
    this.#document = document;
  }

  /**
   * Takes a new grid or new colours. Its first `kept` columns are the same as before: with the same colours only the
   * others are painted anew in the finest picture. Coarser ones are painted when next asked for.
   */
  set(grid: CodeGrid, table: Uint32Array, kept = 0): void {
    const finest = this.#levels.get(keyOf(1, 1));
    const isKept =
      kept > 0 &&
      this.#grid.columns === grid.columns &&
      this.#grid.bins === grid.bins &&
      this.#table.every((colour, code) => colour === table[code]);
    this.#grid = grid;
    this.#table = table;
    this.#levels.clear();
    if (finest === undefined || !isKept) return;
    this.#levels.set(keyOf(1, 1), finest);
    const context = finest.image.getContext('2d');
    if (context !== null) paintStripes(context, grid, table, kept);
  }

  /** The picture with about one pixel per device pixel or coarser; null for an empty grid. */
  level(x: number, y: number): HeatLevel | null {
    if (this.#grid.columns === 0 || this.#grid.bins === 0) return null;
    const key = keyOf(x, y);
    const known = this.#levels.get(key);
    if (known !== undefined) return known;
    const level = this.#paint(x, y);
    this.#levels.set(key, level);
    return level;
  }

  clear(): void {
    this.set({ codes: new Uint8Array(0), columns: 0, bins: 0 }, this.#table);
  }

  #paint(x: number, y: number): HeatLevel {
    const pooled = poolCodes(this.#grid, x, y);
    const image = this.#document.createElement('canvas');
    image.width = pooled.columns;
    image.height = pooled.bins;
    const context = image.getContext('2d');
    if (context !== null) paintStripes(context, pooled, this.#table, 0);
    return { image, x, y, columns: pooled.columns, rows: pooled.bins };
  }
}

function keyOf(x: number, y: number): number {
  return x * 1024 + y;
}

function paintStripes(
  context: CanvasRenderingContext2D,
  grid: CodeGrid,
  table: Uint32Array,
  start: number,
): void {
  for (let from = start; from < grid.columns; from += STRIPE_COLUMNS) {
    const columns = Math.min(STRIPE_COLUMNS, grid.columns - from);
    const data = context.createImageData(columns, grid.bins);
    const part = {
      codes: grid.codes.subarray(from * grid.bins, (from + columns) * grid.bins),
      columns,
      bins: grid.bins,
    };
    rasterCodes(part, 0, table, new Uint32Array(data.data.buffer));
    context.putImageData(data, from, 0);
  }
}

/** How many cells to pool into one pixel when a cell is `cellPx` device pixels wide: a power of two up to 32. */
export function poolFactor(cellPx: number): number {
  let factor = 1;
  while (factor < 32 && cellPx * factor < 0.7) factor *= 2;
  return factor;
}
