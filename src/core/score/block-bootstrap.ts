import { createRandom } from '../simulate/seeded-random';

/** A figure with the interval that resampling gives it, all in the unit of the figure, whatever that is: any unit. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** How a series is resampled; equal options give equal intervals. */
export interface BootstrapOptions {
  /** Number of neighbouring items kept together; 1 for independent units. */
  blockLength: number;
  /** How many resamples are drawn. */
  resamples?: number;
  /** Share of the resamples inside the interval, default 0.95. */
  level?: number;
  seed?: number;
}

/**
 * Moving-block bootstrap of a statistic over `length` items: `statistic` gets the item numbers of a resample.
 * Resamples whose statistic is NaN are left out.
 */
export function blockBootstrap(
  length: number,
  statistic: (items: Int32Array) => number,
  { blockLength, resamples = 1000, level = 0.95, seed = 1 }: BootstrapOptions,
): Interval {
  const value = statistic(Int32Array.from({ length }, (_, i) => i));
  const random = createRandom(seed);
  const draws: number[] = [];
  for (let i = 0; i < resamples; i++) {
    const drawn = statistic(resample(length, Math.min(length, blockLength), random.uniform));
    if (!Number.isNaN(drawn)) draws.push(drawn);
  }
  draws.sort((a, b) => a - b);
  return { value, low: quantile(draws, (1 - level) / 2), high: quantile(draws, (1 + level) / 2) };
}

/** Mean of independent units with its bootstrap interval. */
export function bootstrapMean(values: readonly number[], seed = 1): Interval {
  return blockBootstrap(values.length, (items) => meanAt(values, items), { blockLength: 1, seed });
}

/** Mean of `one[i] - other[i]` with its interval; both measured on the same units. */
export function pairedDifference(one: readonly number[], other: readonly number[], seed = 1): Interval {
  if (one.length !== other.length) throw new Error(`unequal lengths: ${one.length} and ${other.length}`);
  return bootstrapMean(
    one.map((value, i) => value - other[i]),
    seed,
  );
}

/** Value below which `share` of the ordered values lie, interpolated; NaN of nothing. */
export function quantile(ordered: readonly number[], share: number): number {
  if (ordered.length === 0) return Number.NaN;
  const at = share * (ordered.length - 1);
  const below = Math.floor(at);
  const above = Math.min(ordered.length - 1, below + 1);
  return ordered[below] + (at - below) * (ordered[above] - ordered[below]);
}

function resample(length: number, blockLength: number, uniform: () => number): Int32Array {
  const items = new Int32Array(length);
  for (let filled = 0; filled < length; ) {
    const start = Math.floor(uniform() * (length - blockLength + 1));
    for (let i = 0; i < blockLength && filled < length; i++) items[filled++] = start + i;
  }
  return items;
}

function meanAt(values: readonly number[], items: Int32Array): number {
  let sum = 0;
  for (const item of items) sum += values[item];
  return sum / items.length;
}
