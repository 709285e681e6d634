import { LAYERS_OF_GROUP } from '../estimate/leverage-classes';
import { combineModels } from './combine-models';
import type { LeverageGroup } from './frame-query';
import type { FrameWindow } from './frame-window';
import type { FormingColumn } from './grid-source';
import type { LiquidationProfile } from './heatmap-frame';
import { addExactLayer } from './sum-columns';

const GROUPS: readonly LeverageGroup[] = ['low', 'medium', 'high'];

/** Newest state of each exchange by one model; the first exchange has the frame's own prices. */
export interface ProfileModel {
  layers: readonly number[];
  newest: readonly { column: FormingColumn; isCounted: boolean }[];
}

/** What a profile is asked to show; `logBin` in ln price. */
export interface ProfilePlan {
  window: FrameWindow;
  logBin: number;
  side: 'both' | 'long' | 'short';
  /** One model, or several of which the agreement is wanted. */
  models: readonly ProfileModel[];
  /** False for methods that do not tell leverage groups apart; the groups are then 0. */
  hasGroups: boolean;
}

/** The profile, and what each exchange brings to it. */
export interface BuiltProfile {
  profile: LiquidationProfile;
  /** USD per bin of each exchange by the first model, both sides together. */
  exchangeUsd: Float32Array[];
}

/** The sum of the newest states at full precision, USD per bin of the window. */
export function buildProfile({ window, logBin, side, models, hasGroups }: ProfilePlan): BuiltProfile {
  const { bins } = window;
  const [{ newest }] = models;
  const close = newest[0]?.column.close ?? Number.NaN;
  const split = Number.isNaN(close) ? 0 : Math.floor(Math.log(close) / logBin) - window.firstBin;
  const perModel = models.map((model) => exchangeColumns(model, window, logBin));
  const usd = new Float32Array(bins);
  combineModels(
    perModel.map((columns) => totalOf(columns, bins)),
    split,
    usd,
  );
  const profile: LiquidationProfile = {
    logPriceMin: window.firstBin * logBin,
    logBin,
    bins,
    long: side === 'short' ? new Float32Array(bins) : usd.map((value, bin) => (bin < split ? value : 0)),
    short: side === 'long' ? new Float32Array(bins) : usd.map((value, bin) => (bin < split ? 0 : value)),
    groups: hasGroups ? groupColumns(models[0], window, logBin) : new Float32Array(GROUPS.length * bins),
  };
  return { profile, exchangeUsd: perModel[0] };
}

function exchangeColumns(
  { layers, newest }: ProfileModel,
  window: FrameWindow,
  logBin: number,
): Float32Array[] {
  return newest
    .filter(({ isCounted }) => isCounted)
    .map(({ column }) => {
      const own = new Float32Array(window.bins);
      const shift = Math.log(newest[0].column.close / column.close) / logBin;
      for (const layer of layers) addExactLayer(own, window, column.base, column.layers[layer], shift);
      return own;
    });
}

function groupColumns({ layers, newest }: ProfileModel, window: FrameWindow, logBin: number): Float32Array {
  const { bins } = window;
  const groups = new Float32Array(GROUPS.length * bins);
  for (const { column, isCounted } of newest) {
    if (!isCounted) continue;
    const shift = Math.log(newest[0].column.close / column.close) / logBin;
    for (const layer of layers) {
      const row = GROUPS.findIndex((group) => LAYERS_OF_GROUP[group].includes(layer));
      const part = groups.subarray(row * bins, (row + 1) * bins);
      addExactLayer(part, window, column.base, column.layers[layer], shift);
    }
  }
  return groups;
}

function totalOf(columns: readonly Float32Array[], bins: number): Float32Array {
  const total = new Float32Array(bins);
  for (const column of columns) for (let bin = 0; bin < bins; bin += 1) total[bin] += column[bin];
  return total;
}
