import type { PaneRect } from '../../core/axis/axis-mapping';

/** Left upper corner in CSS px of the viewport. */
export interface Place {
  left: number;
  top: number;
}

export interface Size {
  width: number;
  height: number;
}

const MARGIN = 8;
/** Room for the chart's own symbol line. */
const CHART_LEGEND_PX = 40;

/**
 * Where the panel appears before the user has moved it: the upper left of the chart; null = the lower left of the
 * viewport. Order forms sit on the right of every supported page, so the right is never the first choice.
 */
export function firstPlace(chart: PaneRect | null): Place | null {
  return chart && { left: chart.left + MARGIN, top: chart.top + CHART_LEGEND_PX };
}

/** Keeps the whole of a box inside the viewport, its upper left corner at least. */
export function clampPlace(place: Place, viewport: Size, size: Size): Place {
  const within = (value: number, room: number): number => Math.max(MARGIN, Math.min(value, room - MARGIN));
  return {
    left: within(place.left, viewport.width - size.width),
    top: within(place.top, viewport.height - size.height),
  };
}
