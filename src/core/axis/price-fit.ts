import type { PriceAxis } from './axis-mapping';

/** Prices and heights (CSS px, any origin) of the labels on one axis, in parallel arrays. */
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
/** Labels this far off a line that most others lie on do not pull at it: whole px explain less. */
const PULL_PX = 0.7;
const MIN_PULLING = 0.8;
/** Residuals closer than this, and than this share of the smaller one, are a tie, decided for the simpler scale. */
const TIE_PX = 0.02;
const TIE_SHARE = 0.5;
const MAX_PAIRS = 400;

interface Line {
  a: number;
  b: number;
}

/** Indices of the points within `px` of a line. */
function inliersOf(u: number[], y: number[], { a, b }: Line, px = INLIER_PX): number[] {
  const near: number[] = [];
  for (let i = 0; i < u.length; i++) if (Math.abs(a * u[i] + b - y[i]) <= px) near.push(i);
  return near;
}

/** The largest set of points on one line through two of them; pairs far apart first, they give the steadiest lines. */
function largestSet(u: number[], y: number[]): number[] {
  const n = u.length;
  let best: number[] = [];
  let pairs = 0;
  for (let gap = n - 1; gap > 0 && best.length < n; gap--)
    for (let i = 0; i + gap < n && best.length < n && pairs++ < MAX_PAIRS; i++) {
      const a = (y[i + gap] - y[i]) / (u[i + gap] - u[i]);
      const near = a ? inliersOf(u, y, { a, b: y[i] - a * u[i] }) : [];
      if (near.length > best.length) best = near;
    }
  return best;
}

/** Least squares through some of the points, centred so that large prices lose no digits. */
function leastSquares(u: number[], y: number[], some: number[]): Line {
  const mean = (values: number[]) => some.reduce((sum, i) => sum + values[i], 0) / some.length;
  const [meanU, meanY] = [mean(u), mean(y)];
  let cross = 0;
  let square = 0;
  for (const i of some) {
    cross += (u[i] - meanU) * (y[i] - meanY);
    square += (u[i] - meanU) ** 2;
  }
  const a = cross / square;
  return { a, b: meanY - a * meanU };
}

function fitScale({ y, price }: PriceSamples, scale: 'linear' | 'log'): PriceFit | null {
  const u = scale === 'log' ? price.map(Math.log) : price;
  const through = leastSquares(u, y, largestSet(u, y));
  const near = inliersOf(u, y, through);
  if (near.length < 2 || !through.a) return null;
  const heights = near.map((i) => y[i]);
  const closer = inliersOf(u, y, through, PULL_PX);
  const pulling = closer.length >= MIN_PULLING * near.length ? closer : near;
  const line = leastSquares(u, y, pulling);
  const squares = pulling.reduce((sum, i) => sum + (line.a * u[i] + line.b - y[i]) ** 2, 0);
  return {
    scale,
    ...line,
    samples: y.length,
    inliers: new Set(heights.map((h) => Math.round(h / 2))).size,
    rmsPx: Math.sqrt(squares / pulling.length),
    spanPx: Math.max(...heights) - Math.min(...heights),
    onLine: near.length,
  };
}

/**
 * Fits `y = a * u(price) + b` with u = price or ln price, by RANSAC over pairs and least squares on the inliers
 * (1 px). More inliers win, then the smaller residual; a tie goes to `preferred`. Inliers are counted by distinct
 * heights, so that a label painted twice is one sample.
 * @returns null where fewer than two labels make a line.
 */
export function fitPriceAxis(samples: PriceSamples, preferred: 'linear' | 'log' = 'linear'): PriceFit | null {
  const linear = fitScale(samples, 'linear');
  const log = samples.price.every((price) => price > 0) ? fitScale(samples, 'log') : null;
  if (!linear || !log) return linear ?? log;
  const tiePx = TIE_PX + TIE_SHARE * Math.min(linear.rmsPx, log.rmsPx);
  const isTie = Math.abs(linear.rmsPx - log.rmsPx) <= tiePx;
  const isLinear = isTie ? preferred === 'linear' : linear.rmsPx < log.rmsPx;
  return linear.inliers > log.inliers || (linear.inliers === log.inliers && isLinear) ? linear : log;
}
