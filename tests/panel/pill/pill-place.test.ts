import { describe, expect, it } from 'vitest';
import { pillCorner } from '../../../src/panel/pill/pill-place';

const VIEWPORT = { width: 1400, height: 900 };

describe('pillCorner', () => {
  it('is the lower right of a wide chart, left of histogram and labels and above the bars', () => {
    expect(pillCorner({ left: 0, top: 100, width: 1200, height: 600 }, VIEWPORT)).toEqual({
      right: 200 + 80 + 176 + 8,
      bottom: 200 + 60 + 16 + 8,
    });
  });

  it('keeps to the histogram in a chart with no room for more', () => {
    const corner = pillCorner({ left: 0, top: 100, width: 500, height: 300 }, VIEWPORT);
    expect(corner).toEqual({ right: 900 + 70 + 8, bottom: 500 + 42 + 16 + 8 });
  });

  it('stays in the viewport when the chart reaches out of it', () => {
    const corner = pillCorner({ left: 0, top: 100, width: 2000, height: 1600 }, VIEWPORT);
    expect(corner).toEqual({ right: 8, bottom: 8 });
    const above = pillCorner({ left: -2000, top: -2000, width: 800, height: 600 }, VIEWPORT);
    expect(above).toEqual({ right: 1368, bottom: 868 });
  });

  it('is left to the style sheet (lower left) when no chart is known', () => {
    expect(pillCorner(null, VIEWPORT)).toBeNull();
  });
});
