import { bandAt, bandStretch } from '../../src/core/estimate/uncertainty';
import { quantile } from '../../src/core/score/block-bootstrap';
import { WINDOW_LOG_BIN } from '../../src/core/score/profile-window';
import type { Contestant } from './contestant';
import { truthsOf, type World, windowsOf } from './simulated-world';

/** Ends of the distance buckets in ln price. */
const EDGES = [0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12];

/** True over estimated mass of one distance bucket at one moment and side. */
export interface BucketRatio {
  bucket: number;
  ratio: number;
  /** Equal liquidations behind the level at that moment. */
  events: number;
}

/** Ratios of an estimator in a world: every bucket, moment and side; empty buckets are left out. */
export function worldRatios(world: World, contestant: Contestant): BucketRatio[] {
  const events: number[] = [];
  const estimates = windowsOf(world, contestant, () => events.push(contestant.levelEvents?.() ?? 0));
  const truths = truthsOf(world);
  return estimates.flatMap((estimate, i) =>
    (['long', 'short'] as const).flatMap((side) =>
      EDGES.slice(1).flatMap((end, bucket) => {
        const own = sumBetween(estimate[side], EDGES[bucket], end);
        const actual = sumBetween(truths[i][side], EDGES[bucket], end);
        return own > 0 ? [{ bucket, ratio: actual / own, events: events[i] }] : [];
      }),
    ),
  );
}

/** Share of the ratios inside the nominal 80 % band of their distance, 0..1. */
export function bandCoverage(ratios: readonly BucketRatio[]): number {
  const inside = ratios.filter(({ bucket, ratio, events }) => {
    const band = bandAt((EDGES[bucket] + EDGES[bucket + 1]) / 2, true, events);
    return ratio >= band.low && ratio <= band.high;
  });
  return inside.length / ratios.length;
}

/** Measured 10 % and 90 % ends by bucket, as with all evidence; what the constants of the product are taken from. */
export function measuredBands(ratios: readonly BucketRatio[]): { upTo: number; low: number; high: number }[] {
  return EDGES.slice(1).map((upTo, bucket) => {
    const own = ratios
      .flatMap((entry) => (entry.bucket === bucket ? [entry.ratio ** (1 / bandStretch(entry.events))] : []))
      .sort((a, b) => a - b);
    return { upTo, low: quantile(own, 0.1), high: quantile(own, 0.9) };
  });
}

function sumBetween(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = Math.round(from / WINDOW_LOG_BIN); i < Math.round(to / WINDOW_LOG_BIN); i++) sum += values[i];
  return sum;
}
