/** Coefficient of the square-root law of impact (estimation.md 7, assumed, literature order one). */
export const IMPACT_COEFFICIENT = 0.6;

/** Relative price move of size `usd`, by the square-root law; NaN when volatility or volume is unknown. */
export function impactOf(usd: number, sigmaDay: number, volumeDayUsd: number): number {
  if (!(volumeDayUsd > 0)) return Number.NaN;
  return IMPACT_COEFFICIENT * sigmaDay * Math.sqrt(usd / volumeDayUsd);
}

/** Quantity that moves price by 10 bp, USD; NaN when volatility or volume is unknown. */
export function quantityFor10Bp(sigmaDay: number, volumeDayUsd: number): number {
  if (!(sigmaDay > 0) || !(volumeDayUsd > 0)) return Number.NaN;
  return volumeDayUsd * (0.001 / (IMPACT_COEFFICIENT * sigmaDay)) ** 2;
}

/**
 * Ranking of a zone: expected forced USD relative to what the market absorbs. Falls back to plain expected USD in
 * millions where depth is unknown, so that the order within one frame stays meaningful.
 */
export function importance(notionalUsd: number, reachProbability: number, q10Usd: number): number {
  const probability = Number.isNaN(reachProbability) ? 1 : reachProbability;
  return (notionalUsd / (Number.isNaN(q10Usd) ? 1e6 : q10Usd)) * probability;
}
