/** Ranks from 1 upward; equal values share the mean of their ranks. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const out = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]] === values[order[first]]) last++;
    for (let i = first; i <= last; i++) out[order[i]] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return out;
}

/** Pearson correlation, -1..1; NaN when one series is constant or shorter than 2. Throws on unequal lengths. */
export function pearson(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) throw new Error(`unequal lengths: ${one.length} and ${other.length}`);
  const n = one.length;
  let meanOne = 0;
  let meanOther = 0;
  for (let i = 0; i < n; i++) {
    meanOne += one[i];
    meanOther += other[i];
  }
  meanOne /= n;
  meanOther /= n;
  let cross = 0;
  let squareOne = 0;
  let squareOther = 0;
  for (let i = 0; i < n; i++) {
    const a = one[i] - meanOne;
    const b = other[i] - meanOther;
    cross += a * b;
    squareOne += a * a;
    squareOther += b * b;
  }
  return squareOne > 0 && squareOther > 0 ? cross / Math.sqrt(squareOne * squareOther) : Number.NaN;
}

/** Spearman rank correlation, -1..1; NaN when one series is constant. */
export function spearman(one: ArrayLike<number>, other: ArrayLike<number>): number {
  return pearson(ranks(one), ranks(other));
}
