import type { EstimatorBar } from './estimator-bar';

/** Where in the plane positions were opened; `weights[i]` belongs to bin `low + i`, sum 1. Reused between bars. */
export interface EntryDensity {
  low: number;
  length: number;
  weights: Float64Array;
}

/** An empty density for a plane of `bins`. */
export function createEntryDensity(bins: number): EntryDensity {
  return { low: 0, length: 0, weights: new Float64Array(bins) };
}

/** Width of the part of a bar's range in which positions were opened, around its typical price. */
const TYPICAL_PART = 0.8;

/**
 * Entries of one bar: even over a box around the typical price (high + low + close) / 3, cut to the range. On three real
 * series that orders liquidations better than weight on the body or on the whole range (tests/score/TRIALS.md).
 * Positions are plane bins (fractional), clipped to the plane.
 */
export function fillFromBar(
  density: EntryDensity,
  bar: EstimatorBar,
  toPlane: (price: number) => number,
): void {
  const low = toPlane(bar.low);
  const high = toPlane(bar.high);
  const typical = (low + high + toPlane(bar.close)) / 3;
  const half = ((high - low) * TYPICAL_PART) / 2;
  fillEvenly(density, Math.max(low, typical - half), Math.min(high, typical + half));
}

/** Entries spread evenly between two positions. */
export function fillEvenly(density: EntryDensity, low: number, high: number): void {
  start(density, low, high);
  addBox(density, low, high, 1);
}

function start(density: EntryDensity, low: number, high: number): void {
  const bins = density.weights.length;
  const first = clamp(Math.floor(low - 0.5), 0, bins - 1);
  const last = clamp(Math.floor(high + 0.5), 0, bins - 1);
  density.low = first;
  density.length = last - first + 1;
  density.weights.fill(0, 0, density.length);
}

/** Adds a box widened by half a bin at each end, so that a point is split linearly between its two bins. */
function addBox(density: EntryDensity, low: number, high: number, weight: number): void {
  const bins = density.weights.length;
  const from = clamp(low - 0.5, 0, bins - 1);
  const to = Math.max(clamp(high + 0.5, 1, bins), from + 1);
  const perBin = weight / (to - from);
  const first = Math.floor(from);
  const last = Math.min(Math.ceil(to), bins) - 1;
  for (let bin = first; bin <= last; bin++) {
    density.weights[bin - density.low] += perBin * (Math.min(to, bin + 1) - Math.max(from, bin));
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
