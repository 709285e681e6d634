import { type CodeGrid, type PixelRect, rasterCodes } from './raster-codes';

/** Edge of the squares in which a level is painted, pixels. */
const TILE = 128;

/** Takes the pixels of one tile at a time; shared by the levels of a bitmap. */
export interface TileScratch {
  image: ImageData;
  words: Uint32Array;
}

export function createTileScratch(context: CanvasRenderingContext2D): TileScratch {
  const image = context.createImageData(TILE, TILE);
  return { image, words: new Uint32Array(image.data.buffer) };
}

/**
 * One picture of the grid with `x` columns by `y` bins in each pixel, highest price in row 0. Only tiles that were
 * covered hold pixels: a chart shows a small part of the grid, and the rest is painted when it comes into view.
 */
export class HeatLevel {
  readonly image: HTMLCanvasElement;
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
  readonly #across: number;
  /** Columns of each tile that are painted, from its left edge. */
  readonly #painted: Uint8Array;

  constructor(document: Document, grid: CodeGrid, x: number, y: number) {
    this.x = x;
    this.y = y;
    this.columns = Math.ceil(grid.columns / x);
    this.rows = Math.ceil(grid.bins / y);
    this.#across = Math.ceil(this.columns / TILE);
    this.#painted = new Uint8Array(this.#across * Math.ceil(this.rows / TILE));
    this.image = document.createElement('canvas');
    this.image.width = this.columns;
    this.image.height = this.rows;
  }

  /** Forgets what is painted but for the grid's first `columns` columns. */
  keep(columns: number): void {
    const kept = Math.floor(columns / this.x);
    for (let tile = 0; tile < this.#painted.length; tile += 1) {
      const left = (tile % this.#across) * TILE;
      this.#painted[tile] = Math.min(this.#painted[tile], Math.max(0, kept - left));
    }
  }

  /** Paints what of `rect` is not painted yet, in whole tiles. */
  cover(rect: PixelRect, grid: CodeGrid, table: Uint32Array, scratch: TileScratch): void {
    const lastColumn = Math.min(rect.right, this.columns);
    const lastRow = Math.min(rect.bottom, this.rows);
    for (let row = Math.floor(rect.top / TILE); row * TILE < lastRow; row += 1) {
      for (let column = Math.floor(rect.left / TILE); column * TILE < lastColumn; column += 1) {
        this.#paint(row * this.#across + column, column * TILE, row * TILE, grid, table, scratch);
      }
    }
  }

  #paint(
    tile: number,
    left: number,
    top: number,
    grid: CodeGrid,
    table: Uint32Array,
    scratch: TileScratch,
  ): void {
    const width = Math.min(TILE, this.columns - left);
    const from = this.#painted[tile];
    if (from >= width) return;
    this.#painted[tile] = width;
    const rect = {
      left: left + from,
      top,
      right: left + width,
      bottom: Math.min(this.rows, top + TILE),
    };
    rasterCodes(grid, this.x, this.y, rect, table, scratch.words, TILE);
    const height = rect.bottom - top;
    this.image.getContext('2d')?.putImageData(scratch.image, rect.left, top, 0, 0, width - from, height);
  }
}
