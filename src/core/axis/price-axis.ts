import type { PriceFit } from './price-fit';
import { fitPriceAxis } from './price-fit';
import { type PriceReading, readPriceLabel } from './price-label';

/** One label that a chart painted. */
export interface AxisLabel {
  text: string;
  /** Horizontal centre, px. */
  x: number;
  /** Height the label stands for, px. */
  y: number;
}

export interface AxisLimits {
  /** Height of the chart's pane, px; labels and `from`, `to` share its origin. */
  paneHeight: number;
  /** Largest residual of an accepted fit, px. */
  maxRmsPx: number;
  /** Price of the page's instrument from our own feed, quote currency; 0 when unknown. */
  referencePrice: number;
  preferredScale?: 'linear' | 'log';
}

export type PriceAxisReading =
  | { state: 'locked'; fit: PriceFit }
  | { state: 'ambiguous' | 'unsupported' | 'lost'; reason: string };

const MIN_INLIERS = 3;
const MIN_INLIER_SHARE = 0.6;
const MIN_SPAN_SHARE = 0.25;
const PLAUSIBLE_FACTOR = 3;
const PLAUSIBLE_SPANS = 3;

function isGoodFit(fit: PriceFit, limits: AxisLimits): boolean {
  const good = fit.inlierMask.filter(Boolean).length;
  return (
    fit.inliers >= MIN_INLIERS &&
    good >= MIN_INLIER_SHARE * fit.samples &&
    fit.spanPx >= MIN_SPAN_SHARE * limits.paneHeight &&
    fit.rmsPx <= limits.maxRmsPx
  );
}

/** Whether the price known from our feed can be on this axis: within the pane's range and three spans around it. */
export function isPlausible(
  fit: Pick<PriceFit, 'scale' | 'a' | 'b'>,
  paneHeight: number,
  price: number,
): boolean {
  const y = fit.a * (fit.scale === 'log' ? Math.log(price) : price) + fit.b;
  return y >= -PLAUSIBLE_SPANS * paneHeight && y <= (1 + PLAUSIBLE_SPANS) * paneHeight;
}

function hasNearValue(prices: number[], reference: number): boolean {
  return prices.some((p) => p >= reference / PLAUSIBLE_FACTOR && p <= reference * PLAUSIBLE_FACTOR);
}

function fitReading(
  labels: AxisLabel[],
  values: number[],
  limits: AxisLimits,
): { fit: PriceFit; prices: number[] } | null {
  const kept = values.flatMap((value, i) => (Number.isFinite(value) ? [i] : []));
  const prices = kept.map((i) => values[i]);
  const fit = fitPriceAxis({ y: kept.map((i) => labels[i].y), price: prices }, limits.preferredScale);
  if (!fit) return null;
  const whole = { ...fit, samples: labels.length };
  return isGoodFit(whole, limits) ? { fit: whole, prices } : null;
}

/**
 * Reads a column of labels as a price axis and says whether it may be used: at least 3 inliers and 60 % of the
 * labels, spread over a quarter of the pane, small residual, one reading of the numbers, and our own price on it.
 */
export function readPriceAxis(labels: AxisLabel[], limits: AxisLimits): PriceAxisReading {
  const numeric: { label: AxisLabel; reading: PriceReading }[] = [];
  for (const label of labels) {
    const reading = readPriceLabel(label.text);
    if (reading) numeric.push({ label, reading });
  }
  const percent = numeric.filter((n) => n.reading.isPercent).length;
  if (percent * 2 > numeric.length) return { state: 'unsupported', reason: 'percent-axis' };
  const plain = numeric.filter((n) => !n.reading.isPercent);
  if (plain.length < MIN_INLIERS) return { state: 'lost', reason: 'few-labels' };
  const kept = plain.map((n) => n.label);
  const point = plain.map((n) => n.reading.point);
  const comma = plain.map((n) => n.reading.comma);
  const byPoint = fitReading(kept, point, limits);
  const isSame = point.every((value, i) => value === comma[i]);
  const byComma = isSame ? null : fitReading(kept, comma, limits);
  return chooseReading(byPoint, byComma, limits);
}

type FittedReading = ReturnType<typeof fitReading>;

function chooseReading(first: FittedReading, second: FittedReading, limits: AxisLimits): PriceAxisReading {
  const found = [first, second].filter((f) => f !== null);
  if (found.length === 0) return { state: 'lost', reason: 'no-fit' };
  const reference = limits.referencePrice;
  if (reference <= 0)
    return found.length > 1
      ? { state: 'ambiguous', reason: 'number-format' }
      : { state: 'locked', fit: found[0].fit };
  const near = found.length > 1 ? found.filter((f) => hasNearValue(f.prices, reference)) : found;
  const plausible = near.filter((f) => isPlausible(f.fit, limits.paneHeight, reference));
  if (plausible.length > 1) return { state: 'ambiguous', reason: 'number-format' };
  if (plausible.length === 0) return { state: 'unsupported', reason: 'price-not-on-axis' };
  return { state: 'locked', fit: plausible[0].fit };
}
