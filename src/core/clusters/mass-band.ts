/** Upper end of each distance bucket, share of price, with the 10 % and 90 % factors (estimation.md 7, measured). */
const BANDS: readonly [limit: number, low: number, high: number][] = [
  [0.01, 0.44, 2.4],
  [0.02, 0.51, 2.6],
  [0.03, 0.46, 2.5],
  [0.05, 0.6, 2.1],
  [0.08, 0.51, 1.8],
  [Number.POSITIVE_INFINITY, 0.63, 2],
];

/** One step for what is wrong in the model itself; shown until the user's own history has been scored. */
const MODEL_ERROR = 1.5;

/** Factors that turn an estimated USD figure into the ends of its 80 % band. */
export interface MassBand {
  low: number;
  high: number;
}

/** Band at a distance from the mark price, share of price (0.01 = 1 %). */
export function massBand(distance: number, isScored: boolean): MassBand {
  const away = Math.abs(distance);
  const [, low, high] = BANDS.find(([limit]) => away < limit) ?? BANDS[BANDS.length - 1];
  const widen = isScored ? 1 : MODEL_ERROR;
  return { low: low / widen, high: high * widen };
}
