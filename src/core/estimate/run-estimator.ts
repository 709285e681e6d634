import type { LiquidationProfile } from '../frame/heatmap-frame';
import type { LogGrid } from '../market/log-grid';
import type { MarketEvent } from '../market/market-event';
import { applyBar } from './apply-bar';
import { assembleBars } from './assemble-bars';
import type { EstimatorBar } from './estimator-bar';
import type { EstimatorConfig } from './estimator-config';
import { AT, createEstimator, type EstimatorState } from './estimator-state';
import { profile } from './profile';
import { type ColumnSelection, writeColumn } from './write-column';

/** What a run over recorded events keeps on its way. */
export interface RunOptions {
  config: EstimatorConfig;
  /** Columns to keep: one at the end of each `columnMs`, on `grid`. */
  columns?: { grid: LogGrid; columnMs: number; selection?: ColumnSelection };
  /** Profiles to keep: on `grid`, after the last bar that ends at or before each time (Unix ms, rising). */
  profiles?: { grid: LogGrid; timesMs: readonly number[] };
  /** Called with the state as it was before a bar, which is what a forecast for that bar may know. */
  beforeBar?: (state: EstimatorState, bar: EstimatorBar) => void;
  afterBar?: (state: EstimatorState, bar: EstimatorBar) => void;
}

/** What a run has kept. */
export interface RunResult {
  state: EstimatorState;
  /** `data[column * grid.bins + bin]`, estimated USD; `startsMs[column]` = start of the column. */
  columns: { startsMs: number[]; data: Float32Array };
  profiles: { timeMs: number; profile: LiquidationProfile }[];
  /** Bars that were refused, by reason. */
  refused: Record<string, number>;
}

/**
 * The estimator from a typed event sequence to columns and profiles, without a browser: the very code that ships.
 * Forming bars are left out.
 */
export function runEstimator(events: Iterable<MarketEvent>, options: RunOptions): RunResult {
  const assembled = assembleBars(events, { barMs: options.config.barMs, asOfMs: Number.POSITIVE_INFINITY });
  return runBars(
    assembled.filter((entry) => !entry.isForming).map((entry) => entry.bar),
    options,
  );
}

/** As {@link runEstimator}, from bars already joined. */
export function runBars(bars: readonly EstimatorBar[], options: RunOptions): RunResult {
  const state = createEstimator(options.config);
  const refused: Record<string, number> = {};
  const columns = columnStore(bars, options);
  const profiles = profileStore(options);
  bars.forEach((bar, index) => {
    options.beforeBar?.(state, bar);
    const outcome = applyBar(state, bar);
    if (!outcome.isApplied) {
      refused[outcome.reason] = (refused[outcome.reason] ?? 0) + 1;
      return;
    }
    options.afterBar?.(state, bar);
    columns.after(state);
    profiles.after(state, bars[index + 1]);
  });
  return { state, columns: columns.result(), profiles: profiles.kept, refused };
}

function columnStore(bars: readonly EstimatorBar[], options: RunOptions) {
  const wanted = options.columns;
  if (!wanted || bars.length === 0) {
    return { after: () => {}, result: () => ({ startsMs: [], data: new Float32Array(0) }) };
  }
  const { grid, columnMs, selection } = wanted;
  const spanMs = bars[bars.length - 1].openTimeMs - bars[0].openTimeMs;
  const data = new Float32Array((Math.ceil(spanMs / columnMs) + 2) * grid.bins);
  const startsMs: number[] = [];
  const after = (state: EstimatorState): void => {
    const start = Math.floor((state.clock[AT.endTimeMs] - 1) / columnMs) * columnMs;
    if (startsMs[startsMs.length - 1] !== start) startsMs.push(start);
    if (state.clock[AT.endTimeMs] < start + columnMs) return;
    const at = (startsMs.length - 1) * grid.bins;
    writeColumn(state, grid, data.subarray(at, at + grid.bins), selection);
  };
  return { after, result: () => ({ startsMs, data: data.subarray(0, startsMs.length * grid.bins) }) };
}

function profileStore(options: RunOptions) {
  const kept: RunResult['profiles'] = [];
  const times = options.profiles?.timesMs ?? [];
  let next = 0;
  const after = (state: EstimatorState, following: EstimatorBar | undefined): void => {
    const until = following ? following.openTimeMs + following.intervalMs : Number.POSITIVE_INFINITY;
    while (options.profiles && next < times.length && times[next] < until) {
      if (times[next] >= state.clock[AT.endTimeMs]) {
        kept.push({ timeMs: times[next], profile: profile(state, options.profiles.grid) });
      }
      next++;
    }
  };
  return { kept, after };
}
