import { baseOf, COLUMN_BINS } from './column-chunk';
import { combineModels } from './combine-models';
import type { FrameWindow } from './frame-window';
import { addColumnHash, EMPTY_HASH, type HashSum, hashText } from './frozen-hash';
import { type GridSource, lent, moment } from './grid-source';
import type { HeatGrid } from './heatmap-frame';
import { createUsdQuantiser, type UsdRange } from './quantise';
import { SALIENCE_MAX, type SalienceScratch, salienceColumn } from './salience';
import { addColumn, addExactLayer } from './sum-columns';

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
/** Other exchanges' prices differ, so that their bins may lie a little beyond the column's own. */
const MARGIN_BINS = 3;
const SPACE_BINS = COLUMN_BINS + 2 * MARGIN_BINS;

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
  const space = createSpace(plan.models.length);
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

/**
 * Work arrays of one column: all bins that its exchanges have around its own close, whatever part of them the frame
 * shows. What a cell holds must not depend on the frame's window, which follows the price for ever.
 */
interface ColumnSpace {
  densities: Float32Array[];
  usd: Float32Array;
  scratch: SalienceScratch;
  usdCodes: Uint8Array;
  salienceCodes: Uint8Array;
}

function createSpace(models: number): ColumnSpace {
  return {
    densities: Array.from({ length: models }, () => new Float32Array(SPACE_BINS)),
    usd: new Float32Array(SPACE_BINS),
    scratch: { root: new Float32Array(SPACE_BINS) },
    usdCodes: new Uint8Array(SPACE_BINS),
    salienceCodes: new Uint8Array(SPACE_BINS),
  };
}

function fillColumn(plan: GridPlan, grid: HeatGrid, column: number, space: ColumnSpace): void {
  const { logBin, side } = plan;
  const fromMs = plan.startMs + column * plan.columnMs;
  const [first] = plan.models[0].sources;
  const own = moment(first, first, fromMs, plan.columnMs);
  if (!own) return;
  grid.high[column] = own.high;
  grid.low[column] = own.low;
  grid.close[column] = own.close;
  grid.split[column] = splitBin(own.close, logBin, plan.window);
  const window = { firstBin: baseOf(own.close, logBin) - MARGIN_BINS, bins: SPACE_BINS };
  const split = splitBin(own.close, logBin, window);
  const { densities, usd, usdCodes, salienceCodes } = space;
  plan.models.forEach((model, index) => {
    sumSources(plan, window, model, fromMs, own.close, densities[index]);
  });
  combineModels(densities, split, usd);
  cutSide(usd, side, split);
  QUANTISER.encodeColumn(usd, usdCodes, 0);
  salienceColumn(usd, split, logBin, space.scratch, salienceCodes, 0);
  showCodes(usdCodes, window, grid.usd, plan.window, column);
  showCodes(salienceCodes, window, grid.salience, plan.window, column);
}

/** Copies the bins of a column that the frame's window shows. */
function showCodes(codes: Uint8Array, from: FrameWindow, cells: Uint8Array, to: FrameWindow, column: number) {
  const firstBin = Math.max(from.firstBin, to.firstBin);
  const endBin = Math.min(from.firstBin + from.bins, to.firstBin + to.bins);
  if (endBin <= firstBin) return;
  const shown = codes.subarray(firstBin - from.firstBin, endBin - from.firstBin);
  cells.set(shown, column * to.bins + firstBin - to.firstBin);
}

function splitBin(close: number, logBin: number, window: FrameWindow): number {
  const bin = Math.floor(Math.log(close) / logBin) - window.firstBin;
  return Math.min(window.bins, Math.max(0, bin));
}

function sumSources(
  plan: GridPlan,
  window: FrameWindow,
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
    if (there.place) addColumn(usd, window, there.place, layers, shift);
    if (!there.forming) return;
    for (const layer of layers) {
      addExactLayer(usd, window, there.forming.base, there.forming.layers[layer], shift);
    }
  });
}

function cutSide(usd: Float32Array, side: GridPlan['side'], split: number): void {
  if (side === 'long') usd.fill(0, split);
  if (side === 'short') usd.fill(0, 0, split);
}
