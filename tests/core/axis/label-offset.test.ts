import { describe, expect, it } from 'vitest';
import { labelOffsetPx } from '../../../src/core/axis/label-offset';

const LABELS = [50, 97, 144, 191, 238];
/** The line of each label, and the top and bottom edge of the plot. */
const below = (px: number) => [3, ...LABELS.map((y) => y + px), 280];

describe('labelOffsetPx', () => {
  it('is how far below the labels the lines of the grid lie', () => {
    expect(labelOffsetPx(LABELS, [below(6.5)])).toBeCloseTo(6.5, 9);
  });

  it('is negative where labels are written below their lines', () => {
    expect(labelOffsetPx(LABELS, [below(-12)])).toBeCloseTo(-12, 9);
  });

  it('is the mean where lines were put on whole px', () => {
    const crisp = [56.5, 103.5, 151.5, 197.5, 245.5];
    expect(labelOffsetPx(LABELS, [crisp])).toBeCloseTo(6.9, 9);
  });

  it('is found among the lines of other panes and axes', () => {
    const volumes = [300, 320, 340];
    const ticks = [10, 97.3, 120, 211, 260];
    expect(labelOffsetPx(LABELS, [volumes, [...below(6), 300, 330], ticks])).toBeCloseTo(6, 9);
  });

  it('is that of most labels where one has no line: the last price', () => {
    expect(labelOffsetPx([...LABELS, 171], [below(6)])).toBeCloseTo(6, 9);
  });

  it('does not count a label that is painted twice as two', () => {
    const twice = [...LABELS, ...LABELS.map((y) => y + 0.4)];
    expect(labelOffsetPx(twice, [below(6)])).toBeCloseTo(6, 9);
  });

  it('is 0 where labels stand on their lines or ticks, whatever else lies at one distance of all', () => {
    expect(labelOffsetPx(LABELS, [below(0.8)])).toBe(0);
    expect(labelOffsetPx(LABELS, [below(9), below(-0.5)])).toBe(0);
  });

  it('is 0 where there are no lines, or those of something else', () => {
    expect(labelOffsetPx(LABELS, [])).toBe(0);
    expect(labelOffsetPx(LABELS, [[60, 130, 140, 205, 290]])).toBe(0);
  });

  it('is 0 where lines lie as near to the next label', () => {
    expect(labelOffsetPx(LABELS, [below(23.5)])).toBe(0);
    expect(labelOffsetPx([50, 62, 74, 86], [[58, 70, 82, 94]])).toBe(0);
  });

  it('is 0 for two labels, which may have lines anywhere', () => {
    expect(labelOffsetPx([50, 97], [[56, 103]])).toBe(0);
  });

  it('is null where lines at two distances fit: a finer grid has lines between', () => {
    const fine = [...below(7), ...below(-9)].sort((a, b) => a - b);
    expect(labelOffsetPx(LABELS, [fine])).toBeNull();
  });
});
