/** y = a * u + b, with y and b in px and a in px for a step of 1 in u. */
export interface Line {
  a: number;
  b: number;
}

/**
 * Least squares through some of the points, centred so that large numbers lose no digits; NaN where all `u` are equal.
 * @param some Indices of those that count.
 */
export function leastSquares(u: number[], y: number[], some: number[]): Line {
  const mean = (values: number[]) => some.reduce((sum, i) => sum + values[i], 0) / some.length;
  const [meanU, meanY] = [mean(u), mean(y)];
  let cross = 0;
  let square = 0;
  for (const i of some) {
    cross += (u[i] - meanU) * (y[i] - meanY);
    square += (u[i] - meanU) ** 2;
  }
  const a = cross / square;
  return { a, b: meanY - a * meanU };
}
