import { createTileScratch, HeatLevel, type TileScratch } from './heat-level';
import type { CodeGrid } from './raster-codes';

const EMPTY: CodeGrid = { codes: new Uint8Array(0), columns: 0, bins: 0 };

/**
 * The heat as pictures, one pixel a cell, and coarser levels for when a cell is smaller than a device pixel. Each part
 * is painted once per frame of data and palette, when it first comes into view.
 */
export class HeatBitmap {
  readonly #document: Document;
  readonly #levels = new Map<number, HeatLevel>();
  #newest: HeatLevel | null = null;
  #scratch: TileScratch | null = null;
  #grid = EMPTY;
  #table: Uint32Array = new Uint32Array(256);

  constructor(document: Document) {
    this.#document = document;
  }

  /**
   * Takes a new grid or new colours. Its first `kept` columns are the same as before: with the same colours only the
   * others are painted anew. Of the levels the one last asked for stays.
   */
  set(grid: CodeGrid, table: Uint32Array, kept = 0): void {
    const isSameSize = this.#grid.columns === grid.columns && this.#grid.bins === grid.bins;
    const isSameColours = this.#table.every((colour, code) => colour === table[code]);
    this.#grid = grid;
    this.#table = table;
    const level = this.#newest;
    this.#levels.clear();
    this.#newest = null;
    if (level === null || !isSameSize) return;
    level.keep(isSameColours ? kept : 0);
    this.#levels.set(keyOf(level.x, level.y), level);
    this.#newest = level;
  }

  /** The level with `x` columns and `y` bins in a pixel; null for an empty grid. */
  level(x: number, y: number): HeatLevel | null {
    if (this.#grid.columns === 0 || this.#grid.bins === 0) return null;
    const key = keyOf(x, y);
    let level = this.#levels.get(key);
    if (level === undefined) {
      level = new HeatLevel(this.#document, this.#grid, x, y);
      this.#levels.set(key, level);
    }
    this.#newest = level;
    return level;
  }

  /** Paints what is missing of a part of a level, px of its picture; `right` and `bottom` are one past the last. */
  cover(level: HeatLevel, left: number, top: number, right: number, bottom: number): void {
    if (this.#scratch === null) {
      const context = level.image.getContext('2d');
      if (context === null) return;
      this.#scratch = createTileScratch(context);
    }
    level.cover({ left, top, right, bottom }, this.#grid, this.#table, this.#scratch);
  }

  clear(): void {
    this.set(EMPTY, this.#table);
  }
}

function keyOf(x: number, y: number): number {
  return x * 1024 + y;
}

/** How many cells to pool into one pixel when a cell is `cellPx` device pixels wide: a power of two up to 32. */
export function poolFactor(cellPx: number): number {
  let factor = 1;
  while (factor < 32 && cellPx * factor < 0.7) factor *= 2;
  return factor;
}
