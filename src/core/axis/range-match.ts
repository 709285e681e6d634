/** A stretch of a chart: its wall-clock times (s) and the prices at the bottom and top of the pane. */
export interface RangeView {
  fromSec: number;
  toSec: number;
  bottomPrice: number;
  topPrice: number;
}

/** High and low of one of our own bars; time in UTC seconds. */
export interface RangeBar {
  timeSec: number;
  high: number;
  low: number;
}

const HOUR_SEC = 3600;
const MIN_VIEWS = 3;
/** Charts leave the same share of the pane free above and below the bars of every view. */
const MAX_SPREAD = 0.01;
/** Every other offset must fit at least this badly. */
const MIN_OTHER_SPREAD = 0.02;

interface Margins {
  top: number;
  bottom: number;
}

/** Free shares of the pane above and below our bars; null where our bars do not cover the view. */
function marginsOf(view: RangeView, bars: readonly RangeBar[], offsetSec: number): Margins | null {
  const [from, to] = [view.fromSec - offsetSec, view.toSec - offsetSec];
  if (bars.length === 0 || bars[0].timeSec > from || bars[bars.length - 1].timeSec < to - HOUR_SEC)
    return null;
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  for (const bar of bars) {
    if (bar.timeSec < from || bar.timeSec > to) continue;
    high = Math.max(high, bar.high);
    low = Math.min(low, bar.low);
  }
  const span = view.topPrice - view.bottomPrice;
  return high >= low ? { top: (view.topPrice - high) / span, bottom: (low - view.bottomPrice) / span } : null;
}

function spread(values: number[]): number {
  return Math.max(...values) - Math.min(...values);
}

function misfit(views: readonly RangeView[], bars: readonly RangeBar[], offsetSec: number): number {
  const margins = views.map((view) => marginsOf(view, bars, offsetSec));
  const known = margins.filter((m) => m !== null);
  if (known.length < views.length || known.some((m) => m.top < -0.01 || m.bottom < -0.01))
    return Number.POSITIVE_INFINITY;
  return spread(known.map((m) => m.top)) + spread(known.map((m) => m.bottom));
}

/**
 * Finds the offset of a chart's clock from UTC by its automatic price range: a chart that fits its bars into the pane
 * leaves the same margins in every view, so that the highs and lows of our own bars fit all views at the right offset
 * and at no other.
 * @param views At least three different stretches, wall-clock times.
 * @param bars Our own bars, oldest first, UTC.
 * @param offsets Those that are likely, s: mostly UTC and the user's own. Neighbouring hours can rarely be told apart.
 * @returns Offset in s, null where the views do not decide: manual price range, too few views, or no history of ours.
 */
export function matchRanges(
  views: readonly RangeView[],
  bars: readonly RangeBar[],
  offsets: readonly number[],
): number | null {
  if (views.length < MIN_VIEWS) return null;
  const scored = offsets
    .map((offsetSec) => ({ offsetSec, misfit: misfit(views, bars, offsetSec) }))
    .sort((a, b) => a.misfit - b.misfit);
  const [best, second] = scored;
  if (!best || best.misfit > MAX_SPREAD) return null;
  return second && second.misfit < MIN_OTHER_SPREAD ? null : best.offsetSec;
}
