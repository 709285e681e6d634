import {
  coordinateToTime,
  type PaneRect,
  type PriceAxis,
  type PriceLine,
  priceToCoordinate,
  type TimeAxis,
} from './axis-mapping';
import { intervalsNear } from './candle-match';
import type { DrawnCandles } from './drawn-candles';
import { leastSquares } from './least-squares';
import { apartPx } from './lines-apart';
import type { OwnBars } from './own-bars';

/** Fewer highs and lows say little of a scale. */
const MIN_POINTS = 16;
/** Candles that lie worse on the better of the two scales are not ours throughout, px. */
const MAX_MISFIT_PX = 1.5;
/** A scale is taken where the candles are so much likelier on it, log odds. */
const MIN_LOG_ODDS = 3;
/** Coarse labels are right where candles put no price of the pane further off, px. */
const CONFIRM_PX = 1;
/** Smaller distances are as good as none, px. */
const TIE_PX = 0.02;

/** Highs and lows: the prices by our own bars, and where the chart has drawn them, px. */
interface Ends {
  price: number[];
  y: number[];
}

/** The ends of the drawn candles whose bars we know; the newest is still at work. */
function endsOf(axis: PriceLine, { x0, spacingPx, bars }: DrawnCandles, time: TimeAxis, own: OwnBars): Ends {
  const [barSec] = intervalsNear(spacingPx / time.pxPerSec);
  const ends: Ends = { price: [], y: [] };
  const row = barSec % own.barSec === 0 ? own.row(barSec, false) : null;
  for (const { index, high, low } of row ? bars : []) {
    const at = Math.round(coordinateToTime(time, x0 + index * spacingPx) / 1000 / barSec) - (row?.first ?? 0);
    const [ourHigh, ourLow] = [row?.high[at], row?.low[at]];
    if (!ourHigh || !ourLow || at + 1 === row?.high.length) continue;
    ends.price.push(ourHigh, ourLow);
    ends.y.push(priceToCoordinate(axis, high), priceToCoordinate(axis, low));
  }
  return ends;
}

/** The line of a scale on which the ends lie best, and their mean distance from it, px. */
interface DrawnLine extends PriceLine {
  misfitPx: number;
}

/** Two markets may be apart: the line has an offset and a slope of its own. */
function drawnLine({ price, y }: Ends, scale: PriceLine['scale']): DrawnLine {
  const u = scale === 'log' ? price.map(Math.log) : price;
  const all = [...u.keys()];
  const { a, b } = leastSquares(u, y, all);
  const misfitPx = Math.hypot(...all.map((i) => a * u[i] + b - y[i])) / Math.sqrt(all.length) + TIE_PX;
  return { scale, a, b, misfitPx };
}

/**
 * Of two scales that explain the labels of an axis alike, the one on which the chart has drawn our own bars. Labels that
 * are coarse count only where these bars put the prices of the whole pane at the same heights.
 * @returns null where the candles are hardly likelier on either, or lie well on neither.
 */
export function settleScale(
  { rival, isCoarse, ...price }: PriceAxis,
  { top, height }: PaneRect,
  candles: DrawnCandles,
  time: TimeAxis,
  own: OwnBars,
): PriceAxis | null {
  const ends = rival && !candles.isLine ? endsOf(price, candles, time, own) : null;
  if (!rival || !ends || ends.y.length < MIN_POINTS) return null;
  const [mine, other] = [price, rival].map(({ scale }) => drawnLine(ends, scale));
  const logOdds = ends.y.length * Math.log(mine.misfitPx / other.misfitPx);
  const [line, drawn] = logOdds > 0 ? [{ ...price, ...rival }, other] : [price, mine];
  const isAlike = isCoarse && apartPx(mine, other, top, height) <= CONFIRM_PX;
  if ((Math.abs(logOdds) < MIN_LOG_ODDS && !isAlike) || drawn.misfitPx > MAX_MISFIT_PX) return null;
  return isCoarse && !(apartPx(line, drawn, top, height) <= CONFIRM_PX) ? null : line;
}
