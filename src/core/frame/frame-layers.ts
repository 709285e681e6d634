import { HIGH_LEVERAGE_LAYERS, LAYER_COUNT, LAYERS_OF_GROUP } from '../estimate/leverage-classes';
import type { FrameQuery } from './frame-query';

/** Layers of a stored column that a query sums up, in order. */
export function layersOf(query: Pick<FrameQuery, 'model' | 'groups'>): number[] {
  if (query.model === 'all-leverage') return Array.from({ length: LAYER_COUNT }, (_, layer) => layer);
  const wanted = new Set(query.groups.flatMap((group) => LAYERS_OF_GROUP[group]));
  const layers = [...wanted].sort((a, b) => a - b);
  return query.model === 'high-leverage'
    ? layers.filter((layer) => HIGH_LEVERAGE_LAYERS.includes(layer))
    : layers;
}
