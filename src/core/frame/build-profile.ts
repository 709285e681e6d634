import { LAYERS_OF_GROUP } from '../estimate/leverage-classes';
import type { FormingColumn } from './build-grid';
import type { LeverageGroup } from './frame-query';
import type { FrameWindow } from './frame-window';
import type { LiquidationProfile } from './heatmap-frame';
import { addExactLayer } from './sum-columns';

const GROUPS: readonly LeverageGroup[] = ['low', 'medium', 'high'];

export interface ProfilePlan {
  window: FrameWindow;
  logBin: number;
  layers: readonly number[];
  side: 'both' | 'long' | 'short';
  /** Newest state of each exchange; the first has the frame's own prices. */
  newest: readonly FormingColumn[];
}

export interface BuiltProfile {
  profile: LiquidationProfile;
  /** USD per bin of each exchange, both sides together, in the order of `newest`. */
  exchangeUsd: Float32Array[];
}

/** The sum of the newest states at full precision, USD per bin of the window. */
export function buildProfile({ window, logBin, layers, side, newest }: ProfilePlan): BuiltProfile {
  const { bins } = window;
  const groups = new Float32Array(GROUPS.length * bins);
  const exchangeUsd = newest.map((state) => {
    const own = new Float32Array(bins);
    const shift = Math.log(newest[0].close / state.close) / logBin;
    for (const layer of layers) {
      const row = GROUPS.findIndex((group) => LAYERS_OF_GROUP[group].includes(layer));
      addExactLayer(own, window, state.base, state.layers[layer], shift);
      addExactLayer(
        groups.subarray(row * bins, (row + 1) * bins),
        window,
        state.base,
        state.layers[layer],
        shift,
      );
    }
    return own;
  });
  const split = newest.length === 0 ? 0 : Math.floor(Math.log(newest[0].close) / logBin) - window.firstBin;
  const long = new Float32Array(bins);
  const short = new Float32Array(bins);
  for (const own of exchangeUsd) {
    for (let bin = 0; bin < bins; bin += 1) {
      if (bin < split) long[bin] += own[bin];
      else short[bin] += own[bin];
    }
  }
  if (side === 'long') short.fill(0);
  if (side === 'short') long.fill(0);
  const logPriceMin = window.firstBin * logBin;
  return { profile: { logPriceMin, logBin, bins, long, short, groups }, exchangeUsd };
}
