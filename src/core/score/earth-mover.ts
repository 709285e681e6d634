/**
 * Earth mover's distance between two profiles, each scaled to total 1, in units of `binSize` (percent of ln price in
 * the score). An empty profile counts as spread evenly. 0 = equal shapes.
 */
export function earthMover(estimate: ArrayLike<number>, truth: ArrayLike<number>, binSize: number): number {
  if (estimate.length !== truth.length)
    throw new Error(`unequal lengths: ${estimate.length} and ${truth.length}`);
  const scaleEstimate = sumOf(estimate);
  const scaleTruth = sumOf(truth);
  const even = 1 / estimate.length;
  let carried = 0;
  let distance = 0;
  for (let bin = 0; bin < estimate.length; bin++) {
    carried += scaleEstimate > 0 ? estimate[bin] / scaleEstimate : even;
    carried -= scaleTruth > 0 ? truth[bin] / scaleTruth : even;
    distance += Math.abs(carried) * binSize;
  }
  return distance;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}
