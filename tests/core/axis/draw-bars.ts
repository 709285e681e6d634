import type { PriceAxis } from '../../../src/core/axis/axis-mapping';
import type { DrawnRect } from '../../../src/core/axis/drawn-bars';
import type { RangeBar } from '../../../src/core/axis/own-bars';

/** Height of the pane that is drawn into, px. */
export const HEIGHT = 400;

export interface Drawing {
  price: PriceAxis;
  rects: DrawnRect[];
}

/** Bars as a chart draws them: a wick and a body for each, on whole px. */
export function draw(bars: RangeBar[], barSec: number, spacingPx: number, leftPx = 20): Drawing {
  const high = Math.max(...bars.map((b) => b.high));
  const low = Math.min(...bars.map((b) => b.low));
  const a = (-0.7 * HEIGHT) / (high - low);
  const b = 0.15 * HEIGHT - a * high;
  const rects = bars.flatMap((bar): DrawnRect[] => {
    const x = Math.round(leftPx + ((bar.timeSec - bars[0].timeSec) / barSec) * spacingPx);
    const [top, bottom] = [Math.round(a * bar.high + b), Math.round(a * bar.low + b)];
    const width = Math.max(1, Math.floor(spacingPx * 0.7));
    return [
      [x, top, bottom, 1],
      [x, top + (bottom - top) * 0.3, bottom - (bottom - top) * 0.2, width],
    ];
  });
  return { price: { scale: 'linear', a, b, samples: 9, inliers: 9, rmsPx: 0 }, rects };
}
