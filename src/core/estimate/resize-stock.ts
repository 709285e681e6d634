import { AT, type EstimatorState, SIDE_LAYERS } from './estimator-state';

/** Coins of a side that are held as long as no open interest is known: any number, since nothing of it is ever read. */
export const ASSUMED_STOCK = 1;

/**
 * Makes everything held `factor` times as large: bars before the first known open interest were lived through with an
 * assumed constant one, and all but the size of the stock is the same for any size.
 */
export function resizeStock(state: EstimatorState, factor: number): void {
  for (let layer = 0; layer < SIDE_LAYERS; layer++) state.scale[layer] *= factor;
  const { closed } = state.scratch;
  closed[0] *= factor;
  closed[1] *= factor;
  state.clock[AT.turnoverSum] /= factor;
}
