import { coordinateToPrice, type PriceLine, priceToCoordinate } from './axis-mapping';
import { leastSquares } from './least-squares';
import type { PriceFit, PriceSamples } from './price-fit';

/** Labels on whole px are half a px off at most, others as good as nothing; least squares add a little. */
const [ROUNDED_PX, EXACT_PX] = [0.6, 0.06];
/** Of a logarithmic axis. */
const MIN_PROOF = 4;
/** Two scales that differ by less within the pane are drawn alike, px; .. */
const ALIKE_PX = 1;
/** .. by more, too far apart to take either. Between the two, candles may tell. */
const APART_PX = 1.9;

/** Labels that are no round numbers may be off by so much, px. */
const COARSE_PX = 1;
/** Of an axis whose ticks are round numbers; a last price and a crosshair are none. */
const ROUND_SHARE = 0.7;

/**
 * Whether most prices are multiples of the step from one to the next, as ticks of nearly all linear axes are. Where the
 * last digit counts from label to label, each may stand for anything around it.
 */
function areRound(prices: number[], unit: number): boolean {
  const counts = prices.map((price) => Math.round(price / unit)).sort((a, b) => a - b);
  const gaps = counts.slice(1).map((count, i) => count - counts[i]);
  // Labels may be painted twice, and others between them.
  const gap = gaps.sort((a, b) => a - b)[Math.floor(ROUND_SHARE * gaps.length)];
  return gap > 1 && counts.filter((count) => count % gap === 0).length >= ROUND_SHARE * counts.length;
}

/** What the labels of an axis leave open of its scale. */
export interface ScaleDoubt {
  /** Whether prices of the pane may as well stand far from where they are read. */
  isOpen: boolean;
  /** The line on the other scale that explains the labels as well, where that is a little way off; candles may tell. */
  rival?: PriceLine;
}

/**
 * Whether the labels would stand as well on the other scale, or by their rounding anywhere, and prices of the pane then
 * up to some px elsewhere: a logarithmic axis with few or coarse labels looks like a linear one.
 * @param steps What the last digit of each label is worth, quote currency.
 * @param paneHeight px; the heights have the pane's top as origin.
 */
export function doubtScale(
  { y, price }: PriceSamples,
  steps: number[],
  fit: PriceFit,
  paneHeight: number,
): ScaleDoubt {
  const offPx = (line: PriceLine, i: number) => Math.abs(priceToCoordinate(line, price[i]) - y[i]);
  const on = [...y.keys()].filter((i) => offPx(fit, i) <= 1);
  const areRounded = on.every((i) => Math.abs(y[i] - y[on[0]] - Math.round(y[i] - y[on[0]])) < 1e-3);
  const isLog = fit.scale === 'log';
  // Nothing but a logarithmic axis itself puts so many labels on one line of logarithms to a hair.
  const exact = on.filter((i) => offPx(fit, i) <= EXACT_PX).length;
  if (isLog && exact >= Math.max(MIN_PROOF, on.length - 1)) return { isOpen: false };
  const coarsePx = (i: number) => Math.abs((fit.a * steps[i]) / (isLog ? price[i] : 1)) / 2;
  // A zero has no digit that is worth anything.
  const unit = Math.min(...on.map((i) => steps[i] || Number.POSITIVE_INFINITY));
  if (
    on.some((i) => coarsePx(i) > COARSE_PX) &&
    (isLog ||
      !areRound(
        on.map((i) => price[i]),
        unit,
      ))
  )
    return { isOpen: true };
  const u = isLog ? price : price.map(Math.log);
  const other: PriceLine = { scale: isLog ? 'linear' : 'log', ...leastSquares(u, y, on) };
  const mostPx = areRounded ? ROUNDED_PX : EXACT_PX;
  // A zero is on no logarithmic axis.
  if (!on.every((i) => offPx(other, i) <= mostPx + coarsePx(i))) return { isOpen: false };
  const apartPx = Math.max(
    ...[0, paneHeight / 2, paneHeight].map((at) =>
      Math.abs(priceToCoordinate(other, coordinateToPrice(fit, at)) - at),
    ),
  );
  const isNear = apartPx <= APART_PX;
  return { isOpen: !isNear, rival: isNear && apartPx > ALIKE_PX ? other : undefined };
}
