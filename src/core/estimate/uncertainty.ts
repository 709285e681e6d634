import { LEARNING } from './learning-constants';

/** Ends of a band as factors on an estimate: `low` below 1, `high` above. */
export interface BandFactors {
  low: number;
  high: number;
}

/**
 * 10 % and 90 % ends of the true mass over the estimated one by distance from the price, were the level known fully,
 * measured in simulation on seeds 1 to 40 and 301 to 330 and, of the log-normal family, 1 to 12
 * (`npm run score -- bands`); `upTo` in ln price.
 */
const BANDS: readonly (BandFactors & { upTo: number })[] = [
  { upTo: 0.01, low: 0.06, high: 1.9 },
  { upTo: 0.02, low: 0.34, high: 1.8 },
  { upTo: 0.03, low: 0.35, high: 1.8 },
  { upTo: 0.05, low: 0.49, high: 1.6 },
  { upTo: 0.08, low: 0.52, high: 1.5 },
  { upTo: Number.POSITIVE_INFINITY, low: 0.56, high: 1.4 },
];

/** Error of the model on real data, unknown until the user's own history has been scored. */
const UNSCORED_STEP = 1.5;

/** Evidence behind the level where nobody counts it: the median of the moments that the bands are measured on. */
const TYPICAL_EVENTS = 50;

/**
 * Band of an estimate at `distance` = |ln(price / mark)| whose level rests on `events` equal liquidations: the fewer,
 * the wider, by the part of the level that is still its prior. Wider by x1.5 on each side unless `isScored`: the
 * measured factors hold for the simulation's world.
 */
export function bandAt(distance: number, isScored: boolean, events = TYPICAL_EVENTS): BandFactors {
  const band = BANDS.find((entry) => Math.abs(distance) < entry.upTo) ?? BANDS[BANDS.length - 1];
  const step = isScored ? 1 : UNSCORED_STEP;
  const stretch = bandStretch(events);
  return { low: band.low ** stretch / step, high: band.high ** stretch * step };
}

/** Factor on the logarithm of a band: 1 with all evidence, the root of 2 with none. */
export function bandStretch(events: number): number {
  return Math.sqrt(1 + LEARNING.levelPriorEvents / (LEARNING.levelPriorEvents + events));
}
