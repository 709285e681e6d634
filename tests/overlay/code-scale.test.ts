import { describe, expect, it } from 'vitest';
import {
  codeHistogram,
  codeScale,
  nextScale,
  rankOfCode,
  robustTopCode,
  topPercent,
  valueOfCode,
} from '../../src/overlay/code-scale';
import { allCells } from '../../src/overlay/visible-cells';
import { syntheticFrame } from './synthetic-frame';

const { grid } = syntheticFrame({ columns: 60, bins: 200, warmUp: 100 });

function counts(entries: Record<number, number>): Uint32Array {
  const result = new Uint32Array(256);
  for (const [code, count] of Object.entries(entries)) result[Number(code)] = count;
  return result;
}

describe('robustTopCode', () => {
  it('robustTopCode(a thousand cells and one outlier) leaves the outlier out', () => {
    expect(robustTopCode(counts({ 0: 5000, 80: 1000, 255: 1 }))).toBe(80);
  });

  it('robustTopCode(share 0) is the largest code', () => {
    expect(robustTopCode(counts({ 80: 1000, 255: 1 }), 0)).toBe(255);
  });

  it('robustTopCode(nothing but empty cells) is 0', () => {
    expect(robustTopCode(counts({ 0: 99 }))).toBe(0);
  });
});

describe('rankOfCode', () => {
  it('rankOfCode(code) is the share of non-empty cells below it', () => {
    const histogram = counts({ 0: 50, 10: 3, 20: 1, 30: 1 });
    expect(rankOfCode(histogram, 20)).toBeCloseTo(0.6);
    expect(rankOfCode(histogram, 10)).toBe(0);
    expect(rankOfCode(counts({ 0: 9 }), 5)).toBeNaN();
  });
});

describe('topPercent', () => {
  it('topPercent(code) is the percent of non-empty cells as strong as it, never below a tenth', () => {
    const histogram = counts({ 0: 50, 10: 3, 20: 1, 30: 1 });
    expect(topPercent(histogram, 20)).toBeCloseTo(40);
    expect(topPercent(histogram, 5)).toBe(100);
    expect(topPercent(histogram, 200)).toBe(0.1);
    expect(topPercent(counts({ 0: 9 }), 5)).toBeNaN();
  });
});

describe('codeHistogram', () => {
  it('codeHistogram(grid) counts frozen columns only', () => {
    const changed = { ...grid, salience: grid.salience.slice() };
    changed.salience.fill(255, (grid.columns - 1) * grid.bins);
    const cells = allCells(grid);
    expect(codeHistogram(changed.salience, changed, cells)).toEqual(
      codeHistogram(grid.salience, grid, cells),
    );
  });

  it('codeHistogram(nothing frozen yet) counts all columns', () => {
    const young = { ...grid, frozenColumns: 0 };
    const sum = codeHistogram(young.salience, young, allCells(young)).reduce((a, b) => a + b, 0);
    expect(sum).toBe(grid.columns * grid.bins);
  });

  it('codeHistogram(a part) counts that part', () => {
    const part = { fromColumn: 3, toColumn: 7, fromBin: 10, toBin: 30 };
    expect(codeHistogram(grid.salience, grid, part).reduce((a, b) => a + b, 0)).toBe(80);
  });
});

describe('codeScale', () => {
  it('VIS-06 codeScale(one giant outlier) does not darken the rest', () => {
    const changed = { ...grid, usd: grid.usd.slice() };
    const before = codeScale(grid, 'usd', allCells(grid)).topValue;
    changed.usd[100] = 255;
    expect(codeScale(changed, 'usd', allCells(grid)).topValue).toBe(before);
  });

  it('codeScale(a view of weak levels) brightens them fourfold at most', () => {
    const whole = codeScale(grid, 'usd', allCells(grid)).topValue;
    const faint = { ...grid, usd: grid.usd.slice() };
    for (let column = 0; column < grid.columns; column += 1)
      faint.usd.fill(1, column * grid.bins, column * grid.bins + 20);
    const view = codeScale(faint, 'usd', { ...allCells(grid), toBin: 20 }).topValue;
    expect(view).toBeGreaterThan(whole * 0.15);
    expect(view).toBeLessThan(whole * 0.4);
  });

  it('valueOfCode(0) is 0 and rises with the code on both scales', () => {
    for (const kind of ['usd', 'salience'] as const) {
      expect(valueOfCode(grid, kind, 0)).toBe(0);
      for (let code = 1; code < 256; code += 1) {
        expect(valueOfCode(grid, kind, code)).toBeGreaterThan(valueOfCode(grid, kind, code - 1));
      }
    }
  });
});

describe('nextScale', () => {
  const old = { kind: 'usd', topValue: 100 } as const;

  it('VIS-06 nextScale(locked) keeps the old scale after any change', () => {
    expect(nextScale(old, { kind: 'usd', topValue: 900 }, true)).toBe(old);
  });

  it('nextScale(a few percent off) keeps the old one, so that colours do not flicker', () => {
    expect(nextScale(old, { kind: 'usd', topValue: 108 }, false)).toBe(old);
  });

  it('nextScale(twice as much, or another kind, or none before) takes the new one', () => {
    const double = { kind: 'usd', topValue: 200 } as const;
    const other = { kind: 'salience', topValue: 3 } as const;
    expect(nextScale(old, double, false)).toBe(double);
    expect(nextScale(old, other, true)).toBe(other);
    expect(nextScale(null, double, true)).toBe(double);
  });
});
