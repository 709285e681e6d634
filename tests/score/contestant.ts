import { applyBar } from '../../src/core/estimate/apply-bar';
import { levelDoubt, levelEvents } from '../../src/core/estimate/calibration';
import type { EstimatorBar } from '../../src/core/estimate/estimator-bar';
import type { EstimatorConfig } from '../../src/core/estimate/estimator-config';
import { createEstimator } from '../../src/core/estimate/estimator-state';
import { type ColumnSelection, writeColumn } from '../../src/core/estimate/write-column';
import type { LogGrid } from '../../src/core/market/log-grid';
import type { DensityModel } from '../../src/core/models/density-model';

/** Anything that can be fed bars and asked for a density; `write` gets zeroed arrays. */
export interface Contestant {
  id: string;
  name: string;
  feed(bar: EstimatorBar): void;
  write(grid: LogGrid, long: Float64Array, short: Float64Array): void;
  /** Equal liquidations behind its level so far. */
  levelEvents?(): number;
  /** ln of predicted over reported where they contradict each other, else 0. */
  levelDoubt?(): number;
}

/** One of the foreign methods. */
export function modelContestant(model: DensityModel, logBin: number): Contestant {
  const state = model.create(logBin);
  return {
    id: model.id,
    name: model.name,
    feed: (bar) => model.update(state, bar),
    write: (grid, long, short) => model.write(state, grid, long, short),
  };
}

/** The estimator that ships, with a configuration; `classes` as in a column selection. */
export function estimatorContestant(
  id: string,
  name: string,
  config: EstimatorConfig,
  classes?: ColumnSelection['classes'],
): Contestant {
  const state = createEstimator(config);
  return {
    id,
    name,
    feed: (bar) => void applyBar(state, bar),
    levelEvents: () => levelEvents(state),
    levelDoubt: () => levelDoubt(state),
    write(grid, long, short) {
      const column = new Float32Array(grid.bins);
      writeColumn(state, grid, column, { sides: ['long'], classes });
      long.set(column);
      writeColumn(state, grid, column, { sides: ['short'], classes });
      short.set(column);
    },
  };
}
