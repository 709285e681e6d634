import type { PaneRect, PriceAxis, TimeAxis } from './axis-mapping';
import { coordinateToPrice } from './axis-mapping';
import { matchRanges, type RangeBar, type RangeView } from './range-match';
import type { TimeFit } from './time-solver';

/** Finds out, from one chart's views, how far its clock is from UTC. */
export interface ClockZone {
  /**
   * The time axis in UTC. Ambiguous while the chart's zone is not known and could differ from UTC.
   * @param fit Time axis by the chart's own clock.
   */
  settle(fit: TimeFit, price: PriceAxis, pane: PaneRect): TimeAxis;
}

const MAX_VIEWS = 24;

function viewOf(fit: TimeFit, price: PriceAxis, pane: PaneRect): RangeView {
  const prices = [coordinateToPrice(price, pane.top), coordinateToPrice(price, pane.top + pane.height)];
  return {
    fromSec: (pane.left - fit.x0) / fit.pxPerSec,
    toSec: (pane.left + pane.width - fit.x0) / fit.pxPerSec,
    bottomPrice: Math.min(...prices),
    topPrice: Math.max(...prices),
  };
}

function isNew(view: RangeView, known: RangeView[]): boolean {
  const isClose = (a: number, b: number) => Math.abs(a / b - 1) < 1e-4;
  return !known.some((k) => isClose(k.topPrice, view.topPrice) || isClose(k.bottomPrice, view.bottomPrice));
}

/**
 * @param userOffsetSec The user's own offset from UTC: charts show this or UTC, so that 0 needs no proof.
 * @param bars Our own bars of the page's instrument, oldest first; empty while there are none.
 */
export function trackClockZone(userOffsetSec: number, bars: () => readonly RangeBar[]): ClockZone {
  let offsetSec: number | null = userOffsetSec === 0 ? 0 : null;
  let views: RangeView[] = [];
  return {
    settle: (fit, price, pane) => {
      const view = viewOf(fit, price, pane);
      if (!fit.ambiguous && price.scale === 'linear' && isNew(view, views)) {
        views = [...views, view].slice(-MAX_VIEWS);
        offsetSec = matchRanges(views, bars(), [0, userOffsetSec]) ?? offsetSec;
      }
      const shift = (offsetSec ?? 0) * fit.pxPerSec;
      return { ...fit, x0: fit.x0 + shift, ambiguous: fit.ambiguous || offsetSec === null };
    },
  };
}
