import { BAND, bandOf, bandStretch } from '../../src/core/estimate/uncertainty';
import { quantile } from '../../src/core/score/block-bootstrap';
import { WINDOW_LOG_BIN } from '../../src/core/score/profile-window';
import type { Contestant } from './contestant';
import { truthsOf, type World, windowsOf } from './simulated-world';

/** Ends of the distance buckets in ln price. */
const EDGES = [0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12];

/** True over estimated mass of one distance bucket at one moment and side. */
export interface BucketRatio {
  ratio: number;
  /** Estimated mass over the one-sided open interest. */
  share: number;
  /** Equal liquidations behind the level at that moment. */
  events: number;
  /** ln of predicted over reported at that moment where they contradict each other, else 0. */
  doubt: number;
}

/** Ratios of an estimator in a world: every bucket, moment and side; empty buckets are left out. */
export function worldRatios(world: World, contestant: Contestant): BucketRatio[] {
  const known: { events: number; doubt: number; heldUsd: number }[] = [];
  let heldUsd = Number.NaN;
  const watched: Contestant = {
    ...contestant,
    feed(bar) {
      if (bar.openInterestBase !== null) heldUsd = bar.openInterestBase * bar.close;
      contestant.feed(bar);
    },
  };
  const estimates = windowsOf(world, watched, () =>
    known.push({ events: contestant.levelEvents?.() ?? 0, doubt: contestant.levelDoubt?.() ?? 0, heldUsd }),
  );
  const truths = truthsOf(world);
  return estimates.flatMap((estimate, i) =>
    (['long', 'short'] as const).flatMap((side) =>
      EDGES.slice(1).flatMap((end, bucket) => {
        const own = sumBetween(estimate[side], EDGES[bucket], end);
        const actual = sumBetween(truths[i][side], EDGES[bucket], end);
        const { events, doubt, heldUsd } = known[i];
        return own > 0 ? [{ ratio: actual / own, share: own / heldUsd, events, doubt }] : [];
      }),
    ),
  );
}

/** Share of the ratios inside the nominal 80 % band of their estimate, 0..1. */
export function bandCoverage(ratios: readonly BucketRatio[]): number {
  const inside = ratios.filter(({ ratio, share, events, doubt }) => {
    const band = bandOf(share, true, events, doubt);
    return ratio >= band.low && ratio <= band.high;
  });
  return inside.length / ratios.length;
}

/** One end of the band as ln of a factor: `base + scarcity * (1 % / share) ** power`. */
export interface BandEnd {
  base: number;
  scarcity: number;
}

/** Both ends by quantile regression over the ratios, as with all evidence: where the product's constants come from. */
export function measuredBands(ratios: readonly BucketRatio[]): { low: BandEnd; high: BandEnd } {
  return {
    low: measuredEnd(ratios, 0.1, BAND.low.power),
    high: measuredEnd(ratios, 0.9, BAND.high.power),
  };
}

/** Empty truths count as e^-6 of the estimate. */
const LEAST_LN = -6;
/** Slopes that are tried, and how finely. */
const MOST_SLOPE = 1;
const SLOPE_STEP = 0.01;

function measuredEnd(ratios: readonly BucketRatio[], level: number, power: number): BandEnd {
  const points = ratios.map(({ ratio, share, events }) => ({
    x: (0.01 / share) ** power,
    y: Math.max(LEAST_LN, Math.log(ratio)) / bandStretch(events),
  }));
  let best = { base: 0, scarcity: 0, loss: Number.POSITIVE_INFINITY };
  for (let scarcity = -MOST_SLOPE; scarcity <= MOST_SLOPE; scarcity += SLOPE_STEP) {
    const rest = Float64Array.from(points, ({ x, y }) => y - scarcity * x).sort();
    const base = quantile([...rest], level);
    const loss = rest.reduce((sum, r) => sum + (r > base ? level : level - 1) * (r - base), 0);
    if (loss < best.loss) best = { base, scarcity, loss };
  }
  return { base: best.base, scarcity: best.scarcity };
}

function sumBetween(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = Math.round(from / WINDOW_LOG_BIN); i < Math.round(to / WINDOW_LOG_BIN); i++) sum += values[i];
  return sum;
}
