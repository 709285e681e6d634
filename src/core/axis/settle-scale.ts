import {
  coordinateToTime,
  type PriceAxis,
  type PriceLine,
  priceToCoordinate,
  type TimeAxis,
} from './axis-mapping';
import { intervalsNear } from './candle-match';
import type { DrawnCandles } from './drawn-candles';
import { leastSquares } from './least-squares';
import type { OwnBars } from './own-bars';

/** Fewer highs and lows say little of a scale. */
const MIN_POINTS = 16;
/** Candles that lie worse on the better of the two scales are not ours throughout, px. */
const MAX_MISFIT_PX = 1.5;
/** A scale is taken where the candles are so much likelier on it, log odds. */
const MIN_LOG_ODDS = 3;
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

/** Mean distance of the ends from the line of a scale that lies best among them, px: two markets may be apart. */
function misfitPx({ price, y }: Ends, scale: PriceLine['scale']): number {
  const u = scale === 'log' ? price.map(Math.log) : price;
  const all = [...u.keys()];
  const { a, b } = leastSquares(u, y, all);
  return Math.hypot(...all.map((i) => a * u[i] + b - y[i])) / Math.sqrt(all.length);
}

/**
 * Of two scales that explain the labels of an axis alike, the one on which the chart has drawn our own bars.
 * @returns null where the candles are hardly likelier on either, or lie well on neither.
 */
export function settleScale(
  price: PriceAxis,
  candles: DrawnCandles,
  time: TimeAxis,
  own: OwnBars,
): PriceAxis | null {
  const { rival, ...line } = price;
  const ends = rival && !candles.isLine ? endsOf(price, candles, time, own) : null;
  if (!rival || !ends || ends.y.length < MIN_POINTS) return null;
  const [mine, other] = [price, rival].map(({ scale }) => misfitPx(ends, scale) + TIE_PX);
  const logOdds = ends.y.length * Math.log(mine / other);
  if (Math.abs(logOdds) < MIN_LOG_ODDS || Math.min(mine, other) > MAX_MISFIT_PX) return null;
  return logOdds > 0 ? { ...line, ...rival } : line;
}
