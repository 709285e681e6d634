import { type ColumnTable, findColumn } from './column-table';

/** A sum waits this long for an exchange that has not delivered, ms; what comes later never enters it. */
export const LATE_MS = 30 * 60_000;

/**
 * Until when a sum over the prices of `own` takes in other exchanges' columns at `timeMs`, Unix ms: later ones would
 * change a picture that is already frozen. NaN where `own` has no column.
 */
export function sumDeadlineMs(own: ColumnTable, timeMs: number): number {
  const { columnMs } = own.level;
  const place = findColumn(own, timeMs);
  if (!place) return Number.NaN;
  const endMs = (Math.floor(timeMs / columnMs) + 1) * columnMs;
  return Math.max(endMs, place.chunk.sealedAtMs[place.slot]) + LATE_MS;
}

/** Columns of an exchange, not yet frozen, without which a sum was frozen: late whenever they come. Unix ms. */
export interface PassedStretch {
  fromMs: number;
  untilMs: number;
}

/** True when the column of `table` at `timeMs` was frozen too late for the sum over the prices of `own`. */
export function isLate(
  table: ColumnTable,
  own: ColumnTable,
  timeMs: number,
  passed: PassedStretch | null = null,
): boolean {
  if (table === own) return false;
  if (passed && timeMs >= passed.fromMs && timeMs + table.level.columnMs <= passed.untilMs) return true;
  const place = findColumn(table, timeMs);
  return place !== null && place.chunk.sealedAtMs[place.slot] > sumDeadlineMs(own, timeMs);
}

/** What decides until when a sum is frozen. */
export interface SumPart {
  table: ColumnTable;
  /** End of the sealed columns, Unix ms. */
  sealedEndMs: number;
}

/**
 * Until when the sum over the prices of the first part is frozen, Unix ms: up to where every exchange has delivered,
 * and beyond that as far as it is too late to.
 */
export function sumFrozenUntilMs(parts: readonly SumPart[], nowMs: number): number {
  const [{ table: own, sealedEndMs }, ...others] = parts;
  const { columnMs } = own.level;
  let untilMs = Math.min(sealedEndMs, ...others.map((part) => part.sealedEndMs));
  if (untilMs === Number.NEGATIVE_INFINITY) return untilMs;
  for (let startMs = Math.floor(untilMs / columnMs) * columnMs; startMs + columnMs <= sealedEndMs; ) {
    if (nowMs <= sumDeadlineMs(own, startMs)) break;
    startMs += columnMs;
    untilMs = Math.max(untilMs, startMs);
  }
  return untilMs;
}
