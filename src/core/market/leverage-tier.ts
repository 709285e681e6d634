/**
 * One maintenance-margin bracket, ordered by `notionalFloor`; brackets of a table touch without gaps.
 * Notionals in quote currency (coin for inverse contracts).
 */
export interface LeverageTier {
  notionalFloor: number;
  /** Infinity in the last bracket. */
  notionalCap: number;
  maxLeverage: number;
  /** Fraction of notional, 0.004 = 0.4 %. */
  maintenanceMarginRate: number;
  /** Deduction that makes the requirement continuous at the bracket's floor. */
  maintenanceAmount: number;
}
