/** Standard deviation of the smoothing in ln price (estimation.md 7: two bins of 0.1 %). */
export const SMOOTHING = 0.002;

/** `usd` convolved with a Gaussian of `SMOOTHING`, same unit and length; mass beyond the ends is lost. */
export function smoothProfile(usd: Float32Array, logBin: number): Float64Array {
  const taps = gaussianTaps(SMOOTHING / logBin);
  const reach = (taps.length - 1) / 2;
  const smooth = new Float64Array(usd.length);
  for (let bin = 0; bin < usd.length; bin += 1) {
    const value = usd[bin];
    if (!(value > 0)) continue;
    const from = Math.max(0, bin - reach);
    const to = Math.min(usd.length - 1, bin + reach);
    for (let at = from; at <= to; at += 1) smooth[at] += value * taps[at - bin + reach];
  }
  return smooth;
}

function gaussianTaps(sigmaBins: number): Float64Array {
  const reach = Math.max(1, Math.ceil(3 * sigmaBins));
  const taps = new Float64Array(2 * reach + 1);
  let total = 0;
  for (let at = -reach; at <= reach; at += 1) {
    taps[at + reach] = Math.exp(-0.5 * (at / sigmaBins) ** 2);
    total += taps[at + reach];
  }
  return taps.map((tap) => tap / total);
}
