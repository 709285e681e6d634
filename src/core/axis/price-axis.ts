import { type PriceLine, priceToCoordinate } from './axis-mapping';
import { doubtScale } from './open-scale';
import { fitPriceAxis, type PriceFit } from './price-fit';
import { type PriceReading, readPriceLabel } from './price-label';
import { areRoundedOff } from './rounded-labels';

/** One label that a chart painted. */
export interface AxisLabel {
  text: string;
  /** Horizontal centre, px. */
  x: number;
  /** Height the label stands for, px. */
  y: number;
}

/** What an axis must satisfy. */
export interface AxisLimits {
  /** Largest residual of an accepted fit, px. */
  maxRmsPx: number;
  /** Price of the page's instrument from our own feed, quote currency; 0 when unknown. */
  referencePrice: number;
  /** Scale before this paint; it wins a tie. */
  scale?: 'linear' | 'log';
}

/** A proven price axis, or why there is none. */
export type PriceAxisReading =
  | { state: 'locked'; fit: PriceFit }
  | { state: 'ambiguous' | 'unsupported' | 'lost'; reason: string };

const MIN_INLIERS = 3;
const MIN_INLIER_SHARE = 0.6;
/** Three labels on whole px are no further off a line than this share; one that was moved off another may be. */
const FEW_SHARE = 0.5;
const MIN_SPAN_SHARE = 0.25;
const PLAUSIBLE_FACTOR = 3;
const PLAUSIBLE_SPANS = 3;
/** What an axis begins at that tells how a price has changed since; with our price in view it is one of prices. */
const INDEX = 100;
/** Such an axis reaches no further to either side, factor. */
const INDEX_REACH = 10;

/**
 * Whether the price known from our feed can be on this axis: within the pane's range and `spans` of its heights above
 * and below; 0 = in view.
 */
export function isPlausible(
  fit: PriceLine,
  paneHeight: number,
  price: number,
  spans = PLAUSIBLE_SPANS,
): boolean {
  return Math.abs(priceToCoordinate(fit, price) / paneHeight - 0.5) <= spans + 0.5;
}

/** Whether an axis may count from 100: what it begins at, the first bar in view, is in its pane then. */
function mayBeIndex({ fit, prices }: { fit: PriceFit; prices: number[] }, paneHeight: number): boolean {
  return (
    fit.scale === 'linear' &&
    prices.every((price) => price > INDEX / INDEX_REACH && price < INDEX * INDEX_REACH) &&
    isPlausible(fit, paneHeight, INDEX, 0)
  );
}

/** Numbers in one way of writing: most charts write all of theirs so, but a pane below the prices may have its own. */
function inStyle<T extends PriceReading & { y: number }>(numbers: T[], style: 'point' | 'comma'): T[] {
  const own = numbers.filter((n) => !Number.isNaN(n[style]));
  const lowest = Math.max(...own.map((n) => n.y));
  return numbers.every((n) => own.includes(n) || n.y > lowest) ? own : [];
}

/**
 * Reads a column of labels as a price axis and says whether it may be used: at least 3 inliers and 60 % of the
 * labels, spread over a quarter of the pane, small residual, one reading of the numbers, our own price on it, and a
 * label within a factor of three of that: what counts in percent, points or thousandths has none.
 * @param paneHeight px; the labels' heights have the pane's top as origin.
 */
export function readPriceAxis(labels: AxisLabel[], paneHeight: number, limits: AxisLimits): PriceAxisReading {
  const numbers = labels.flatMap(({ text, y }) => {
    const reading = readPriceLabel(text);
    return reading ? { y, ...reading } : [];
  });
  const plain = numbers.filter((n) => !n.isPercent);
  const { length } = plain;
  if (length * 2 < numbers.length) return { state: 'unsupported', reason: 'percent-axis' };
  if (length < MIN_INLIERS) return { state: 'lost', reason: 'few-labels' };
  const found = (['point', 'comma'] as const).flatMap((style) => {
    if (style === 'comma' && plain.every((n) => n.point === n.comma)) return [];
    const own = inStyle(plain, style);
    const prices = own.map((n) => n[style]);
    const samples = { y: own.map((n) => n.y), price: prices };
    const steps = own.map((n) => (n.digits ? Math.abs(n[style] / n.digits) : 0));
    const fit = fitPriceAxis(samples, limits.scale);
    const isGood =
      fit &&
      fit.inliers >= MIN_INLIERS &&
      fit.onLine >= MIN_INLIER_SHARE * length &&
      fit.spanPx >= MIN_SPAN_SHARE * paneHeight &&
      !areRoundedOff(samples, steps, fit) &&
      fit.rmsPx <= limits.maxRmsPx * (fit.inliers > MIN_INLIERS ? 1 : FEW_SHARE);
    if (!isGood) return [];
    return { fit: { ...fit, ...doubtScale(samples, steps, fit, paneHeight) }, prices };
  });
  return chooseReading(found, paneHeight, limits.referencePrice);
}

function chooseReading(
  found: { fit: PriceFit; prices: number[] }[],
  paneHeight: number,
  reference: number,
): PriceAxisReading {
  if (!found[0]) return { state: 'lost', reason: 'no-fit' };
  const isInView = ({ fit }: { fit: PriceFit }) => isPlausible(fit, paneHeight, reference, 0);
  if (reference > 0 && found.some((one) => mayBeIndex(one, paneHeight) && !isInView(one)))
    return { state: 'unsupported', reason: 'percent-axis' };
  const isNear = (price: number) =>
    price >= reference / PLAUSIBLE_FACTOR && price <= reference * PLAUSIBLE_FACTOR;
  const kept = found.filter(
    ({ fit, prices }) => reference <= 0 || (isPlausible(fit, paneHeight, reference) && prices.some(isNear)),
  );
  if (!kept[0]) return { state: 'unsupported', reason: 'price-not-on-axis' };
  if (kept[1]) return { state: 'ambiguous', reason: 'number-format' };
  return { state: 'locked', fit: kept[0].fit };
}
