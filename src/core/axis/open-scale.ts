import { type PriceAxis, type PriceLine, priceToCoordinate } from './axis-mapping';
import { leastSquares } from './least-squares';
import { apartPx } from './lines-apart';
import type { PriceFit, PriceSamples } from './price-fit';

/** Labels on whole px are half a px off at most, others as good as nothing; least squares add a little. */
const [ROUNDED_PX, EXACT_PX] = [0.6, 0.06];
/** Of a logarithmic axis. */
const MIN_PROOF = 4;
/** Two scales that differ by less within the pane are drawn alike, px. */
const ALIKE_PX = 1;

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

/**
 * What the labels of an axis leave open: whether they would stand as well on the other scale, or by their rounding
 * anywhere, and prices of the pane then px elsewhere. A logarithmic axis with few or coarse labels looks like a linear
 * one.
 * @param steps What the last digit of each label is worth, quote currency.
 * @param paneHeight px; the heights have the pane's top as origin.
 * @returns Nothing where the labels leave no doubt.
 */
export function doubtScale(
  { y, price }: PriceSamples,
  steps: number[],
  fit: PriceFit,
  paneHeight: number,
): Pick<PriceAxis, 'rival' | 'isCoarse'> {
  const offPx = (line: PriceLine, i: number) => Math.abs(priceToCoordinate(line, price[i]) - y[i]);
  const on = [...y.keys()].filter((i) => offPx(fit, i) <= 1);
  const areRounded = on.every((i) => Math.abs(y[i] - y[on[0]] - Math.round(y[i] - y[on[0]])) < 1e-3);
  const isLog = fit.scale === 'log';
  // Nothing but a logarithmic axis itself puts so many labels on one line of logarithms to a hair.
  const exact = on.filter((i) => offPx(fit, i) <= EXACT_PX).length;
  if (isLog && exact >= Math.max(MIN_PROOF, on.length - 1)) return {};
  const coarsePx = (i: number) => Math.abs((fit.a * steps[i]) / (isLog ? price[i] : 1)) / 2;
  const other: PriceLine = {
    scale: isLog ? 'linear' : 'log',
    ...leastSquares(isLog ? price : price.map(Math.log), y, on),
  };
  // A zero has no digit that is worth anything.
  const unit = Math.min(...on.map((i) => steps[i] || Number.POSITIVE_INFINITY));
  const round =
    !isLog &&
    areRound(
      on.map((i) => price[i]),
      unit,
    );
  if (!round && on.some((i) => coarsePx(i) > COARSE_PX)) {
    const { scale, a, b } = Number.isFinite(other.a) ? other : fit;
    return { rival: { scale, a, b }, isCoarse: true };
  }
  const mostPx = areRounded ? ROUNDED_PX : EXACT_PX;
  // A zero is on no logarithmic axis.
  if (!on.every((i) => offPx(other, i) <= mostPx + coarsePx(i))) return {};
  // A linear axis that reaches below zero has no heights on a logarithmic one.
  return apartPx(fit, other, 0, paneHeight) <= ALIKE_PX ? {} : { rival: other };
}
