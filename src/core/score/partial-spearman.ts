import { pearson, ranks } from './rank-correlation';

/**
 * Spearman correlation of two series given others: the correlation of what is left of both ranks after regressing
 * them on the ranks of the controls. NaN when nothing is left.
 */
export function partialSpearman(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  controls: readonly ArrayLike<number>[],
): number {
  const regressors = orthogonal(controls.map((control) => centred(ranks(control))));
  const left = [centred(ranks(one)), centred(ranks(other))];
  for (const residual of left) for (const regressor of regressors) removeProjection(residual, regressor);
  return pearson(left[0], left[1]);
}

/** Makes the columns orthogonal to each other (Gram-Schmidt); columns that add nothing are left out. */
function orthogonal(columns: Float64Array[]): Float64Array[] {
  const kept: Float64Array[] = [];
  for (const column of columns) {
    const before = dot(column, column);
    for (const earlier of kept) removeProjection(column, earlier);
    if (dot(column, column) > 1e-9 * before) kept.push(column);
  }
  return kept;
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function removeProjection(vector: Float64Array, onto: Float64Array): void {
  const factor = dot(vector, onto) / dot(onto, onto);
  for (let i = 0; i < vector.length; i++) vector[i] -= factor * onto[i];
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}
