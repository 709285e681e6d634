import type { GridPlan } from '../../../src/core/frame/build-grid';
import {
  baseOf,
  COLUMN_BINS,
  COLUMN_CELLS,
  type ColumnLevel,
  FINE,
} from '../../../src/core/frame/column-chunk';
import { type ColumnTable, createTable, putColumn } from '../../../src/core/frame/column-table';
import type { FormingColumn, GridSource } from '../../../src/core/frame/grid-source';

export const W = 0.0005;
export const T0 = Date.UTC(2026, 9, 1);
export const STEP = FINE.columnMs;

/** A level of `usd` at a price, in one layer. */
export interface Level {
  price: number;
  usd: number;
  layer?: number;
}

export function cells(close: number, levels: readonly Level[]): { base: number; usd: Float32Array } {
  const base = baseOf(close, W);
  const usd = new Float32Array(COLUMN_CELLS);
  for (const { price, usd: size, layer = 1 } of levels) {
    usd[layer * COLUMN_BINS + Math.floor(Math.log(price) / W) - base] += size;
  }
  return { base, usd };
}

/** A table with one column for each close, all with the same levels. */
export function tableOf(
  closes: readonly number[],
  levels: readonly Level[],
  level: ColumnLevel = FINE,
): ColumnTable {
  const table = createTable(level);
  closes.forEach((close, index) => {
    const sample = { ...cells(close, levels), high: close * 1.001, low: close * 0.999, close };
    putColumn(table, T0 + index * level.columnMs, sample);
  });
  return table;
}

export function formingAt(openTimeMs: number, close: number, levels: readonly Level[]): FormingColumn {
  const { base, usd } = cells(close, levels);
  const layers = [0, 1, 2, 3].map((layer) => usd.subarray(layer * COLUMN_BINS, (layer + 1) * COLUMN_BINS));
  return { openTimeMs, high: close * 1.002, low: close * 0.998, close, base, layers };
}

export function planOf(
  table: ColumnTable,
  columns: number,
  change: Partial<GridPlan> & { layers?: number[]; sources?: GridSource[] } = {},
): GridPlan {
  const { layers = [0, 1, 2, 3], sources = [{ table, forming: null, isCounted: true }], ...rest } = change;
  const firstBin = Math.floor(Math.log(80) / W);
  return {
    startMs: T0,
    columnMs: STEP,
    columns,
    window: { firstBin, bins: Math.ceil(Math.log(125) / W) - firstBin },
    logBin: W,
    side: 'both',
    frozenUntilMs: T0 + columns * STEP,
    models: [{ layers, sources }],
    ...rest,
  };
}
