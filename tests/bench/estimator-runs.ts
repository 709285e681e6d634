import { applyBar } from '../../src/core/estimate/apply-bar';
import type { EstimatorBar } from '../../src/core/estimate/estimator-bar';
import type { EstimatorConfig } from '../../src/core/estimate/estimator-config';
import { AT, createEstimator, type EstimatorState } from '../../src/core/estimate/estimator-state';
import { LAYER_COUNT } from '../../src/core/estimate/leverage-classes';
import { previewBar } from '../../src/core/estimate/preview-bar';
import { createJournal } from '../../src/core/estimate/undo-journal';
import { writeColumn, writeLayers } from '../../src/core/estimate/write-column';
import { createNaive, type NaiveState, naiveBar, naiveColumn } from '../core/estimate/naive-estimator';
import { median } from './figure';

/** One display column each half hour: 1,440 in 30 days. */
export const BARS_PER_COLUMN = 6;
export const BINS = 1000;

/** Processor time, ms: on an idle machine it is wall time, and under other people's load it stays near it. */
export function timed<T>(work: () => T): { ms: number; value: T } {
  const start = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000, value };
}

export function runLazy(
  config: EstimatorConfig,
  bars: readonly EstimatorBar[],
  hasColumns: boolean,
): EstimatorState {
  const state = createEstimator(config);
  const out = new Float32Array(LAYER_COUNT * BINS);
  bars.forEach((bar, index) => {
    applyBar(state, bar);
    if (hasColumns && index % BARS_PER_COLUMN === BARS_PER_COLUMN - 1)
      writeLayers(state, planeGrid(state), out);
  });
  return state;
}

export function runNaive(config: EstimatorConfig, bars: readonly EstimatorBar[]): NaiveState {
  const state = createNaive(config);
  const out = new Float64Array(config.bins);
  bars.forEach((bar, index) => {
    naiveBar(state, bar);
    if (index % BARS_PER_COLUMN === BARS_PER_COLUMN - 1) naiveColumn(state, out);
  });
  return state;
}

export function planeGrid(state: EstimatorState) {
  const { binWidth, logOrigin, bins } = state.config;
  return { logPriceMin: logOrigin + state.clock[AT.firstBin] * binWidth, logBin: binWidth, bins };
}

/** A tick of the forming bar: apply, write the column, take back. Median in microseconds. */
export function liveTickUs(state: EstimatorState, bars: readonly EstimatorBar[], ticks: number): number {
  const journal = createJournal(state);
  const column = new Float32Array(BINS);
  const grid = planeGrid(state);
  const last = bars[bars.length - 1];
  const times: number[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    const close = last.close * (1 + 0.0004 * Math.sin(tick));
    const forming = {
      ...last,
      openTimeMs: last.openTimeMs + last.intervalMs,
      open: last.close,
      close,
      high: Math.max(last.close, close),
      low: Math.min(last.close, close),
    };
    times.push(
      timed(() => previewBar(state, journal, forming, (seen) => writeColumn(seen, grid, column))).ms,
    );
  }
  return 1000 * median(times);
}
