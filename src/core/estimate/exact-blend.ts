import type { ExactPosition } from '../market/exact-position';
import type { PositionSide } from '../market/liquidation';
import type { LogGrid } from '../market/log-grid';

const DAY_MS = 86_400_000;
/** An address sample ages: positions close unseen. Assumed half-life, days. */
const SAMPLE_HALF_LIFE_DAYS = 2;
/** Width of the comparison kernel, bins, and its reach. */
const KERNEL_SIGMA = 4;
const KERNEL_REACH = 12;
/** The sample corrects the model at most by this factor. */
const MOST_CORRECTION = 4;

/** Known positions of one side on a grid. */
export interface ExactSample {
  /** USD by bin of the grid. */
  usd: Float32Array;
  /** Coins of the sample, with those that never liquidate or lie off the grid. */
  base: number;
}

/** Bins known positions of a side by liquidation price; each counts 2^(-age / half-life). */
export function binExactPositions(
  positions: readonly ExactPosition[],
  side: PositionSide,
  grid: LogGrid,
  nowMs: number,
): ExactSample {
  const usd = new Float32Array(grid.bins);
  let base = 0;
  for (const position of positions) {
    if (position.positionSide !== side || !(position.base > 0)) continue;
    const survived =
      position.base * 2 ** (-Math.max(0, nowMs - position.timeMs) / DAY_MS / SAMPLE_HALF_LIFE_DAYS);
    base += survived;
    if (position.liquidationPrice === null || !(position.liquidationPrice > 0)) continue;
    const bin = Math.floor((Math.log(position.liquidationPrice) - grid.logPriceMin) / grid.logBin);
    if (bin >= 0 && bin < grid.bins) usd[bin] += survived * position.liquidationPrice;
  }
  return { usd, base };
}

/**
 * The model corrected by a sample that covers `share` (0..1) of the side's open interest: what is known, plus the model
 * for the rest, leaned toward where the sample shows more (estimation.md 6). Arrays in USD by bin; a new array.
 */
export function blendExact(model: Float32Array, sample: Float32Array, share: number): Float32Array {
  if (model.length !== sample.length) throw new Error(`lengths differ: ${model.length}, ${sample.length}`);
  const part = Math.min(1, Math.max(0, share));
  if (part === 0) return model.slice();
  const smoothSample = smooth(sample);
  const smoothModel = smooth(model);
  const ground = (3 * part * model.reduce((sum, value) => sum + value, 0)) / 400;
  return model.map((value, bin) => {
    const ratio = (ground + smoothSample[bin]) / (ground + part * smoothModel[bin]);
    const lean = Math.min(MOST_CORRECTION, Math.max(1 / MOST_CORRECTION, Number.isFinite(ratio) ? ratio : 1));
    return sample[bin] + (1 - part) * value * lean;
  });
}

const KERNEL = Array.from({ length: 2 * KERNEL_REACH + 1 }, (_, tap) =>
  Math.exp(-((tap - KERNEL_REACH) ** 2) / (2 * KERNEL_SIGMA ** 2)),
);
const KERNEL_SUM = KERNEL.reduce((sum, weight) => sum + weight, 0);

function smooth(values: Float32Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let bin = 0; bin < values.length; bin++) {
    if (values[bin] === 0) continue;
    const low = Math.max(0, bin - KERNEL_REACH);
    const high = Math.min(values.length - 1, bin + KERNEL_REACH);
    for (let to = low; to <= high; to++)
      out[to] += (values[bin] * KERNEL[to - bin + KERNEL_REACH]) / KERNEL_SUM;
  }
  return out;
}
