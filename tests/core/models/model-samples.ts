import type { EstimatorBar } from '../../../src/core/estimate/estimator-bar';
import type { LogGrid } from '../../../src/core/market/log-grid';
import type { DensityModel } from '../../../src/core/models/density-model';

const BAR_MS = 300_000;
/** Width of a model's bin in ln price. */
export const W = 0.001;

/** Half of ln price to either side of 100, on the lattice of the models. */
export const GRID: LogGrid = {
  logPriceMin: Math.floor((Math.log(100) - 0.5) / W) * W,
  logBin: W,
  bins: 1000,
};

/** A flat bar at 100 with 10 coins of volume and an open interest of 1000 coins. */
export function flatBar(at: number, change: Partial<EstimatorBar> = {}): EstimatorBar {
  return {
    openTimeMs: at * BAR_MS,
    intervalMs: BAR_MS,
    open: 100,
    high: 100,
    low: 100,
    close: 100,
    markHigh: null,
    markLow: null,
    volumeBase: 10,
    takerBuyBase: null,
    openInterestBase: 1000,
    longAccountShare: null,
    liquidations: null,
    isSampled: false,
    ...change,
  };
}

/** What a model writes after the bars, USD per bin of `GRID`. */
export function mapOf(
  model: DensityModel,
  bars: readonly EstimatorBar[],
): Record<'long' | 'short', Float64Array> {
  const state = model.create(W);
  for (const bar of bars) model.update(state, bar);
  const sides = { long: new Float64Array(GRID.bins), short: new Float64Array(GRID.bins) };
  model.write(state, GRID, sides.long, sides.short);
  return sides;
}

export const sum = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((total, value) => total + value, 0);

/** USD of the bin at a price and of its two neighbours. */
export function usdNear(values: Float64Array, price: number): number {
  const bin = Math.floor((Math.log(price) - GRID.logPriceMin) / W);
  return values[bin - 1] + values[bin] + values[bin + 1];
}
