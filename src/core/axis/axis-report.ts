import type { AxisMapping } from './axis-mapping';

/** One label of a chart's time axis as it was painted. */
export interface TimeLabel {
  text: string;
  /** Horizontal centre, px in the frame's viewport. */
  x: number;
}

/**
 * What a strategy reports: a mapping whose time may still be a row of labels. The isolated side solves those, since it
 * knows the time and the candles, and the script in the page stays small.
 */
export interface AxisReport extends AxisMapping {
  timeLabels?: TimeLabel[];
  /**
   * Rectangles that the chart drew on its first canvas, device px, as `writeBars` writes them: a report of their own,
   * before the labels of the same paint.
   */
  bars?: string;
}
