import type { PriceAxis } from './axis-mapping';
import { type Line, leastSquares } from './least-squares';

/** Prices (NaN where a label is no number) and heights (CSS px, any origin) of one axis's labels, in parallel. */
export interface PriceSamples {
  y: number[];
  price: number[];
}

/** A fitted axis with how many labels lie on it and the height range that they cover, px. */
export interface PriceFit extends PriceAxis {
  spanPx: number;
  /** Labels on the line; `inliers` counts their distinct heights. */
  onLine: number;
}

const INLIER_PX = 1;
/** Most charts paint labels where their prices are, to a hair; a last price or a crosshair may be a pixel off. */
const EXACT_PX = 0.02;
const MIN_EXACT = 4;
const MIN_EXACT_SHARE = 0.8;
/** Smaller residuals are as good as none. */
const TIE_PX = 0.02;
/** A scale hardly likelier than the other does not take its place: few labels on whole pixels tell little. */
const TIE_LOG_ODDS = 1;
/** One label more that agrees counts before any residual. */
const LABEL_LOG_ODDS = 1e3;
const MAX_PAIRS = 400;

/** Indices of the points within `px` of a line. */
function inliersOf(u: number[], y: number[], { a, b }: Line, px: number): number[] {
  const near: number[] = [];
  for (let i = 0; i < u.length; i++) if (Math.abs(a * u[i] + b - y[i]) <= px) near.push(i);
  return near;
}

/** The largest set of points on one line through two of them; pairs far apart first, they give the steadiest lines. */
function largestSet(u: number[], y: number[], px: number): number[] {
  const n = u.length;
  let best: number[] = [];
  let pairs = 0;
  for (let gap = n - 1; gap > 0 && best.length < n; gap--)
    for (let i = 0; i + gap < n && best.length < n && pairs++ < MAX_PAIRS; i++) {
      const a = (y[i + gap] - y[i]) / (u[i + gap] - u[i]);
      const near = inliersOf(u, y, { a, b: y[i] - a * u[i] }, px);
      if (near.length > best.length) best = near;
    }
  return best;
}

interface ScaleFit extends PriceFit {
  /** Log odds against this scale: of the residual, and of the labels that agree, more where they do so exactly. */
  misfit: number;
}

function fitScale({ y, price }: PriceSamples, scale: 'linear' | 'log'): ScaleFit | null {
  const u = scale === 'log' ? price.map(Math.log) : price;
  const most = largestSet(u, y, INLIER_PX);
  // On whole pixels some labels lie on one line by chance.
  const areRounded = y.every((height) => Math.abs(height - y[0] - Math.round(height - y[0])) < 1e-3);
  const exact = areRounded ? [] : largestSet(u, y, EXACT_PX);
  const isExact = exact.length >= Math.max(MIN_EXACT, MIN_EXACT_SHARE * most.length);
  const pulling = isExact ? exact : most;
  const line = leastSquares(u, y, pulling);
  if (!line.a) return null;
  const heights = inliersOf(u, y, line, INLIER_PX).map((i) => y[i]);
  const inliers = new Set(heights.map((h) => Math.round(h / 2))).size;
  const offPx = pulling.map((i) => line.a * u[i] + line.b - y[i]);
  const rmsPx = Math.hypot(...offPx) / Math.sqrt(pulling.length);
  return {
    scale,
    ...line,
    samples: y.length,
    inliers,
    rmsPx,
    spanPx: Math.max(...heights) - Math.min(...heights),
    onLine: heights.length,
    misfit:
      Math.log(rmsPx + TIE_PX) * (y.length - 2) -
      (inliers / (isExact ? MIN_EXACT_SHARE : 1)) * LABEL_LOG_ODDS,
  };
}

/**
 * Fits `y = a * u(price) + b` with u = price or ln price, by RANSAC over pairs and least squares on the inliers
 * (1 px), or on those that lie on one line exactly where most do. More inliers win, then the likelier scale; a tie
 * goes to the scale before. Inliers are counted by distinct heights, so that a label painted twice is one sample.
 * Prices of 0 and below are on no log axis.
 * @param before The scale at the last paint; most axes are linear.
 * @returns null where fewer than two labels make a line.
 */
export function fitPriceAxis(samples: PriceSamples, before?: 'linear' | 'log'): PriceFit | null {
  const linear = fitScale(samples, 'linear');
  const log = fitScale(samples, 'log');
  if (!linear || !log) return linear ?? log;
  const [old, other] = before === 'log' ? [log, linear] : [linear, log];
  return old.misfit <= other.misfit + TIE_LOG_ODDS ? old : other;
}
