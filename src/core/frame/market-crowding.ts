/** How one-sided and how fragile a market is after its newest closed bar. */
export interface MarketCrowding {
  /** -1..1: positive = crowded longs, negative = crowded shorts; NaN before there is a history. */
  index: number;
  /** Past moments that the index is measured against. */
  moments: number;
  /**
   * Largest overshoot of a cascade in parts of the move that sets it off, over moves up to two daily sigmas: down
   * through longs and up through shorts. A scenario, NaN where volatility or volume is unknown.
   */
  longVulnerability: number;
  shortVulnerability: number;
}
