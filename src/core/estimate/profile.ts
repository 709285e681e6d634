import type { LiquidationProfile } from '../frame/heatmap-frame';
import type { LogGrid } from '../market/log-grid';
import type { EstimatorState } from './estimator-state';
import { LAYER_COUNT, LAYERS_OF_GROUP } from './leverage-classes';
import { type ColumnSelection, writeLayers } from './write-column';

const GROUPS = ['low', 'medium', 'high'] as const;

/** The estimate now, at full precision: USD per bin of `grid`, by side and by leverage group. */
export function profile(
  state: EstimatorState,
  grid: LogGrid,
  selection: Omit<ColumnSelection, 'sides'> = {},
): LiquidationProfile {
  const { bins } = grid;
  const layers = new Float32Array(LAYER_COUNT * bins);
  const groups = new Float32Array(GROUPS.length * bins);
  const sides = { long: new Float32Array(bins), short: new Float32Array(bins) };
  for (const side of ['long', 'short'] as const) {
    writeLayers(state, grid, layers, { ...selection, sides: [side] });
    GROUPS.forEach((group, row) => {
      for (const layer of LAYERS_OF_GROUP[group]) {
        for (let bin = 0; bin < bins; bin++) {
          groups[row * bins + bin] += layers[layer * bins + bin];
          sides[side][bin] += layers[layer * bins + bin];
        }
      }
    });
  }
  return { ...grid, ...sides, groups };
}
