import { type ColumnPlace, type ColumnTable, findColumn } from './column-table';
import { combineModels } from './combine-models';
import type { FrameWindow } from './frame-window';
import { addColumnHash, EMPTY_HASH, type HashSum, hashText } from './frozen-hash';
import type { HeatGrid } from './heatmap-frame';
import { isLate } from './late-columns';
import { createUsdQuantiser, type UsdRange } from './quantise';
import { SALIENCE_MAX, type SalienceScratch, salienceColumn } from './salience';
import { addColumn, addExactLayer } from './sum-columns';

/** The newest, still forming bar of one exchange. */
export interface FormingColumn {
  /** Unix ms of the bar's start. */
  openTimeMs: number;
  high: number;
  low: number;
  close: number;
  /** Lattice bin of the layers' first value. */
  base: number;
  /** USD per bin, one array a layer. */
  layers: Float32Array[];
}

/** What one exchange adds to a grid. */
export interface GridSource {
  table: ColumnTable;
  /** Columns of the same exchange that tell when each was frozen, where `table` does not. */
  seals?: ColumnTable;
  forming: FormingColumn | null;
  /** False: gives the frame its prices, but nothing to the sum. */
  isCounted: boolean;
}

/** One way of estimating, over all exchanges. */
export interface GridModel {
  layers: readonly number[];
  /** First source: the instrument whose prices the frame has. */
  sources: readonly GridSource[];
}

/** What a grid is asked to show; `startMs` in Unix ms, `columnMs` in ms, `logBin` in ln price. */
export interface GridPlan {
  startMs: number;
  columnMs: number;
  columns: number;
  window: FrameWindow;
  logBin: number;
  side: 'both' | 'long' | 'short';
  /** Columns that end at or before this moment never change again, Unix ms. */
  frozenUntilMs: number;
  /** One model, or several of which the agreement is shown; the first decides prices and the scale of the USD. */
  models: readonly GridModel[];
}

/** A grid with what makes the next one cheap. */
export interface BuiltGrid {
  grid: HeatGrid;
  hash: HashSum;
  /** Names everything besides time that decides a cell. */
  key: string;
}

/** Fixed, so that a cell coded once stays valid; 1 % of the smallest cluster worth a look to a whole exchange. */
export const FRAME_USD_RANGE: UsdRange = { floor: 100, ceil: 1e9 };

const QUANTISER = createUsdQuantiser(FRAME_USD_RANGE);
/** A source without a column at a moment lends its last one for at most this long. */
const LEND_MS = 30 * 60_000;

/**
 * Sums the sources' columns into one grid. Frozen columns of `before` that were built the same way are copied, so
 * that a new bar costs one column.
 */
export function buildGrid(plan: GridPlan, key: string, before: BuiltGrid | null): BuiltGrid {
  const grid = emptyGrid(plan);
  grid.frozenColumns = frozenCount(plan);
  const kept = before?.key === key ? keptColumns(before.grid, grid) : null;
  let hash = EMPTY_HASH;
  if (before && kept) {
    copyColumns(before.grid, kept.drop, grid, kept.count);
    hash = before.hash;
    for (let column = 0; column < kept.drop; column += 1) hash = addColumnHash(hash, before.grid, column, -1);
  }
  const scratch: SalienceScratch = { root: new Float32Array(plan.window.bins) };
  const space = {
    densities: plan.models.map(() => new Float32Array(plan.window.bins)),
    usd: new Float32Array(plan.window.bins),
    scratch,
  };
  for (let column = kept?.count ?? 0; column < plan.columns; column += 1) {
    fillColumn(plan, grid, column, space);
    if (column < grid.frozenColumns) hash = addColumnHash(hash, grid, column);
  }
  grid.frozenHash = hashText(hash);
  return { grid, hash, key };
}

/** Columns from the left that end at or before the frozen moment. */
function frozenCount({ startMs, columnMs, columns, frozenUntilMs }: GridPlan): number {
  if (frozenUntilMs === Number.NEGATIVE_INFINITY) return 0;
  return Math.min(columns, Math.max(0, Math.floor((frozenUntilMs - startMs) / columnMs)));
}

/** Frozen columns of `old` that `grid` begins with, after the first `drop`; null when it does not begin with any. */
function keptColumns(old: HeatGrid, grid: HeatGrid): { drop: number; count: number } | null {
  const drop = (grid.startMs - old.startMs) / old.columnMs;
  const count = old.frozenColumns - drop;
  const isUsable = Number.isInteger(drop) && drop >= 0 && count > 0 && count <= grid.frozenColumns;
  return isUsable ? { drop, count } : null;
}

function copyColumns(from: HeatGrid, first: number, to: HeatGrid, count: number): void {
  const { bins } = to;
  const last = first + count;
  to.salience.set(from.salience.subarray(first * bins, last * bins));
  to.usd.set(from.usd.subarray(first * bins, last * bins));
  to.split.set(from.split.subarray(first, last));
  to.high.set(from.high.subarray(first, last));
  to.low.set(from.low.subarray(first, last));
  to.close.set(from.close.subarray(first, last));
}

function emptyGrid({ startMs, columnMs, columns, window, logBin }: GridPlan): HeatGrid {
  return {
    startMs,
    columnMs,
    columns,
    logPriceMin: window.firstBin * logBin,
    logBin,
    bins: window.bins,
    salience: new Uint8Array(columns * window.bins),
    salienceMax: SALIENCE_MAX,
    usd: new Uint8Array(columns * window.bins),
    usdFloor: FRAME_USD_RANGE.floor,
    usdCeil: FRAME_USD_RANGE.ceil,
    split: new Uint16Array(columns),
    high: new Float32Array(columns).fill(Number.NaN),
    low: new Float32Array(columns).fill(Number.NaN),
    close: new Float32Array(columns).fill(Number.NaN),
    frozenColumns: 0,
    frozenHash: '',
  };
}

/** Work arrays of one build. */
interface WorkSpace {
  densities: Float32Array[];
  usd: Float32Array;
  scratch: SalienceScratch;
}

function fillColumn(
  plan: GridPlan,
  grid: HeatGrid,
  column: number,
  { densities, usd, scratch }: WorkSpace,
): void {
  const fromMs = plan.startMs + column * plan.columnMs;
  const [first] = plan.models[0].sources;
  const own = moment(first, first, fromMs, plan.columnMs);
  if (!own) return;
  grid.high[column] = own.high;
  grid.low[column] = own.low;
  grid.close[column] = own.close;
  const split = splitBin(own.close, plan);
  grid.split[column] = split;
  plan.models.forEach((model, index) => {
    sumSources(plan, model, fromMs, own.close, densities[index]);
  });
  combineModels(densities, split, usd);
  cutSide(usd, plan.side, split);
  QUANTISER.encodeColumn(usd, grid.usd, column * grid.bins);
  salienceColumn(usd, split, plan.logBin, scratch, grid.salience, column * grid.bins);
}

function splitBin(close: number, { logBin, window }: GridPlan): number {
  const bin = Math.floor(Math.log(close) / logBin) - window.firstBin;
  return Math.min(window.bins, Math.max(0, bin));
}

function sumSources(
  plan: GridPlan,
  { layers, sources }: GridModel,
  fromMs: number,
  ownClose: number,
  usd: Float32Array,
): void {
  usd.fill(0);
  sources.forEach((source, index) => {
    if (!source.isCounted) return;
    const there = moment(source, sources[0], fromMs, plan.columnMs) ?? lent(source, sources[0], fromMs);
    if (!there) return;
    const shift = index === 0 ? 0 : Math.log(ownClose / there.close) / plan.logBin;
    if (there.place) addColumn(usd, plan.window, there.place, layers, shift);
    if (!there.forming) return;
    for (const layer of layers) {
      addExactLayer(usd, plan.window, there.forming.base, there.forming.layers[layer], shift);
    }
  });
}

function cutSide(usd: Float32Array, side: GridPlan['side'], split: number): void {
  if (side === 'long') usd.fill(0, split);
  if (side === 'short') usd.fill(0, 0, split);
}

interface Moment {
  high: number;
  low: number;
  close: number;
  place: ColumnPlace | null;
  forming: FormingColumn | null;
}

/** The column of a source at a moment, if it was there in time for the sum over the prices of `first`. */
function timely(source: GridSource, first: GridSource, timeMs: number): ColumnPlace | null {
  const isTooLate = isLate(source.seals ?? source.table, first.seals ?? first.table, timeMs);
  return isTooLate ? null : findColumn(source.table, timeMs);
}

/** What a source knows of the stretch that begins at `fromMs`: its last column there, and the range of all. */
function moment(source: GridSource, first: GridSource, fromMs: number, columnMs: number): Moment | null {
  const { table, forming } = source;
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  let place: ColumnPlace | null = null;
  for (let timeMs = fromMs; timeMs < fromMs + columnMs; timeMs += table.level.columnMs) {
    const found = timely(source, first, timeMs);
    if (!found) continue;
    place = found;
    high = Math.max(high, found.chunk.high[found.slot]);
    low = Math.min(low, found.chunk.low[found.slot]);
  }
  if (forming && forming.openTimeMs >= fromMs && forming.openTimeMs < fromMs + columnMs) {
    return {
      high: Math.max(high, forming.high),
      low: Math.min(low, forming.low),
      close: forming.close,
      place: null,
      forming,
    };
  }
  return place ? { high, low, close: place.chunk.close[place.slot], place, forming: null } : null;
}

function lent(source: GridSource, first: GridSource, fromMs: number): Moment | null {
  const { columnMs } = source.table.level;
  for (let backMs = columnMs; backMs <= LEND_MS; backMs += columnMs) {
    const place = timely(source, first, fromMs - backMs);
    if (!place) continue;
    const { chunk, slot } = place;
    return { high: chunk.high[slot], low: chunk.low[slot], close: chunk.close[slot], place, forming: null };
  }
  return null;
}
