import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptColumns } from '../../src/overlay/frozen-columns';
import { HeatBitmap } from '../../src/overlay/heat-bitmap';
import type { CodeGrid } from '../../src/overlay/raster-codes';
import { createStage, pixelsOf } from './layer-stage';
import { syntheticFrame } from './synthetic-frame';

const TABLE = Uint32Array.from({ length: 256 }, (_, code) => (0xff000000 | (code * 65_793)) >>> 0);
const stage = createStage();

/** A level with everything painted. */
function pixels(bitmap: HeatBitmap, x = 1, y = 1) {
  const level = bitmap.level(x, y);
  if (level === null) throw new Error('no level');
  bitmap.cover(level, 0, 0, level.columns, level.rows);
  return pixelsOf(level.image);
}

/** Calls `work` and counts the pixels put into the picture of `bitmap` meanwhile. */
function paintedBy(bitmap: HeatBitmap, work: () => void): number {
  const level = bitmap.level(1, 1);
  if (level === null) throw new Error('no level');
  const { context } = pixelsOf(level.image);
  const put = context.putImageData.bind(context);
  let painted = 0;
  context.putImageData = (image, left, top, partLeft, partTop, width = 0, height = 0) => {
    painted += width * height;
    put(image, left, top, partLeft, partTop, width, height);
  };
  work();
  return painted;
}

function grid(columns: number, bins: number, seed: number): CodeGrid {
  return {
    columns,
    bins,
    codes: Uint8Array.from({ length: columns * bins }, (_, cell) => (cell * seed + 5) % 256),
  };
}

/** `old` with other codes from column `kept` on. */
function continued(old: CodeGrid, kept: number): CodeGrid {
  const next = grid(old.columns, old.bins, 11);
  next.codes.set(old.codes.subarray(0, kept * old.bins));
  return next;
}

describe('HeatBitmap', () => {
  it('level of an empty grid is null', () => {
    expect(new HeatBitmap(stage.document).level(1, 1)).toBeNull();
  });

  it('level(1, 1) has a pixel for each cell, level(2, 4) for each block', () => {
    const bitmap = new HeatBitmap(stage.document);
    bitmap.set(grid(600, 30, 3), TABLE);
    expect(pixels(bitmap)).toMatchObject({ width: 600, height: 30 });
    expect(pixels(bitmap, 2, 4)).toMatchObject({ width: 300, height: 8 });
  });

  it('cover(a part) paints the tiles of that part and no other, once', () => {
    const bitmap = new HeatBitmap(stage.document);
    bitmap.set(grid(400, 300, 3), TABLE);
    const level = bitmap.level(1, 1);
    if (level === null) throw new Error('no level');
    const cover = () => bitmap.cover(level, 130, 10, 260, 60);
    expect(paintedBy(bitmap, cover)).toBe(2 * 128 * 128);
    expect(paintedBy(bitmap, cover)).toBe(0);
    expect(pixelsOf(level.image).pixel(127, 20)[3]).toBe(0);
    expect(pixelsOf(level.image).pixel(128, 20)[3]).toBe(255);
  });

  it('cover(any part) gives the same pixels there as painting everything', () => {
    const old = grid(300, 270, 7);
    const whole = new HeatBitmap(stage.document);
    whole.set(old, TABLE);
    const expected = pixels(whole);
    const place = fc.tuple(fc.nat(299), fc.nat(269));
    fc.assert(
      fc.property(place, place, ([x0, y0], [x1, y1]) => {
        const bitmap = new HeatBitmap(stage.document);
        bitmap.set(old, TABLE);
        const level = bitmap.level(1, 1);
        if (level === null) throw new Error('no level');
        const [left, right] = [Math.min(x0, x1), Math.max(x0, x1)];
        const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)];
        bitmap.cover(level, left, top, right + 1, bottom + 1);
        for (const [x, y] of [
          [left, top],
          [right, bottom],
          [left, bottom],
        ]) {
          expect(pixelsOf(level.image).pixel(x, y)).toEqual(expected.pixel(x, y));
        }
      }),
      { seed: 6, numRuns: 20 },
    );
  });

  it('set(any grid with kept columns) gives the same picture as painting it anew, in every level', () => {
    const factor = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 140 }), fc.nat(140), factor, factor, (columns, kept, x, y) => {
        const old = grid(columns, 7, 3);
        const next = continued(old, Math.min(kept, columns));
        const bitmap = new HeatBitmap(stage.document);
        bitmap.set(old, TABLE);
        pixels(bitmap, x, y);
        bitmap.set(next, TABLE, Math.min(kept, columns));
        const fresh = new HeatBitmap(stage.document);
        fresh.set(next, TABLE);
        expect(pixels(bitmap, x, y).data).toEqual(pixels(fresh, x, y).data);
      }),
      { seed: 6 },
    );
  });

  it('set(one forming column) paints that column and keeps the canvas', () => {
    const bitmap = new HeatBitmap(stage.document);
    const old = grid(40, 7, 3);
    bitmap.set(old, TABLE);
    pixels(bitmap);
    const before = bitmap.level(1, 1);
    const painted = paintedBy(bitmap, () => {
      bitmap.set(continued(old, 39), TABLE, 39);
      pixels(bitmap);
    });
    expect(bitmap.level(1, 1)).toBe(before);
    expect(painted).toBe(7);
  });

  it('set(other colours) paints everything anew', () => {
    const bitmap = new HeatBitmap(stage.document);
    const old = grid(4, 7, 3);
    bitmap.set(old, TABLE);
    const before = pixels(bitmap).data.slice();
    bitmap.set(
      old,
      TABLE.map((word) => (word ^ 0xff) >>> 0),
      3,
    );
    expect(pixels(bitmap).data).not.toEqual(before);
  });

  it('set(a grid of another size) begins with a new canvas', () => {
    const bitmap = new HeatBitmap(stage.document);
    bitmap.set(grid(4, 7, 3), TABLE);
    const before = bitmap.level(1, 1);
    bitmap.set(grid(5, 7, 3), TABLE, 4);
    expect(bitmap.level(1, 1)).not.toBe(before);
    expect(pixels(bitmap)).toMatchObject({ width: 5, height: 7 });
  });
});

describe('keptColumns', () => {
  const { grid: heat } = syntheticFrame({ columns: 4, bins: 40, warmUp: 5 });

  it('keptColumns(equal hashes) are the frozen ones', () => {
    expect(keptColumns(heat, { ...heat })).toBe(3);
  });

  it('keptColumns(another hash, or none) is 0', () => {
    expect(keptColumns(heat, { ...heat, frozenHash: 'other' })).toBe(0);
    expect(keptColumns({ ...heat, frozenHash: '' }, { ...heat, frozenHash: '' })).toBe(0);
    expect(keptColumns(heat, { ...heat, frozenColumns: 2 })).toBe(0);
  });
});
