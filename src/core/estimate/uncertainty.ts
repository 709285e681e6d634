/** Ends of a band as factors on an estimate: `low` below 1, 0 where nothing at all is within the band; `high` above 1. */
export interface BandFactors {
  low: number;
  high: number;
}

/**
 * ln of the 10 % and 90 % ends of the true mass over the estimated one, were the level known fully: `base` plus
 * `scarcity` times (1 % of the open interest over the estimate) to the `power`. One law holds for all distances, widths
 * and clusters: little mass is few positions. Measured in simulation (`npm run score -- bands`, tests/score/TRIALS.md).
 */
export const BAND = {
  low: { base: -0.41, scarcity: -0.46, power: 0.5 },
  high: { base: 0.36, scarcity: 0.2, power: 0.25 },
} as const;

const PERCENT = 0.01;
const LEAST_SHARE = 1e-5;
/** A low end under this (ln) means that there may be nothing. */
const NOTHING = -6;

/** Error of the model on real data, unknown until the user's own history has been scored. */
const UNSCORED_STEP = 1.5;

/** Evidence behind the level where nobody counts it: the median of the moments that the bands are measured on. */
const TYPICAL_EVENTS = 60;

/** So many equal liquidations leave half of the prior's doubt about the level. */
const DOUBT_EVENTS = 5;

/**
 * Band of an estimate that is `share` of the one-sided open interest (one percent where that is unknown) and whose level
 * rests on `events` equal liquidations: the less of either, the wider. Wider by x1.5 on each side unless `isScored`: the
 * measured factors hold for the simulation's world. `doubt` is ln of estimated over reported liquidations where they
 * contradict each other, else 0: an error of its own, so it adds in squares to the end that it speaks against.
 */
export function bandOf(share: number, isScored: boolean, events = TYPICAL_EVENTS, doubt = 0): BandFactors {
  const known = share >= 0 ? Math.min(1, Math.max(LEAST_SHARE, share)) : PERCENT;
  const step = isScored ? 0 : Math.log(UNSCORED_STEP);
  const end = ({ base, scarcity, power }: (typeof BAND)['low' | 'high']): number =>
    bandStretch(events) * (base + scarcity * (PERCENT / known) ** power);
  const low = end(BAND.low);
  const widened = Math.hypot(low - step, Math.max(0, doubt));
  return {
    low: low < NOTHING || widened - step > -NOTHING ? 0 : Math.exp(-widened),
    high: Math.exp(Math.hypot(end(BAND.high) + step, Math.min(0, doubt))),
  };
}

/** Factor on the logarithm of a band: 1 with all evidence, the root of 2 with none. */
export function bandStretch(events: number): number {
  return Math.sqrt(1 + DOUBT_EVENTS / (DOUBT_EVENTS + events));
}
