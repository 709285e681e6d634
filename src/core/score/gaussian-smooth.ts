/** A copy of the profile smoothed with a Gaussian of `sigma` bins; mass at the ends is kept by folding it back. */
export function gaussianSmooth(profile: ArrayLike<number>, sigma: number): Float64Array {
  const out = new Float64Array(profile.length);
  const kernel = gaussianKernel(sigma);
  const reach = kernel.length - 1;
  const last = profile.length - 1;
  for (let bin = 0; bin <= last; bin++) {
    const value = profile[bin];
    if (value === 0) continue;
    for (let offset = -reach; offset <= reach; offset++) {
      out[mirrored(bin + offset, last)] += value * kernel[Math.abs(offset)];
    }
  }
  return out;
}

function gaussianKernel(sigma: number): Float64Array {
  const reach = Math.ceil(3 * sigma);
  const half = Float64Array.from({ length: reach + 1 }, (_, i) => Math.exp(-0.5 * (i / sigma) ** 2));
  const total = half.reduce((sum, weight) => sum + 2 * weight, -half[0]);
  return half.map((weight) => weight / total);
}

function mirrored(bin: number, last: number): number {
  const folded = bin < 0 ? -1 - bin : bin > last ? 2 * last + 1 - bin : bin;
  return Math.min(last, Math.max(0, folded));
}
