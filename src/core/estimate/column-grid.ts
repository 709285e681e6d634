import type { LogGrid } from '../market/log-grid';
import { AT, type EstimatorState } from './estimator-state';

/** The estimator's own grid, cut to a part of the plane around the last close; columns on it need no resampling. */
export function nativeGrid(state: EstimatorState, bins = state.config.bins): LogGrid {
  const { config, clock } = state;
  const centre = Math.floor((Math.log(clock[AT.close]) - config.logOrigin) / config.binWidth);
  return {
    logPriceMin: config.logOrigin + (centre - Math.floor(bins / 2)) * config.binWidth,
    logBin: config.binWidth,
    bins,
  };
}

/** First lattice index of a grid that lies on the estimator's lattice, or null when it must be resampled. */
export function alignedStart(state: EstimatorState, grid: LogGrid): number | null {
  const { binWidth, logOrigin } = state.config;
  if (Math.abs(grid.logBin - binWidth) > 1e-9 * binWidth) return null;
  const start = (grid.logPriceMin - logOrigin) / binWidth;
  const rounded = Math.round(start);
  return Math.abs(start - rounded) < 1e-4 ? rounded : null;
}
