import { writeAgreement } from '../models/agreement';

/**
 * One density from those of several models on the same bins, USD, into `out`: itself for one model, else where all
 * concur, each side for itself. Bins from `split` on are shorts.
 */
export function combineModels(densities: readonly Float32Array[], split: number, out: Float32Array): void {
  if (densities.length === 1) {
    out.set(densities[0]);
    return;
  }
  const part = (from: number, to: number): void => {
    const sides = densities.map((density) => density.subarray(from, to));
    writeAgreement(sides, out.subarray(from, to));
  };
  part(0, split);
  part(split, out.length);
}
