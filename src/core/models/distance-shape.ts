import type { EstimatorBar } from '../estimate/estimator-bar';
import type { LogGrid } from '../market/log-grid';
import { createState, type DensityModel, type ModelState } from './density-model';

const OPEN_INTEREST = 0;
const CLOSE = 1;
const DAY_RANGE = 2;
const DAY_MS = 86_400_000;
const KERNEL_MEDIAN = 0.08;
const KERNEL_SPREAD = 0.9;
const UNIFORM_ATRS = 3;

/** Open interest spread by distance from price alone, log-normal around 8 %: what any map must beat. */
export const DISTANCE_KERNEL: DensityModel = {
  id: 'distance-kernel',
  name: 'distance kernel',
  create: (logBin) => createState(logBin, 1, 3),
  update: remember,
  write: (state, grid, long, short) => writeByDistance(state, grid, long, short, logNormalDensity),
};

/** Open interest spread evenly over three average daily ranges on each side. */
export const ATR_UNIFORM: DensityModel = {
  id: 'atr-uniform',
  name: 'ATR uniform',
  create: (logBin) => createState(logBin, 1, 3),
  update: remember,
  write(state, grid, long, short) {
    const width = UNIFORM_ATRS * state.memory[DAY_RANGE];
    if (width > 0)
      writeByDistance(state, grid, long, short, (distance) => (distance < width ? 1 / width : 0));
  },
};

/** Memory: open interest, close, average daily range in ln price (from bar ranges, 14 days). */
function remember(state: ModelState, bar: EstimatorBar): void {
  if (bar.openInterestBase !== null) state.memory[OPEN_INTEREST] = bar.openInterestBase;
  state.memory[CLOSE] = bar.close;
  const range = Math.log(bar.high / bar.low) * Math.sqrt(DAY_MS / bar.intervalMs);
  const weight = state.memory[DAY_RANGE] === 0 ? 1 : Math.min(1, bar.intervalMs / (14 * DAY_MS));
  state.memory[DAY_RANGE] += weight * (range - state.memory[DAY_RANGE]);
}

/** Density per unit of ln distance, times open interest, integrated over each bin by its middle. */
function writeByDistance(
  state: ModelState,
  grid: LogGrid,
  long: Float64Array,
  short: Float64Array,
  density: (distance: number) => number,
): void {
  const close = state.memory[CLOSE];
  if (!(close > 0)) return;
  const usd = state.memory[OPEN_INTEREST] * close * grid.logBin;
  for (let bin = 0; bin < grid.bins; bin++) {
    const distance = grid.logPriceMin + (bin + 0.5) * grid.logBin - Math.log(close);
    const out = distance < 0 ? long : short;
    out[bin] += usd * density(Math.abs(distance));
  }
}

function logNormalDensity(distance: number): number {
  const z = Math.log(distance / KERNEL_MEDIAN) / KERNEL_SPREAD;
  return Math.exp(-0.5 * z * z) / (distance * KERNEL_SPREAD * Math.sqrt(2 * Math.PI));
}
