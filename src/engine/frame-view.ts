import { LAYER_COUNT } from '../core/estimate/leverage-classes';
import type { GridModel } from '../core/frame/build-grid';
import type { ProfileModel } from '../core/frame/build-profile';
import { CELL_USD, COLUMN_BINS, COLUMN_CELLS, type ColumnLevel } from '../core/frame/column-chunk';
import { type ColumnTable, findColumn } from '../core/frame/column-table';
import { layersOf } from '../core/frame/frame-layers';
import type { FrameQuery, ModelId } from '../core/frame/frame-query';
import type { FormingColumn } from '../core/frame/grid-source';
import { isLate, LATE_MS, type PassedStretch, sumFrozenUntilMs } from '../core/frame/late-columns';
import type { DensityModel } from '../core/models/density-model';
import { OI_DELTA } from '../core/models/oi-delta';
import { TURNOVER } from '../core/models/turnover';
import { FINE_KEEP_MS } from './column-writer';
import { type InstrumentRuntime, newestBar, sealedEndMs } from './instrument-runtime';

/** A runtime of the frame, and whether its estimate is part of the sum. */
export interface Participant {
  runtime: InstrumentRuntime;
  isCounted: boolean;
}

/** Foreign methods behind a model of the query. */
export function foreignModels(model: ModelId): DensityModel[] {
  if (model === 'turnover') return [TURNOVER];
  if (model === 'oi-delta') return [OI_DELTA];
  return model === 'agreement' ? [TURNOVER, OI_DELTA] : [];
}

/** What a query means in columns: resolution, range and the tables of each model. */
export interface FrameView {
  level: ColumnLevel;
  columnMs: number;
  columns: number;
  startMs: number;
  /** Columns that end at or before this moment never change again, Unix ms. */
  frozenUntilMs: number;
  grids: GridModel[];
  profiles: ProfileModel[];
  /** Newest column of the frame's own instrument. */
  own: FormingColumn;
  hasGroups: boolean;
}

/**
 * Null while the frame's own instrument, the first participant, has no column at the query's moment; `nowMs` in Unix
 * ms.
 */
export function viewOf(
  participants: readonly Participant[],
  query: FrameQuery,
  nowMs: number,
): FrameView | null {
  const [{ runtime: first }] = participants;
  const isFine = query.rangeMs <= FINE_KEEP_MS && query.columnMs < first.coarse.level.columnMs;
  const sources = modelSources(query).map((source) => ({ ...source, isFine }));
  const profiles = sources.map((source) => profileOf(source, participants, query));
  const own = profiles[0]?.newest[0]?.column;
  if (!own || !columnAt(sources[0], first, query)) return null;
  const { level } = isFine ? first.fine : first.coarse;
  const columnMs = Math.max(query.columnMs, level.columnMs);
  const columns = Math.max(1, Math.round(query.rangeMs / columnMs));
  const startMs = (Math.floor(own.openTimeMs / columnMs) + 1 - columns) * columnMs;
  const untilMs = frozenUntilMs(participants, isFine, startMs, nowMs);
  notePassed(participants, untilMs, nowMs);
  return {
    level,
    columnMs,
    columns,
    startMs,
    frozenUntilMs: Math.min(untilMs, query.untilMs ?? Number.POSITIVE_INFINITY),
    grids: sources.map((source) => gridOf(source, participants, query)),
    profiles,
    own,
    hasGroups: query.model !== 'turnover' && query.model !== 'oi-delta',
  };
}

/** A profile whose parts tell their exchange. */
export interface KnownProfile extends ProfileModel {
  newest: { column: FormingColumn; isCounted: boolean; runtime: InstrumentRuntime }[];
}

/**
 * What the half-hour columns that were over at `untilMs` (Unix ms) held, by model, as it was known then; null where
 * the frame's own instrument, the first participant, has none.
 */
export function profilesAt(
  participants: readonly Participant[],
  query: FrameQuery,
  untilMs: number,
): { own: FormingColumn; profiles: KnownProfile[] } | null {
  const past = { ...query, untilMs };
  const sources = modelSources(query).map((source) => ({ ...source, isFine: false }));
  const own = columnAt(sources[0], participants[0].runtime, past);
  return own && { own, profiles: sources.map((source) => profileOf(source, participants, past)) };
}

/** One way of estimating: where a runtime keeps its columns, and which layers count. */
interface ModelSource {
  layers: number[];
  tables(runtime: InstrumentRuntime): { fine: ColumnTable; coarse: ColumnTable } | null;
  newest(runtime: InstrumentRuntime): FormingColumn | null;
  isFine: boolean;
}

function modelSources(query: FrameQuery): Omit<ModelSource, 'isFine'>[] {
  const foreign = foreignModels(query.model).map((model) => ({
    layers: [0],
    tables: (runtime: InstrumentRuntime) => runtime.tracks.get(model.id) ?? null,
    newest: (runtime: InstrumentRuntime) => runtime.tracks.get(model.id)?.newest ?? null,
  }));
  if (query.model === 'turnover' || query.model === 'oi-delta') return foreign;
  const calibrated = {
    layers: layersOf(query),
    tables: (runtime: InstrumentRuntime) => runtime,
    newest: (runtime: InstrumentRuntime) => runtime.newest?.column ?? null,
  };
  return [calibrated, ...foreign];
}

function gridOf(source: ModelSource, participants: readonly Participant[], query: FrameQuery): GridModel {
  const sources = participants.flatMap(({ runtime, isCounted }) => {
    const table = tableOf(source, runtime);
    if (!table) return [];
    const isForming = runtime.newest?.isForming === true && !isReplay(query);
    return [
      {
        table,
        seals: sealsOf(source, runtime),
        passed: passedOf(runtime),
        forming: isForming ? source.newest(runtime) : null,
        isCounted,
      },
    ];
  });
  return { layers: source.layers, sources };
}

function tableOf(source: ModelSource, runtime: InstrumentRuntime): ColumnTable | null {
  const tables = source.tables(runtime);
  return tables && (source.isFine ? tables.fine : tables.coarse);
}

function profileOf(
  source: ModelSource,
  participants: readonly Participant[],
  query: FrameQuery,
): KnownProfile {
  const [{ runtime: first }] = participants;
  const newest = participants.flatMap(({ runtime, isCounted }) => {
    const column = columnAt(source, runtime, query);
    const isCurrent = isReplay(query)
      ? isTimely(source, runtime, first, query.untilMs)
      : !isBehind(runtime, first);
    return column && isCurrent ? [{ column, isCounted, runtime }] : [];
  });
  return { layers: source.layers, newest };
}

function isReplay(query: FrameQuery): query is FrameQuery & { untilMs: number } {
  return query.untilMs !== undefined && query.untilMs !== null;
}

function columnAt(source: ModelSource, runtime: InstrumentRuntime, query: FrameQuery): FormingColumn | null {
  return isReplay(query) ? storedColumn(tableOf(source, runtime), query.untilMs) : source.newest(runtime);
}

function isTimely(
  source: ModelSource,
  runtime: InstrumentRuntime,
  own: InstrumentRuntime,
  untilMs: number,
): boolean {
  const seals = sealsOf(source, runtime);
  return !isLate(seals, sealsOf(source, own), lastOverMs(seals, untilMs), passedOf(runtime));
}

/** The calibrated columns tell when those of every model were frozen. */
function sealsOf({ isFine }: ModelSource, { fine, coarse }: InstrumentRuntime): ColumnTable {
  return isFine ? fine : coarse;
}

/** Start of the last column that was over at `untilMs`. */
function lastOverMs({ level }: ColumnTable, untilMs: number): number {
  return (Math.floor(untilMs / level.columnMs) - 1) * level.columnMs;
}

/** The last column that was over at `untilMs`, from its codes. */
function storedColumn(table: ColumnTable | null, untilMs: number): FormingColumn | null {
  if (!table) return null;
  const openTimeMs = lastOverMs(table, untilMs);
  const place = findColumn(table, openTimeMs);
  if (!place) return null;
  const { chunk, slot } = place;
  const layers = Array.from({ length: LAYER_COUNT }, (_, layer) => {
    const from = slot * COLUMN_CELLS + layer * COLUMN_BINS;
    return Float32Array.from(chunk.cells.subarray(from, from + COLUMN_BINS), (code) => CELL_USD[code]);
  });
  const [high, low, close, base] = [chunk.high[slot], chunk.low[slot], chunk.close[slot], chunk.base[slot]];
  return { openTimeMs, high, low, close, base, layers };
}

/** Nothing is frozen while an exchange of the sum still brings in its history. */
function frozenUntilMs(
  participants: readonly Participant[],
  isFine: boolean,
  startMs: number,
  nowMs: number,
): number {
  const [{ runtime: first }] = participants;
  const counted = participants.filter(({ runtime, isCounted }) => runtime === first || isCounted);
  if (counted.some(({ runtime }) => runtime.sealedBarMs === null)) return Number.NEGATIVE_INFINITY;
  const parts = counted.map(({ runtime }) => ({
    table: isFine ? runtime.fine : runtime.coarse,
    // What happened before the range does not decide what in it is frozen.
    sealedEndMs: runtime === first ? sealedEndMs(runtime) : Math.max(startMs, sealedEndMs(runtime)),
  }));
  return sumFrozenUntilMs(parts, nowMs);
}

/** What a sum was frozen without must stay out of it, however soon and by whatever clock it is sealed then. */
function notePassed(participants: readonly Participant[], untilMs: number, nowMs: number): void {
  const [own, ...others] = participants;
  for (const { runtime, isCounted } of others) {
    const isBehindSum = isCounted && runtime !== own.runtime && sealedEndMs(runtime) < untilMs;
    if (!isBehindSum || untilMs <= (runtime.passed?.untilMs ?? Number.NEGATIVE_INFINITY)) continue;
    runtime.passed = { untilMs, atMs: Math.max(nowMs, runtime.passed?.atMs ?? 0), isStored: false };
  }
}

function passedOf(runtime: InstrumentRuntime): PassedStretch | null {
  return runtime.passed && { fromMs: sealedEndMs(runtime), untilMs: runtime.passed.untilMs };
}

/** An exchange that stopped before its history was there is not part of any sum. */
export function isAbandoned(runtime: InstrumentRuntime, first: InstrumentRuntime): boolean {
  return runtime.sealedBarMs === null && isBehind(runtime, first);
}

/** True for an exchange that has no newer data than half an hour before the frame's own. */
export function isBehind(runtime: InstrumentRuntime, first: InstrumentRuntime): boolean {
  return lastBarEndMs(runtime) <= lastBarEndMs(first) - LATE_MS;
}

/** End of the newest closed bar, Unix ms; 0 before the first. */
export function lastBarEndMs(runtime: InstrumentRuntime): number {
  const bar = newestBar(runtime);
  return bar ? bar.openTimeMs + bar.intervalMs : 0;
}
