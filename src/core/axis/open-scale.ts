import { coordinateToPrice, type PriceLine, priceToCoordinate } from './axis-mapping';
import { leastSquares } from './least-squares';
import type { PriceFit, PriceSamples } from './price-fit';

/** Labels on whole px are half a px off at most, others as good as nothing; least squares add a little. */
const [ROUNDED_PX, EXACT_PX] = [0.6, 0.06];
/** Of a logarithmic axis. */
const MIN_PROOF = 4;
/** Mean distance of such labels, in worths of the last digit. */
const COUNTING = 1.2;
/** Two scales that differ by less within the pane are drawn alike, px. */
const APART_PX = 1.9;

/**
 * Whether the labels would stand as well on the other scale, or by their rounding anywhere, and prices of the pane then
 * up to some px elsewhere: a logarithmic axis with few or coarse labels looks like a linear one.
 * @param steps What the last digit of each label is worth, quote currency.
 * @param paneHeight px; the heights have the pane's top as origin.
 */
export function isScaleOpen(
  { y, price }: PriceSamples,
  steps: number[],
  fit: PriceFit,
  paneHeight: number,
): boolean {
  const offPx = (line: PriceLine, i: number) => Math.abs(priceToCoordinate(line, price[i]) - y[i]);
  const on = [...y.keys()].filter((i) => offPx(fit, i) <= 1);
  const areRounded = on.every((i) => Math.abs(y[i] - y[on[0]] - Math.round(y[i] - y[on[0]])) < 1e-3);
  const isLog = fit.scale === 'log';
  // Nothing but a logarithmic axis itself puts so many labels on one line of logarithms to a hair.
  const exact = on.filter((i) => offPx(fit, i) <= EXACT_PX).length;
  if (isLog && exact >= Math.max(MIN_PROOF, on.length - 1)) return false;
  const prices = on.map((i) => price[i]);
  // Where the last digit counts from label to label, each may stand for anything around it.
  const isCounting = Math.max(...prices) - Math.min(...prices) <= COUNTING * steps[on[0]] * (on.length - 1);
  if (isCounting) return true;
  const coarsePx = (i: number) => Math.abs((fit.a * steps[i]) / (isLog ? price[i] : 1)) / 2;
  if (isLog && on.some((i) => coarsePx(i) > APART_PX)) return true;
  const u = isLog ? price : price.map(Math.log);
  const other: PriceLine = { scale: isLog ? 'linear' : 'log', ...leastSquares(u, y, on) };
  const isAlike = [0, paneHeight / 2, paneHeight].every(
    (at) => Math.abs(priceToCoordinate(other, coordinateToPrice(fit, at)) - at) <= APART_PX,
  );
  return !isAlike && on.every((i) => offPx(other, i) <= (areRounded ? ROUNDED_PX : EXACT_PX) + coarsePx(i));
}
