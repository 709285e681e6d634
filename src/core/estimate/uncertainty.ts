/** Ends of a band as factors on an estimate: `low` below 1, `high` above. */
export interface BandFactors {
  low: number;
  high: number;
}

/**
 * 10 % and 90 % ends of the true mass over the estimated one by distance from the price, measured in simulation on
 * seeds 1 to 40 and 101 to 112 and, of the log-normal family, 1 to 16 (`npm run score -- bands`); `upTo` in ln
 * price. In the first bucket the lower end is 0 in the log-normal family, so that .01 stands for "next to nothing".
 */
const BANDS: readonly (BandFactors & { upTo: number })[] = [
  { upTo: 0.01, low: 0.01, high: 2.1 },
  { upTo: 0.02, low: 0.29, high: 1.9 },
  { upTo: 0.03, low: 0.32, high: 1.9 },
  { upTo: 0.05, low: 0.46, high: 1.7 },
  { upTo: 0.08, low: 0.51, high: 1.7 },
  { upTo: Number.POSITIVE_INFINITY, low: 0.53, high: 1.5 },
];

/** Error of the model on real data, unknown until the user's own history has been scored. */
const UNSCORED_STEP = 1.5;

/**
 * Band of an estimate at `distance` = |ln(price / mark)|. Wider by x1.5 on each side unless `isScored`: the measured
 * factors hold for the simulation's world.
 */
export function bandAt(distance: number, isScored: boolean): BandFactors {
  const band = BANDS.find((entry) => Math.abs(distance) < entry.upTo) ?? BANDS[BANDS.length - 1];
  const step = isScored ? 1 : UNSCORED_STEP;
  return { low: band.low / step, high: band.high * step };
}
