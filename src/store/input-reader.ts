import type { InstrumentKey } from '../core/market/instrument';
import type { LiqlensDatabase } from './open-database';
import type { InstrumentRecord, LiquidationRecord, SeriesKind } from './schema';
import { dayOf, firstRowAt, ROW_WIDTH, soundRows } from './series-rows';
import { toStoreFault } from './store-fault';

/** Everything stored of one kind from `fromMs` on (Unix ms, inclusive), as one row list sorted by time. */
export async function readSeries(
  database: LiqlensDatabase,
  instrument: InstrumentKey,
  kind: SeriesKind,
  fromMs: number,
): Promise<Float64Array> {
  const range = IDBKeyRange.bound(
    [instrument, kind, dayOf(fromMs)],
    [instrument, kind, Number.POSITIVE_INFINITY],
  );
  const records = await database
    .getAll('series', range)
    .catch((error) => Promise.reject(toStoreFault(error)));
  const rows = concatRows(records.map((record) => soundRows(record.rows, kind)));
  return rows.subarray(firstRowAt(rows, ROW_WIDTH[kind], fromMs) * ROW_WIDTH[kind]);
}

/** Newest row of one kind, null when nothing is stored that can be read. */
export async function newestRow(
  database: LiqlensDatabase,
  instrument: InstrumentKey,
  kind: SeriesKind,
): Promise<Float64Array | null> {
  const range = IDBKeyRange.bound([instrument, kind, 0], [instrument, kind, Number.POSITIVE_INFINITY]);
  let cursor = await database.transaction('series').store.openCursor(range, 'prev');
  while (cursor) {
    const rows = soundRows(cursor.value.rows, kind);
    if (rows.length > 0) return rows.slice(-ROW_WIDTH[kind]);
    cursor = await cursor.continue();
  }
  return null;
}

/** Observed forced closings from `fromMs` on, by time; damaged ones are left out. */
export async function readLiquidations(
  database: LiqlensDatabase,
  instrument: InstrumentKey,
  fromMs: number,
): Promise<LiquidationRecord[]> {
  const records = await database.getAll('liquidations', liquidationRange(instrument, fromMs));
  return records.filter(({ notionalUsd }) => Number.isFinite(notionalUsd));
}

export async function readInstrument(
  database: LiqlensDatabase,
  key: InstrumentKey,
): Promise<InstrumentRecord | null> {
  return (await database.get('instruments', key)) ?? null;
}

export async function readMeta(database: LiqlensDatabase, name: string): Promise<unknown> {
  return (await database.get('meta', name))?.value;
}

export function liquidationRange(instrument: InstrumentKey, fromMs: number): IDBKeyRange {
  return IDBKeyRange.bound([instrument, fromMs], [instrument, Number.POSITIVE_INFINITY]);
}

function concatRows(parts: Float64Array[]): Float64Array {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const rows = new Float64Array(total);
  let at = 0;
  for (const part of parts) {
    rows.set(part, at);
    at += part.length;
  }
  return rows;
}
