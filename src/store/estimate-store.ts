import type { InstrumentKey } from '../core/market/instrument';
import type { LiqlensDatabase } from './open-database';
import type { BarRecord, CheckpointRecord, ColumnRecord, InstrumentRecord } from './schema';
import { dayOf } from './series-rows';
import { toStoreFault } from './store-fault';
import { wholeOrNothing } from './whole-or-nothing';

/** What a stretch of sealed bars leaves behind; stored whole or not at all. */
export interface SealedStretch {
  instrument: InstrumentKey;
  bars: BarRecord[];
  columns: ColumnRecord[];
  checkpoint: CheckpointRecord | null;
  /** Checkpoints of these bars are dropped together with the write. */
  dropCheckpoints: number[];
  /** Fine columns before this moment are dropped together with the write, Unix ms. */
  dropFineBeforeMs: number;
  sealedBarMs: number;
  firstSealedBarMs: number;
}

const WRITTEN = ['bars', 'columns', 'checkpoints', 'instruments'] as const;

/** Stores sealed bars with their columns and state; rejects with a StoreFault. */
export async function writeSealed(database: LiqlensDatabase, stretch: SealedStretch): Promise<void> {
  try {
    const transaction = database.transaction(WRITTEN, 'readwrite');
    const work = async (): Promise<void> => {
      for (const bar of stretch.bars) await transaction.objectStore('bars').put(bar);
      for (const column of stretch.columns) await transaction.objectStore('columns').put(column);
      const checkpoints = transaction.objectStore('checkpoints');
      if (stretch.checkpoint) await checkpoints.put(stretch.checkpoint);
      for (const barMs of stretch.dropCheckpoints) await checkpoints.delete([stretch.instrument, barMs]);
      await transaction
        .objectStore('columns')
        .delete(fineBefore(stretch.instrument, stretch.dropFineBeforeMs));
      const instruments = transaction.objectStore('instruments');
      const known = await instruments.get(stretch.instrument);
      if (!known) throw new Error(`sealed bars of an instrument never stored: ${stretch.instrument}`);
      const { sealedBarMs, firstSealedBarMs } = stretch;
      await instruments.put({ ...known, sealedBarMs, firstSealedBarMs, isHistoryComplete: true });
    };
    await wholeOrNothing(transaction, work);
  } catch (error) {
    throw toStoreFault(error);
  }
}

/** Sealed bars from the UTC day of `fromMs` on, by time; damaged days are left out. */
export async function readBars(
  database: LiqlensDatabase,
  instrument: InstrumentKey,
  fromMs: number,
): Promise<BarRecord[]> {
  const records = await database.getAll('bars', from(instrument, dayOf(fromMs)));
  return records.filter(({ rows }) => rows instanceof Float64Array);
}

/** Frozen columns of one level from the chunk `fromChunkMs` on, by time. */
export async function readColumns(
  database: LiqlensDatabase,
  instrument: InstrumentKey,
  level: ColumnRecord['level'],
  fromChunkMs: number,
): Promise<ColumnRecord[]> {
  const range = IDBKeyRange.bound(
    [instrument, level, fromChunkMs],
    [instrument, level, Number.POSITIVE_INFINITY],
  );
  return database.getAll('columns', range);
}

/** Bars of which a checkpoint is stored, newest first. */
export async function listCheckpoints(
  database: LiqlensDatabase,
  instrument: InstrumentKey,
): Promise<number[]> {
  const keys = await database.getAllKeys('checkpoints', from(instrument, Number.NEGATIVE_INFINITY));
  return keys.map(([, barMs]) => barMs).reverse();
}

/** Null when the record is missing or cannot be read. */
export async function readCheckpoint(
  database: LiqlensDatabase,
  instrument: InstrumentKey,
  barMs: number,
): Promise<CheckpointRecord | null> {
  try {
    const record = await database.get('checkpoints', [instrument, barMs]);
    return typeof record?.state === 'object' && record.state !== null ? record : null;
  } catch {
    return null;
  }
}

/** Changes what is remembered of an instrument, if it is known. */
export async function changeInstrument(
  database: LiqlensDatabase,
  key: InstrumentKey,
  change: Partial<InstrumentRecord>,
): Promise<void> {
  const transaction = database.transaction('instruments', 'readwrite');
  const known = await transaction.store.get(key);
  if (known) await transaction.store.put({ ...known, ...change });
  await transaction.done;
}

function fineBefore(instrument: InstrumentKey, beforeMs: number): IDBKeyRange {
  return IDBKeyRange.bound(
    [instrument, 'fine', Number.NEGATIVE_INFINITY],
    [instrument, 'fine', beforeMs],
    false,
    true,
  );
}

function from(instrument: InstrumentKey, startMs: number): IDBKeyRange {
  return IDBKeyRange.bound([instrument, startMs], [instrument, Number.POSITIVE_INFINITY]);
}
