import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeatBitmap, type HeatLevel } from '../../src/overlay/heat-bitmap';
import { keptColumns } from '../../src/overlay/layer-content';
import type { CodeGrid } from '../../src/overlay/raster-codes';
import { createStage, pixelsOf } from './layer-stage';
import { syntheticFrame } from './synthetic-frame';

const TABLE = Uint32Array.from({ length: 256 }, (_, code) => (0xff000000 | (code * 65_793)) >>> 0);
const stage = createStage();

function pixels(level: HeatLevel | null) {
  if (level === null) throw new Error('no level');
  return pixelsOf(level.image);
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
    expect(pixels(bitmap.level(1, 1))).toMatchObject({ width: 600, height: 30 });
    expect(pixels(bitmap.level(2, 4))).toMatchObject({ width: 300, height: 8 });
  });

  it('level asked for twice is painted once', () => {
    const bitmap = new HeatBitmap(stage.document);
    bitmap.set(grid(6, 3, 3), TABLE);
    expect(bitmap.level(1, 1)).toBe(bitmap.level(1, 1));
  });

  it('set(any grid with kept columns) gives the same picture as painting it anew', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(12), (columns, kept) => {
        const old = grid(columns, 7, 3);
        const next = continued(old, Math.min(kept, columns));
        const bitmap = new HeatBitmap(stage.document);
        bitmap.set(old, TABLE);
        bitmap.level(1, 1);
        bitmap.set(next, TABLE, Math.min(kept, columns));
        const fresh = new HeatBitmap(stage.document);
        fresh.set(next, TABLE);
        expect(pixels(bitmap.level(1, 1)).data).toEqual(pixels(fresh.level(1, 1)).data);
      }),
      { seed: 6 },
    );
  });

  it('set(one forming column) paints that column and keeps the canvas', () => {
    const bitmap = new HeatBitmap(stage.document);
    const old = grid(40, 7, 3);
    bitmap.set(old, TABLE);
    const before = bitmap.level(1, 1);
    let painted = 0;
    const { context } = pixels(before);
    const put = context.putImageData.bind(context);
    context.putImageData = (image, left, top) => {
      painted += image.width;
      put(image, left, top);
    };
    bitmap.set(continued(old, 39), TABLE, 39);
    expect(bitmap.level(1, 1)).toBe(before);
    expect(painted).toBe(1);
  });

  it('set(other colours) paints everything anew', () => {
    const bitmap = new HeatBitmap(stage.document);
    const old = grid(4, 7, 3);
    bitmap.set(old, TABLE);
    const before = pixels(bitmap.level(1, 1)).data.slice();
    bitmap.set(
      old,
      TABLE.map((word) => (word ^ 0xff) >>> 0),
      3,
    );
    expect(pixels(bitmap.level(1, 1)).data).not.toEqual(before);
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
