/** Funding as a fraction per interval (0.0001 = 0.01 %); positive: longs pay shorts. */
export interface FundingRate {
  timeMs: number;
  ratePerInterval: number;
  intervalHours: number;
}

/** The same rate normalised to eight hours, fraction. */
export function fundingPer8h(funding: FundingRate): number {
  return (funding.ratePerInterval * 8) / funding.intervalHours;
}
