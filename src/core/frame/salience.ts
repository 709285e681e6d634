/** Half width of the surroundings that a level is compared with, share of price (0.015 = 1.5 %). */
export const SURROUNDINGS = 0.015;

/** Half width of the stretch around the close whose typical density is the unit of salience, share of price. */
export const REFERENCE_REACH = 0.15;

/** Value of code 255 in every grid: a fixed number, so that a stored code never has to be written again. */
export const SALIENCE_MAX = 16;

/** Reusable storage of `salienceColumn`, grown on demand. */
export interface SalienceScratch {
  root: Float32Array;
}

/**
 * Codes how much each bin of one column stands out of its surroundings, in O(bins).
 *
 * Per side, with v = density (any unit) and m = mean of that side's v over all bins within 1.5 % of price:
 * salience = sqrt(max(0, v / m - 1)) * sqrt(v) / r, where r = mean of sqrt(v) within 15 % of the close.
 * r is the column's own typical density, a mean of roots so that one huge bin cannot darken the rest. The result
 * has no unit and needs no other column, neither a later nor an earlier one: a closed column never changes.
 *
 * `density` has one value per bin, both sides in one array: longs below `split`, shorts from `split` on.
 * Writes `bins` codes to `out` from `outOffset`; decode with `decodeSalience`. Values that are not finite and
 * positive count as none.
 */
export function salienceColumn(
  density: Float32Array,
  split: number,
  logBin: number,
  scratch: SalienceScratch,
  out: Uint8Array,
  outOffset: number,
): void {
  const bins = density.length;
  if (!(logBin > 0)) throw new Error(`invalid log bin: ${logBin}`);
  if (scratch.root.length < bins) scratch.root = new Float32Array(bins);
  const { root } = scratch;
  for (let bin = 0; bin < bins; bin += 1) {
    const v = density[bin];
    root[bin] = v > 0 && v < Number.POSITIVE_INFINITY ? Math.sqrt(v) : 0;
  }
  const middle = Math.min(bins, Math.max(0, Math.round(split)));
  const unit = meanAround(root, bins, middle, Math.round(Math.log1p(REFERENCE_REACH) / logBin));
  if (!(unit > 0)) {
    out.fill(0, outOffset, outOffset + bins);
    return;
  }
  const reach = Math.max(1, Math.round(Math.log1p(SURROUNDINGS) / logBin));
  codeSide(root, bins, 0, middle, reach, unit, out, outOffset);
  codeSide(root, bins, middle, bins, reach, unit, out, outOffset);
}

/** Salience (a score without unit) of a code 0..255 of `HeatGrid.salience`; `max` is the grid's `salienceMax`. */
export function decodeSalience(code: number, max: number): number {
  const share = code / 255;
  return share * share * max;
}

/** Code 0..255 of a salience of 0 and more, the nearest; the inverse of `decodeSalience`. */
export function encodeSalience(salience: number, max: number): number {
  return Math.min(255, Math.round(255 * Math.sqrt(salience / max)));
}

/** Mean of the roots near the close; of all bins when those near it are empty. */
function meanAround(root: Float32Array, bins: number, middle: number, reach: number): number {
  const near = meanOf(root, Math.max(0, middle - reach), Math.min(bins, middle + reach));
  return near > 0 ? near : meanOf(root, 0, bins);
}

function meanOf(values: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += values[index];
  return to > from ? sum / (to - from) : 0;
}

/**
 * Codes bins `from` to `to` (exclusive) with a running mean over `reach` bins to either side. Bins beyond the side
 * count as empty ones: were the window cut there, each move of the price would shade the level anew.
 */
function codeSide(
  root: Float32Array,
  bins: number,
  from: number,
  to: number,
  reach: number,
  unit: number,
  out: Uint8Array,
  outOffset: number,
): void {
  const gain = 255 / Math.sqrt(unit * SALIENCE_MAX);
  let sum = 0;
  let head = from;
  let tail = from;
  for (let bin = from; bin < to; bin += 1) {
    for (const end = Math.min(to, bin + reach + 1); head < end; head += 1) sum += root[head] * root[head];
    for (; tail < bin - reach; tail += 1) sum -= root[tail] * root[tail];
    const v = root[bin] * root[bin];
    const mean = sum / (Math.min(bins, bin + reach + 1) - Math.max(0, bin - reach));
    // The mean may fall to 0 or below by cancellation after a huge neighbour has left the window.
    const excess = v > mean && mean > 0 ? Math.sqrt(v / mean - 1) * root[bin] : 0;
    out[outOffset + bin] = Math.min(255, Math.round(gain * Math.sqrt(excess)));
  }
}
