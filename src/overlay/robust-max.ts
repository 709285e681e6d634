/** Largest value after leaving out the share `cut` of the positive ones from above; 0 of nothing. */
export function robustMax(values: ArrayLike<number>, cut: number): number {
  const filled = new Float64Array(values)
    .filter((value) => value > 0 && value < Number.POSITIVE_INFINITY)
    .sort();
  return filled.length === 0 ? 0 : filled[filled.length - 1 - Math.floor(filled.length * cut)];
}
