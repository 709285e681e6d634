import type { PaneRect } from '../core/axis/axis-mapping';

/** A chart is at least this large, CSS px. */
const MIN_WIDTH_PX = 300;
const MIN_HEIGHT_PX = 160;
/** What charting libraries in frames have beside and below the pane: price axis, and time axis with a bar under it. */
const PRICE_AXIS_PX = 72;
const TIME_AXIS_PX = 66;

/**
 * Where the chart of a page is that has it in a frame, in the viewport of the top frame: the largest frame less its
 * axes; null when none is as large as a chart.
 */
export function chartInFrame(document: Document): PaneRect | null {
  const boxes = [...document.querySelectorAll('iframe')].map((frame) => frame.getBoundingClientRect());
  const large = boxes.filter(({ width, height }) => width >= MIN_WIDTH_PX && height >= MIN_HEIGHT_PX);
  const [box] = large.sort((a, b) => b.width * b.height - a.width * a.height);
  if (!box) return null;
  const { left, top, width, height } = box;
  return { left, top, width: width - PRICE_AXIS_PX, height: height - TIME_AXIS_PX };
}
