import type { PaneRect } from '../../core/axis/axis-mapping';
import type { Size } from '../shell/place';

/** Distances of the pill from the right and the lower edge of the viewport, CSS px. */
export interface Corner {
  right: number;
  bottom: number;
}

const MARGIN = 8;
/** The layer's histogram takes at most this much beside the price axis, and this share of a narrow pane. */
const MAP_PX = 80;
const MAP_SHARE = 0.14;
/** Labels of clusters beside the histogram; a narrow pane has no room to stay clear of them. */
const LABELS_PX = 176;
const WIDE_PX = 1000;
/** Bars of past liquidations above the time axis with the line over them, and the share of a low pane. */
const STRIP_PX = 60;
const STRIP_SHARE = 0.14;
const CAPTION_PX = 16;

/**
 * Where the pill stands before the user has moved it: in the lower right of the chart, clear of its axes and of what the
 * layer draws beside them; null = the lower left of the viewport.
 */
export function pillCorner(chart: PaneRect | null, viewport: Size): Corner | null {
  if (!chart) return null;
  const labels = chart.width >= WIDE_PX ? LABELS_PX : 0;
  const map = Math.min(MAP_PX, chart.width * MAP_SHARE);
  const strip = Math.min(STRIP_PX, chart.height * STRIP_SHARE) + CAPTION_PX;
  const within = (value: number, room: number) => Math.max(MARGIN, Math.min(value, room - 4 * MARGIN));
  return {
    right: within(viewport.width - chart.left - chart.width + map + labels + MARGIN, viewport.width),
    bottom: within(viewport.height - chart.top - chart.height + strip + MARGIN, viewport.height),
  };
}
