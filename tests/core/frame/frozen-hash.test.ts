import { describe, expect, it } from 'vitest';
import { addColumnHash, EMPTY_HASH, frozenHash, hashText } from '../../../src/core/frame/frozen-hash';
import type { HeatGrid } from '../../../src/core/frame/heatmap-frame';

function grid(columns: number, bins: number, startMs = 0): HeatGrid {
  const at = (seed: number) => Uint8Array.from({ length: columns * bins }, (_, i) => (i * 31 + seed) % 256);
  const bar = () => new Float32Array(columns).fill(100);
  return {
    startMs,
    columnMs: 300_000,
    columns,
    logPriceMin: 4,
    logBin: 0.001,
    bins,
    salience: at(startMs / 300_000),
    salienceMax: 16,
    usd: at(7),
    usdFloor: 1,
    usdCeil: 1e7,
    split: new Uint16Array(columns).fill(3),
    high: bar(),
    low: bar(),
    close: bar(),
    frozenColumns: columns - 1,
    frozenHash: '',
  };
}

describe('frozenHash', () => {
  it('frozenHash(same grid) is the same 16 digits', () => {
    expect(frozenHash(grid(5, 8))).toMatch(/^[0-9a-f]{16}$/);
    expect(frozenHash(grid(5, 8))).toBe(frozenHash(grid(5, 8)));
  });

  it('frozenHash(one frozen code changed) differs, wherever it is', () => {
    const before = frozenHash(grid(5, 8));
    for (let index = 0; index < 4 * 8; index += 1) {
      const changed = grid(5, 8);
      changed.salience[index] ^= 1;
      expect(frozenHash(changed)).not.toBe(before);
      const usd = grid(5, 8);
      usd.usd[index] ^= 128;
      expect(frozenHash(usd)).not.toBe(before);
    }
  });

  it('frozenHash(the open column changed) stays the same', () => {
    const changed = grid(5, 8);
    changed.salience[4 * 8] ^= 255;
    changed.close[4] = 1;
    expect(frozenHash(changed)).toBe(frozenHash(grid(5, 8)));
  });

  it('frozenHash(two columns swapped) differs', () => {
    const swapped = grid(5, 8);
    const first = swapped.salience.slice(0, 8);
    swapped.salience.copyWithin(0, 8, 16);
    swapped.salience.set(first, 8);
    expect(frozenHash(swapped)).not.toBe(frozenHash(grid(5, 8)));
  });

  it('frozenHash(a close, a split or the price of bin 0 changed) differs', () => {
    const before = frozenHash(grid(5, 8));
    const close = grid(5, 8);
    close.close[0] = 99;
    const split = grid(5, 8);
    split.split[1] = 4;
    expect(
      new Set([before, frozenHash(close), frozenHash(split), frozenHash({ ...grid(5, 8), logPriceMin: 5 })])
        .size,
    ).toBe(4);
  });

  it('frozenHash(grid with NaN bars) is stable', () => {
    const gap = grid(5, 8);
    gap.high[2] = Number.NaN;
    expect(frozenHash(gap)).toBe(frozenHash({ ...gap, high: gap.high.slice() }));
  });
});

describe('addColumnHash', () => {
  it('addColumnHash(all frozen columns in any order) gives frozenHash', () => {
    const whole = grid(5, 8);
    const sum = [2, 0, 3, 1].reduce((hash, column) => addColumnHash(hash, whole, column), EMPTY_HASH);
    expect(hashText(sum)).toBe(frozenHash(whole));
  });

  it('addColumnHash(-1) takes a column out again', () => {
    const whole = grid(5, 8);
    const sum = addColumnHash(addColumnHash(EMPTY_HASH, whole, 1), whole, 1, -1);
    expect(sum).toEqual(EMPTY_HASH);
  });
});
