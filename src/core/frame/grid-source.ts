import { type ColumnPlace, type ColumnTable, findColumn } from './column-table';
import { isLate, type PassedStretch } from './late-columns';

/** A source without a column at a moment lends its last one for at most this long. */
const LEND_MS = 30 * 60_000;

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
  /** Columns that come too late although they are not frozen yet. */
  passed?: PassedStretch | null;
  forming: FormingColumn | null;
  /** False: gives the frame its prices, but nothing to the sum. */
  isCounted: boolean;
}

/** What a source knows of one column of a grid. */
interface Moment {
  high: number;
  low: number;
  close: number;
  place: ColumnPlace | null;
  forming: FormingColumn | null;
}

/** The column of a source at a moment, if it was there in time for the sum over the prices of `first`. */
function timely(source: GridSource, first: GridSource, timeMs: number): ColumnPlace | null {
  const { table, seals = table, passed } = source;
  const isTooLate = isLate(seals, first.seals ?? first.table, timeMs, passed);
  return isTooLate ? null : findColumn(table, timeMs);
}

/** What a source knows of the stretch that begins at `fromMs`: its last column there, and the range of all. */
export function moment(
  source: GridSource,
  first: GridSource,
  fromMs: number,
  columnMs: number,
): Moment | null {
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

/** The last column of a source before `fromMs`, for a source that lags. */
export function lent(source: GridSource, first: GridSource, fromMs: number): Moment | null {
  const { columnMs } = source.table.level;
  for (let backMs = columnMs; backMs <= LEND_MS; backMs += columnMs) {
    const place = timely(source, first, fromMs - backMs);
    if (!place) continue;
    const { chunk, slot } = place;
    return { high: chunk.high[slot], low: chunk.low[slot], close: chunk.close[slot], place, forming: null };
  }
  return null;
}
