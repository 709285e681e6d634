import type { PriceAxis } from './axis-mapping';

/** Prices and heights (CSS px, any origin) of the labels on one axis, in parallel arrays. */
export interface PriceSamples {
  y: number[];
  price: number[];
}

/** A fitted axis together with the height range that its inliers cover, px. */
export interface PriceFit extends PriceAxis {
  spanPx: number;
  inlierMask: boolean[];
}

const INLIER_PX = 1;
/** Residuals closer than this are a tie, decided for the simpler scale. */
const TIE_PX = 0.02;
const MAX_PAIRS = 400;

interface Line {
  a: number;
  b: number;
}

function countInliers(u: number[], y: number[], line: Line): number {
  let count = 0;
  for (let i = 0; i < u.length; i++) if (Math.abs(line.a * u[i] + line.b - y[i]) <= INLIER_PX) count++;
  return count;
}

/** Pairs of indices, far apart first: they give the steadiest lines. */
function* farPairs(n: number): Generator<[number, number]> {
  let given = 0;
  for (let gap = n - 1; gap > 0; gap--)
    for (let i = 0; i + gap < n; i++) {
      if (given++ >= MAX_PAIRS) return;
      yield [i, i + gap];
    }
}

function bestLine(u: number[], y: number[]): Line | null {
  let best: Line | null = null;
  let bestCount = 1;
  for (const [i, j] of farPairs(u.length)) {
    const a = (y[j] - y[i]) / (u[j] - u[i]);
    if (!Number.isFinite(a) || a === 0) continue;
    const line = { a, b: y[i] - a * u[i] };
    const count = countInliers(u, y, line);
    if (count > bestCount) [best, bestCount] = [line, count];
    if (count === u.length) break;
  }
  return best;
}

/** Least squares through the points the mask keeps, centred so that large prices lose no digits. */
function leastSquares(u: number[], y: number[], mask: boolean[]): Line | null {
  let n = 0;
  let meanU = 0;
  let meanY = 0;
  for (let i = 0; i < u.length; i++) if (mask[i]) [n, meanU, meanY] = [n + 1, meanU + u[i], meanY + y[i]];
  meanU /= n;
  meanY /= n;
  let cross = 0;
  let square = 0;
  for (let i = 0; i < u.length; i++)
    if (mask[i]) {
      cross += (u[i] - meanU) * (y[i] - meanY);
      square += (u[i] - meanU) ** 2;
    }
  const a = cross / square;
  return Number.isFinite(a) && a !== 0 ? { a, b: meanY - a * meanU } : null;
}

function fitScale(samples: PriceSamples, scale: 'linear' | 'log'): PriceFit | null {
  const { y } = samples;
  const u = scale === 'log' ? samples.price.map(Math.log) : samples.price;
  const rough = bestLine(u, y);
  if (!rough) return null;
  const isNear = (line: Line) => u.map((v, i) => Math.abs(line.a * v + line.b - y[i]) <= INLIER_PX);
  const line = leastSquares(u, y, isNear(rough));
  if (!line) return null;
  const inlierMask = isNear(line);
  let squares = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const heights = new Set<number>();
  for (let i = 0; i < y.length; i++)
    if (inlierMask[i]) {
      squares += (line.a * u[i] + line.b - y[i]) ** 2;
      low = Math.min(low, y[i]);
      high = Math.max(high, y[i]);
      heights.add(Math.round(y[i] / 2));
    }
  const count = inlierMask.filter(Boolean).length;
  const rmsPx = Math.sqrt(squares / count);
  return { scale, ...line, samples: y.length, inliers: heights.size, rmsPx, spanPx: high - low, inlierMask };
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
  if (linear.inliers !== log.inliers) return linear.inliers > log.inliers ? linear : log;
  if (Math.abs(linear.rmsPx - log.rmsPx) <= TIE_PX) return preferred === 'log' ? log : linear;
  return linear.rmsPx < log.rmsPx ? linear : log;
}
