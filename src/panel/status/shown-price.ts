import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import type { PanelModel } from '../panel-model';

/** The price that distances are measured from: the newest tick, in a replay the price of that moment. */
export function shownPrice(model: PanelModel, frame: HeatmapFrame): number {
  if (frame.badge === 'replay') return frame.markPrice;
  return model.price.value?.price ?? frame.markPrice;
}
