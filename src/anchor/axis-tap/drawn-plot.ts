import type { PaneRect } from '../../core/axis/axis-mapping';
import type { PricesEnd } from './tapped-axis';

/** A rectangle from one corner to the other, px. */
export type Box = [left: number, top: number, right: number, bottom: number];

/** Most room between a plot's own edges and those that labels tell, at the sides and above the highest price, px. */
const [SIDE_PX, ABOVE_PX] = [160, 120];
/** A plot may reach so far beyond the inner edges of its labels, px. */
const REACH_PX = 4;
/** Least share of the room between labels that a plot takes: shaded stretches of time are narrower. */
const MIN_SHARE = 0.6;

/**
 * The plot that a chart draws itself, as background, frame or clip: the narrowest where it is several.
 * @param boxes What was painted on the surface, px from its corner.
 * @param inferred The plot by the labels, which is the answer where nothing like it was painted.
 */
export function drawnPlot(boxes: readonly Box[], inferred: PaneRect, [lowest, below]: PricesEnd): PaneRect {
  const { left, top, width } = inferred;
  const right = left + width;
  const least = [left - REACH_PX, top - ABOVE_PX, right - SIDE_PX, lowest - REACH_PX];
  const most = [left + SIDE_PX, top + REACH_PX, right + REACH_PX, below + REACH_PX];
  let plot = inferred;
  for (const box of boxes) {
    const wide = box[2] - box[0];
    const isPlot =
      wide >= MIN_SHARE * width &&
      wide < (plot === inferred ? Number.POSITIVE_INFINITY : plot.width) &&
      box.every((px, i) => px >= least[i] && px <= most[i]);
    if (isPlot) plot = { left: box[0], top: box[1], width: wide, height: box[3] - box[1] };
  }
  return plot;
}
