import type { PaneRect } from '../../core/axis/axis-mapping';

/** A rectangle from one corner to the other, px. */
export type Box = [left: number, top: number, right: number, bottom: number];

/**
 * How far from the edges that labels tell a plot's own may be, px: beside the labels it may have margins, above the
 * highest price there may be room.
 */
const REACH_PX = [
  [-4, 160],
  [-120, 4],
  [-160, 4],
  [-24, 4],
];
/** Least share of the room between labels that a plot takes: shaded stretches of time are narrower. */
const MIN_SHARE = 0.6;

/**
 * The plot that a chart draws itself, as background, frame or clip: the narrowest where it is several.
 * @param boxes What was painted on the surface, px from its corner.
 * @param inferred The plot by the labels, which is the answer where nothing like it was painted.
 */
export function drawnPlot(boxes: readonly Box[], inferred: PaneRect): PaneRect {
  const { left, top, width, height } = inferred;
  const edges = [left, top, left + width, top + height];
  let plot = inferred;
  for (const box of boxes) {
    const wide = box[2] - box[0];
    const isPlot =
      wide >= MIN_SHARE * width &&
      wide < (plot === inferred ? Number.POSITIVE_INFINITY : plot.width) &&
      REACH_PX.every(([least, most], i) => box[i] >= edges[i] + least && box[i] <= edges[i] + most);
    if (isPlot) plot = { left: box[0], top: box[1], width: wide, height: box[3] - box[1] };
  }
  return plot;
}
