import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { rowDistance } from './frame-pictures';

const PANE = { left: 0, top: 0, width: 100, height: 200 };
const TICK_X = 96;

/** A dark picture with the chart's line in one row and, at the right edge, a tick of one pixel that starts at `y`. */
function picture(lineRow: number, tickY: number): PNG {
  const png = new PNG({ width: 100, height: 200 });
  const put = (x: number, y: number, [red, green, blue]: number[]) =>
    png.data.set([red, green, blue, 255], (y * 100 + x) * 4);
  for (let y = 0; y < 200; y += 1) for (let x = 0; x < 100; x += 1) put(x, y, [24, 26, 32]);
  for (let x = 0; x < 100; x += 1) put(x, lineRow, [255, 0, 255]);
  const part = tickY - Math.floor(tickY);
  put(TICK_X, Math.floor(tickY), [140, 26 + 132 * (1 - part), 255]);
  if (part > 0) put(TICK_X, Math.floor(tickY) + 1, [140, 26 + 132 * part, 255]);
  return png;
}

describe('rowDistance', () => {
  it('a price on the line, its tick half a pixel above and below, is no distance', () => {
    expect(rowDistance(picture(100, 99.5), PANE)[0]).toBeCloseTo(0, 1);
  });

  it('a price that the chart rounded to its row is at most half a pixel away', () => {
    for (const tickY of [99, 99.25, 99.75, 100]) {
      expect(rowDistance(picture(100, tickY), PANE)[0]).toBeLessThanOrEqual(0.55);
    }
  });

  it('a layer three pixels behind the chart is seen as three pixels', () => {
    expect(rowDistance(picture(100, 96.5), PANE)[0]).toBeCloseTo(3, 1);
    expect(rowDistance(picture(100, 102.5), PANE)[0]).toBeCloseTo(3, 1);
  });

  it('a picture without the line says nothing, one without the tick is infinitely far', () => {
    expect(rowDistance(picture(10, 9.5), PANE)).toEqual([]);
    expect(rowDistance(picture(100, 20), PANE)).toEqual([Number.POSITIVE_INFINITY]);
  });
});
