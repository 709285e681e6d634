/**
 * Where models concur: the geometric mean of their densities, each first scaled to the total of the first one, so that
 * a level survives only if every model sees it. `profiles` hold USD per bin of one side on one grid, the model whose
 * USD scale counts first; `out` is overwritten.
 */
export function writeAgreement(
  profiles: readonly ArrayLike<number>[],
  out: Float64Array | Float32Array,
): void {
  if (profiles.length === 0) throw new Error('no profiles to compare');
  const totals = profiles.map(sumOf);
  if (totals.some((total) => !(total > 0))) {
    out.fill(0);
    return;
  }
  const power = 1 / profiles.length;
  for (let bin = 0; bin < out.length; bin++) {
    let product = 1;
    for (let i = 0; i < profiles.length; i++) product *= (profiles[i][bin] / totals[i]) * totals[0];
    out[bin] = product > 0 ? product ** power : 0;
  }
}

function sumOf(profile: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < profile.length; i++) total += profile[i];
  return total;
}
