import type { EstimatorBar } from '../estimate/estimator-bar';
import type { LogGrid } from '../market/log-grid';
import { createPlane, type LevelPlane } from './level-plane';

/** Everything a model remembers; plain data, so that a structured clone is a checkpoint. */
export interface ModelState {
  long: LevelPlane;
  short: LevelPlane;
  /** The model's own numbers; each model file says which. */
  memory: Float64Array;
}

/**
 * One way to guess where liquidations lie. Bars are fed in order of time; the same bars give the same state, whether
 * fed at once or one by one.
 */
export interface DensityModel {
  id: string;
  /** Plain name for tables. */
  name: string;
  /** `logBin`: width of a bin in ln price. */
  create(logBin: number): ModelState;
  update(state: ModelState, bar: EstimatorBar): void;
  /** Adds USD per bin and side onto the grid; nothing is written before the first bar. */
  write(state: ModelState, grid: LogGrid, long: Float64Array, short: Float64Array): void;
}

/** Fresh state with `rows` classes and `numbers` own numbers, all 0. */
export function createState(logBin: number, rows: number, numbers: number): ModelState {
  return {
    long: createPlane('long', logBin, rows),
    short: createPlane('short', logBin, rows),
    memory: new Float64Array(numbers),
  };
}
