import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolCodes, rasterCodes } from '../../src/overlay/raster-codes';

const TABLE = Uint32Array.from({ length: 256 }, (_, code) => code * 3);

function raster(codes: number[], columns: number, bins: number, fromColumn = 0): number[] {
  const out = new Uint32Array((columns - fromColumn) * bins);
  rasterCodes({ codes: Uint8Array.from(codes), columns, bins }, fromColumn, TABLE, out);
  return [...out];
}

describe('rasterCodes', () => {
  it('rasterCodes(two columns of three bins) puts the highest price in row 0, time from left to right', () => {
    expect(raster([1, 2, 3, 4, 5, 6], 2, 3)).toEqual([9, 18, 6, 15, 3, 12]);
  });

  it('rasterCodes(from column 1) paints that column alone', () => {
    expect(raster([1, 2, 3, 4, 5, 6], 2, 3, 1)).toEqual([18, 15, 12]);
  });

  it('rasterCodes(any size) colours each cell by its code, also across the edges of its tiles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 150 }), (columns, bins) => {
        const codes = Array.from({ length: columns * bins }, (_, cell) => (cell * 7) % 256);
        const out = raster(codes, columns, bins);
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
});

describe('poolCodes', () => {
  it('poolCodes(1, 1) is the grid itself', () => {
    const grid = { codes: Uint8Array.from([1, 2]), columns: 1, bins: 2 };
    expect(poolCodes(grid, 1, 1)).toBe(grid);
  });

  it('poolCodes(2, 2) keeps the largest code of each block, the last ones being partial', () => {
    const grid = { codes: Uint8Array.from([1, 9, 2, 3, 4, 5, 6, 7, 8]), columns: 3, bins: 3 };
    const pooled = poolCodes(grid, 2, 2);
    expect([pooled.columns, pooled.bins]).toEqual([2, 2]);
    expect([...pooled.codes]).toEqual([9, 5, 7, 8]);
  });

  it('poolCodes(any factors) never loses a lone level', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(199),
        (x, y, cell) => {
          const codes = new Uint8Array(200);
          codes[cell] = 200;
          const pooled = poolCodes({ codes, columns: 10, bins: 20 }, x, y);
          const place = Math.floor(Math.floor(cell / 20) / x) * pooled.bins + Math.floor((cell % 20) / y);
          expect(pooled.codes[place]).toBe(200);
          expect(pooled.codes.filter((code) => code > 0)).toHaveLength(1);
        },
      ),
      { seed: 6 },
    );
  });
});
