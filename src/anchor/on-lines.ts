import type { PriceLine } from '../core/axis/axis-mapping';
import { labelOffsetPx } from '../core/axis/label-offset';
import type { AxisLabel } from '../core/axis/price-axis';
import { fitOf, isOnFit, type TappedAxis } from './axis-tap/tapped-axis';

/**
 * An axis whose prices stand at the lines of its grid or at its ticks, where its labels are written above or below them.
 * @param labels Those that it was read from, among others.
 * @param rows Heights of lines, as `linesOfSvg` gives them.
 */
export function onLines(axis: TappedAxis, labels: AxisLabel[], rows: number[][]): TappedAxis {
  const fit = fitOf(axis);
  if (!fit) return axis;
  const heights = labels.filter((label) => isOnFit(label, fit)).map(({ y }) => y);
  const offsetPx = labelOffsetPx(heights, rows);
  if (offsetPx === 0) return axis;
  if (offsetPx === null) return { ...axis, reading: { state: 'ambiguous', reason: 'label-offset' } };
  const moved = <T extends PriceLine>(line: T): T => ({ ...line, b: line.b + offsetPx });
  const rival = fit.rival && moved(fit.rival);
  return { ...axis, reading: { state: 'locked', fit: { ...moved(fit), rival } } };
}
