import type { PositionSide } from '../market/liquidation';

/** One side's estimated USD per bin on a log lattice; bin `i` begins at ln price `logPriceMin + i * logBin`. */
export interface SideProfile {
  side: PositionSide;
  logPriceMin: number;
  logBin: number;
  usd: Float32Array;
}

/** Price at a fractional bin, quote currency. */
export function priceAtBin(profile: Pick<SideProfile, 'logPriceMin' | 'logBin'>, bin: number): number {
  return Math.exp(profile.logPriceMin + bin * profile.logBin);
}

/** Fractional bin of a price. */
export function binOfPrice(profile: Pick<SideProfile, 'logPriceMin' | 'logBin'>, price: number): number {
  return (Math.log(price) - profile.logPriceMin) / profile.logBin;
}

/** USD of the bins from `first` to `last`, both inclusive. */
export function sumBins(usd: Float32Array, first: number, last: number): number {
  let sum = 0;
  for (let bin = Math.max(0, first); bin <= last && bin < usd.length; bin += 1) sum += usd[bin];
  return sum;
}
