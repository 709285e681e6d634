import type { EstimatorBar } from '../core/estimate/estimator-bar';
import { baseOf, COARSE, COLUMN_BINS, COLUMN_CELLS, FINE } from '../core/frame/column-chunk';
import { createTable, dropBefore, findColumn, putColumn } from '../core/frame/column-table';
import type { FormingColumn } from '../core/frame/grid-source';
import type { DensityModel, ModelState } from '../core/models/density-model';
import { readBars } from '../store/estimate-store';
import type { LiqlensDatabase } from '../store/open-database';
import { fromBarRecord } from './bar-rows';
import { COARSE_KEEP_MS, FINE_KEEP_MS } from './column-writer';
import type { InstrumentRuntime } from './instrument-runtime';
import { type ModelSeed, readSeed } from './model-seeds';
import type { TimeSlices } from './time-slices';
import type { ModelTrack } from './track-state';

/** Brings the method's columns up to the runtime's newest bar; from the stored bars when it is asked for first. */
export async function advanceTrack(
  runtime: InstrumentRuntime,
  model: DensityModel,
  database: LiqlensDatabase,
  nowMs: number,
  slices: TimeSlices,
): Promise<ModelTrack> {
  let track = runtime.tracks.get(model.id);
  if (!track) {
    track = createTrack(
      runtime,
      model,
      await readSeed(database, runtime.key, model, runtime.config.binWidth),
    );
    runtime.tracks.set(model.id, track);
    const records = await readBars(database, runtime.key, 0);
    await applySealed(runtime, track, records.flatMap(fromBarRecord), slices);
  }
  track.askedMs = nowMs;
  await applySealed(runtime, track, runtime.recent, slices);
  await applyProvisional(runtime, track, slices);
  track.newest = newestOf(runtime, track);
  return track;
}

function createTrack(runtime: InstrumentRuntime, model: DensityModel, seed: ModelSeed | null): ModelTrack {
  return {
    model,
    sealed: seed?.state ?? model.create(runtime.config.binWidth),
    sealedBarMs: seed?.lastBarMs ?? Number.NEGATIVE_INFINITY,
    closed: model.create(runtime.config.binWidth),
    revision: -1,
    askedMs: 0,
    fine: createTable(FINE),
    coarse: createTable(COARSE),
    newest: null,
  };
}

async function applySealed(
  runtime: InstrumentRuntime,
  track: ModelTrack,
  bars: readonly EstimatorBar[],
  slices: TimeSlices,
): Promise<void> {
  const untilMs = runtime.sealedBarMs ?? Number.NEGATIVE_INFINITY;
  const fresh = bars.filter((bar) => bar.openTimeMs > track.sealedBarMs && bar.openTimeMs <= untilMs);
  if (fresh.length === 0) return;
  await applyBars(runtime, track, track.sealed, fresh, slices);
  track.sealedBarMs = fresh[fresh.length - 1].openTimeMs;
  track.revision = -1;
  dropBefore(track.fine, track.sealedBarMs - FINE_KEEP_MS);
  dropBefore(track.coarse, track.sealedBarMs - COARSE_KEEP_MS);
}

async function applyProvisional(
  runtime: InstrumentRuntime,
  track: ModelTrack,
  slices: TimeSlices,
): Promise<void> {
  if (track.revision === runtime.revision) return;
  track.closed = structuredClone(track.sealed);
  const bars = runtime.provisional.slice(0, runtime.liveCount);
  await applyBars(runtime, track, track.closed, bars, slices);
  track.revision = runtime.revision;
}

async function applyBars(
  runtime: InstrumentRuntime,
  track: ModelTrack,
  state: ModelState,
  bars: readonly EstimatorBar[],
  slices: TimeSlices,
): Promise<void> {
  const newestMs = bars.at(-1)?.openTimeMs ?? 0;
  for (let index = 0; index < bars.length; index += 1) {
    const bar = bars[index];
    track.model.update(state, bar);
    const isFine = bar.openTimeMs >= newestMs - FINE_KEEP_MS;
    const next = bars[index + 1];
    const isLastOfCoarse = !next || coarseStart(next.openTimeMs) !== coarseStart(bar.openTimeMs);
    if (isFine || isLastOfCoarse) {
      const column = columnOf(runtime, track.model, state, bar);
      const sample = { ...column, usd: cellsOf(column) };
      if (isFine) putColumn(track.fine, bar.openTimeMs, sample);
      if (isLastOfCoarse)
        putColumn(track.coarse, bar.openTimeMs, { ...sample, ...coarseRange(runtime, bar) });
    }
    await slices.breathe();
  }
}

function newestOf(runtime: InstrumentRuntime, track: ModelTrack): FormingColumn | null {
  const { newest } = runtime;
  if (!newest) return null;
  const { bar, isForming } = newest;
  if (!isForming) return columnOf(runtime, track.model, track.closed, bar);
  const ahead = structuredClone(track.closed);
  track.model.update(ahead, bar);
  return columnOf(runtime, track.model, ahead, bar);
}

function columnOf(
  runtime: InstrumentRuntime,
  model: DensityModel,
  state: ModelState,
  bar: EstimatorBar,
): FormingColumn {
  const { binWidth } = runtime.config;
  const { openTimeMs, high, low, close } = bar;
  const base = baseOf(close, binWidth);
  const grid = { logPriceMin: base * binWidth, logBin: binWidth, bins: COLUMN_BINS };
  const long = new Float64Array(COLUMN_BINS);
  const short = new Float64Array(COLUMN_BINS);
  model.write(state, grid, long, short);
  const usd = Float32Array.from(long, (value, bin) => value + short[bin]);
  return { openTimeMs, high, low, close, base, layers: [usd] };
}

function cellsOf({ layers }: FormingColumn): Float32Array {
  const cells = new Float32Array(COLUMN_CELLS);
  cells.set(layers[0]);
  return cells;
}

/** Range of the half hour so far, as the calibrated columns have it: bars come here one by one or all at once. */
function coarseRange({ coarse }: InstrumentRuntime, bar: EstimatorBar): { high: number; low: number } {
  const place = findColumn(coarse, bar.openTimeMs);
  if (!place) return { high: bar.high, low: bar.low };
  const { chunk, slot } = place;
  return { high: Math.max(bar.high, chunk.high[slot]), low: Math.min(bar.low, chunk.low[slot]) };
}

function coarseStart(timeMs: number): number {
  return Math.floor(timeMs / COARSE.columnMs) * COARSE.columnMs;
}
