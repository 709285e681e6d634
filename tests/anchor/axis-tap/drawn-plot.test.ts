import { describe, expect, it } from 'vitest';
import { type Box, drawnPlot } from '../../../src/anchor/axis-tap/drawn-plot';
import type { PricesEnd } from '../../../src/anchor/axis-tap/tapped-axis';

/** Between labels at the right, the highest price and the times. */
const INFERRED = { left: 0, top: 40, width: 720, height: 300 };
/** The lowest price, and the times. */
const END: PricesEnd = [310, 340];
const CANDLES = Array.from({ length: 200 }, (_, i): Box => [i * 3, 100, i * 3 + 2, 100 + i]);

describe('drawnPlot()', () => {
  it.each<[string, Box, object]>([
    ['a margin at the left', [60, 38, 720, 342], { left: 60, top: 38, width: 660, height: 304 }],
    ['room above the highest label', [0, 5, 718, 340], { left: 0, top: 5, width: 718, height: 335 }],
    ['times right below', [0, 40, 720, 330], { left: 0, top: 40, width: 720, height: 290 }],
    ['room above the times', [0, 40, 720, 307], { left: 0, top: 40, width: 720, height: 267 }],
  ])('is what was painted where there is %s', (_, box, plot) => {
    expect(drawnPlot([...CANDLES, box], INFERRED, END)).toEqual(plot);
  });

  it.each<[string, Box]>([
    ['the whole canvas behind the labels', [0, 0, 800, 400]],
    ['a pane of volumes', [0, 250, 720, 340]],
    ['a shaded stretch of time', [300, 40, 560, 340]],
    ['what ends at the left of the middle', [0, 40, 500, 340]],
    ['what goes on below the times', [0, 40, 720, 400]],
    ['what ends above the lowest price', [0, 40, 720, 305]],
    ['what begins below the highest label', [0, 60, 720, 340]],
  ])('is inferred where nothing was painted but %s', (_, box) => {
    expect(drawnPlot([...CANDLES, box], INFERRED, END)).toEqual(INFERRED);
  });

  it('is the smaller of two', () => {
    const [frame, clip]: Box[] = [
      [-2, 2, 722, 342],
      [20, 10, 718, 340],
    ];
    const plot = { left: 20, top: 10, width: 698, height: 330 };
    expect(drawnPlot([frame, clip], INFERRED, END)).toEqual(plot);
    expect(drawnPlot([clip, frame], INFERRED, END)).toEqual(plot);
  });

  it('is inferred where a rectangle is no number', () => {
    expect(drawnPlot([[Number.NaN, 40, 720, 340]], INFERRED, END)).toEqual(INFERRED);
  });
});
