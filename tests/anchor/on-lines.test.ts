import { describe, expect, it } from 'vitest';
import { fitOf, type TappedAxis } from '../../src/anchor/axis-tap/tapped-axis';
import { onLines } from '../../src/anchor/on-lines';

const HEIGHTS = [50, 97, 144, 191, 238];
const LINE = { scale: 'linear', a: -0.05, b: 3100 } as const;
const FIT = { ...LINE, samples: 5, inliers: 5, rmsPx: 0.1, spanPx: 188, onLine: 5 };
const LABELS = HEIGHTS.map((y) => ({ text: ((y - LINE.b) / LINE.a).toFixed(1), x: 660, y }));
const OTHERS = [
  { text: '10:00', x: 60, y: 370 },
  { text: '240', x: 660, y: 300 },
];
const AXIS: TappedAxis = {
  reading: { state: 'locked', fit: FIT },
  times: [],
  width: 700,
  height: 400,
  plot: null,
  aside: 0,
};

describe('onLines', () => {
  it('moves the prices to the lines that lie below all labels of the axis', () => {
    const moved = onLines(AXIS, [...LABELS, ...OTHERS], [HEIGHTS.map((y) => y + 6)]);
    expect(fitOf(moved)).toEqual({ ...FIT, b: LINE.b + 6, rival: undefined });
    expect(moved).toMatchObject({ width: 700, height: 400 });
  });

  it('moves the rival with them', () => {
    const rival = { scale: 'log', a: -3000, b: 33_500 } as const;
    const axis: TappedAxis = { ...AXIS, reading: { state: 'locked', fit: { ...FIT, rival } } };
    const moved = onLines(axis, LABELS, [HEIGHTS.map((y) => y - 8)]);
    expect(fitOf(moved)).toMatchObject({ b: LINE.b - 8, rival: { ...rival, b: rival.b - 8 } });
  });

  it('leaves an axis alone whose labels stand on their lines, or that has none', () => {
    expect(onLines(AXIS, LABELS, [HEIGHTS])).toBe(AXIS);
    expect(onLines(AXIS, LABELS, [])).toBe(AXIS);
  });

  it('reads no prices where lines above and below could be meant', () => {
    const rows = [HEIGHTS.map((y) => y + 6), HEIGHTS.map((y) => y - 6)];
    expect(onLines(AXIS, LABELS, rows).reading).toEqual({ state: 'ambiguous', reason: 'label-offset' });
  });

  it('leaves an axis alone that was not read', () => {
    const axis: TappedAxis = { ...AXIS, reading: { state: 'lost', reason: 'no-fit' } };
    expect(onLines(axis, LABELS, [HEIGHTS.map((y) => y + 6)])).toBe(axis);
  });
});
