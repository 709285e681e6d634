/** Bins of the largest local maxima, largest first, no two nearer than `apart` bins. */
export function topPeaks(profile: ArrayLike<number>, count: number, apart: number): number[] {
  const candidates: number[] = [];
  for (let bin = 0; bin < profile.length; bin++) {
    const value = profile[bin];
    const isPeak = value > 0 && value >= (profile[bin - 1] ?? 0) && value >= (profile[bin + 1] ?? 0);
    if (isPeak) candidates.push(bin);
  }
  candidates.sort((a, b) => profile[b] - profile[a] || a - b);
  const kept: number[] = [];
  for (const bin of candidates) {
    if (kept.length === count) break;
    if (kept.every((other) => Math.abs(other - bin) >= apart)) kept.push(bin);
  }
  return kept;
}

/** F1 of estimated against true peaks, 0..1; a pair matches within `tolerance` bins and each peak matches once. */
export function peakF1(estimated: readonly number[], actual: readonly number[], tolerance: number): number {
  if (estimated.length + actual.length === 0) return 1;
  const pairs = estimated
    .flatMap((one) => actual.map((other) => ({ one, other, gap: Math.abs(one - other) })))
    .filter(({ gap }) => gap <= tolerance)
    .sort((a, b) => a.gap - b.gap);
  const usedOne = new Set<number>();
  const usedOther = new Set<number>();
  for (const { one, other } of pairs) {
    if (usedOne.has(one) || usedOther.has(other)) continue;
    usedOne.add(one);
    usedOther.add(other);
  }
  return (2 * usedOne.size) / (estimated.length + actual.length);
}
