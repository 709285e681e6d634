import { checkpoint } from '../../src/core/estimate/checkpoint';
import type { EstimatorBar } from '../../src/core/estimate/estimator-bar';
import { configFor, type EstimatorConfig } from '../../src/core/estimate/estimator-config';
import { AT, type EstimatorState } from '../../src/core/estimate/estimator-state';
import { LAYER_COUNT } from '../../src/core/estimate/leverage-classes';
import { createJournal } from '../../src/core/estimate/undo-journal';
import type { NaiveState } from '../core/estimate/naive-estimator';
import { planeDifference, settledPlane } from '../core/estimate/planes';
import { sampleBars } from '../core/estimate/sample-bars';
import { BARS_PER_COLUMN, BINS, liveTickUs, runLazy, runNaive, timed } from './estimator-runs';
import { type Figure, figure, median } from './figure';

const BARS_30D = 8640;
const ROUNDS = 5;
const TICKS = 4000;

/**
 * The estimator's speed: 30 days of 5 min bars, 1,000 bins, 2 sides, 10 classes; against the naive pass over all bins
 * that the tests use as reference, in turns in the same run. Medians of processor time, which on an idle machine is
 * wall time and under other people's load stays near it.
 */
export async function estimatorFigures(): Promise<Figure[]> {
  const config = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });
  const bars = sampleBars({ count: BARS_30D });
  for (let warmUp = 0; warmUp < 2; warmUp++) runLazy(config, bars, false);
  const times = { update: [] as number[], columns: [] as number[], ratio: [] as number[] };
  let difference = 0;
  for (let round = 0; round < ROUNDS; round++) {
    times.update.push(timed(() => runLazy(config, bars, false)).ms);
    const lazy = timed(() => runLazy(config, bars, true));
    times.columns.push(lazy.ms);
    const naive = timed(() => runNaive(config, bars));
    times.ratio.push(naive.ms / lazy.ms);
    difference = Math.max(difference, differenceOf(lazy.value, naive.value));
  }
  const live = runLazy(config, bars, false);
  return [
    figure('speed.estimator.cold30dMs', median(times.update), 'ms'),
    figure('speed.estimator.cold30dWithColumnsMs', median(times.columns), 'ms', { op: '<=', value: 120 }),
    figure('speed.estimator.ratioToNaive', median(times.ratio), 'x', { op: '>=', value: 12 }),
    figure('speed.estimator.differenceToNaive', difference, 'of OI', { op: '<=', value: 1e-9 }),
    figure('speed.estimator.binsDoubledRatio', binsRatio(config, bars), 'x', { op: '<=', value: 2 }),
    figure('speed.estimator.barsDoubledRatio', barsRatio(config, bars), 'x', { op: '<=', value: 2.4 }),
    figure('speed.liveBarUs', liveTickUs(live, bars, TICKS), 'us', { op: '<=', value: 60 }),
    figure('memory.estimatorBytes', memoryBytes(live), 'bytes', { op: '<=', value: 8 * 1024 * 1024 }),
    figure('memory.checkpointBytes', checkpoint(live).byteLength, 'bytes'),
  ];
}

function differenceOf(lazy: EstimatorState, naive: NaiveState): number {
  const expected = new Float64Array(lazy.mass.length);
  naive.mass.flat().forEach((layer, index) => {
    expected.set(layer, index * lazy.config.bins);
  });
  return planeDifference(settledPlane(lazy), expected, lazy.clock[AT.openInterest]);
}

/** Time with twice the bins of half the width over the time with the usual ones: sub-linear means below 2. */
function binsRatio(config: EstimatorConfig, bars: readonly EstimatorBar[]): number {
  const fine = { ...config, bins: 2 * config.bins, binWidth: config.binWidth / 2 };
  const ratios = Array.from({ length: ROUNDS }, () => {
    const usual = timed(() => runLazy(config, bars, false)).ms;
    return timed(() => runLazy(fine, bars, false)).ms / usual;
  });
  return median(ratios);
}

/** Time of all bars over the time of half of them. */
function barsRatio(config: EstimatorConfig, bars: readonly EstimatorBar[]): number {
  const half = bars.slice(0, bars.length / 2);
  const ratios = Array.from({ length: ROUNDS }, () => {
    const short = timed(() => runLazy(config, half, false)).ms;
    return timed(() => runLazy(config, bars, false)).ms / short;
  });
  return median(ratios);
}

/** State, journal and a month of display columns in half hours, one byte a layer and bin. */
function memoryBytes(state: EstimatorState): number {
  const planes = state.mass.byteLength + state.reach.byteLength + state.pending.byteLength;
  const journal = createJournal(state).store.byteLength;
  const columns = (BARS_30D / BARS_PER_COLUMN) * LAYER_COUNT * BINS;
  return planes + state.scalars.byteLength + journal + columns;
}
