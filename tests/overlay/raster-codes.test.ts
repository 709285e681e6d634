import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CodeGrid, rasterCodes } from '../../src/overlay/raster-codes';

const TABLE = Uint32Array.from({ length: 256 }, (_, code) => code * 3);

function gridOf(codes: number[], columns: number, bins: number): CodeGrid {
  return { codes: Uint8Array.from(codes), columns, bins };
}

/** The whole picture of `grid`, row-major. */
function raster(grid: CodeGrid, x = 1, y = 1): number[] {
  const [width, height] = [Math.ceil(grid.columns / x), Math.ceil(grid.bins / y)];
  const out = new Uint32Array(width * height);
  rasterCodes(grid, x, y, { left: 0, top: 0, right: width, bottom: height }, TABLE, out, width);
  return [...out];
}

describe('rasterCodes', () => {
  it('rasterCodes(two columns of three bins) puts the highest price in row 0, time from left to right', () => {
    expect(raster(gridOf([1, 2, 3, 4, 5, 6], 2, 3))).toEqual([9, 18, 6, 15, 3, 12]);
  });

  it('rasterCodes(a part) puts its top left pixel first and leaves the rest of the stride alone', () => {
    const out = new Uint32Array(8).fill(7);
    const part = { left: 1, top: 1, right: 2, bottom: 3 };
    rasterCodes(gridOf([1, 2, 3, 4, 5, 6], 2, 3), 1, 1, part, TABLE, out, 4);
    expect([...out]).toEqual([15, 7, 7, 7, 12, 7, 7, 7]);
  });

  it('rasterCodes(any size) colours each cell by its code', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (columns, bins) => {
        const codes = Array.from({ length: columns * bins }, (_, cell) => (cell * 7) % 256);
        const out = raster(gridOf(codes, columns, bins));
        for (let column = 0; column < columns; column += 1) {
          for (let bin = 0; bin < bins; bin += 1) {
            const pixel = out[(bins - 1 - bin) * columns + column];
            if (pixel !== TABLE[codes[column * bins + bin]]) throw new Error(`cell ${column}, ${bin}`);
          }
        }
      }),
      { seed: 6, numRuns: 30 },
    );
  });

  it('rasterCodes(2 x 2 cells a pixel) shows the largest code of each block, the last ones being partial', () => {
    const out = raster(gridOf([1, 9, 2, 3, 4, 5, 6, 7, 8], 3, 3), 2, 2);
    expect(out).toEqual([5 * 3, 8 * 3, 9 * 3, 7 * 3]);
  });

  it('rasterCodes(any cells a pixel) never loses a lone level and shows it in one pixel', () => {
    const factor = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(factor, factor, fc.nat(199), (x, y, cell) => {
        const codes = new Array<number>(200).fill(0);
        codes[cell] = 200;
        const out = raster(gridOf(codes, 10, 20), x, y);
        const [width, height] = [Math.ceil(10 / x), Math.ceil(20 / y)];
        const row = height - 1 - Math.floor((cell % 20) / y);
        expect(out[row * width + Math.floor(Math.floor(cell / 20) / x)]).toBe(TABLE[200]);
        expect(out.filter((colour) => colour > 0)).toHaveLength(1);
      }),
      { seed: 6 },
    );
  });
});
