import type { Instrument, InstrumentKey } from '../core/market/instrument';
import { instrumentKey } from '../core/market/instrument';
import type { LiqlensDatabase } from './open-database';
import type { InstrumentRecord, LiquidationRecord, SeriesKind, SeriesRecord } from './schema';
import { dayOf, mergeRows, soundRows } from './series-rows';
import { toStoreFault } from './store-fault';
import { wholeOrNothing } from './whole-or-nothing';
import { type IncomingLiquidation, writeLiquidations } from './write-liquidations';

/** One batch of inputs of one instrument, already checked. */
export interface InputBatch {
  rows: Partial<Record<SeriesKind, number[][]>>;
  liquidations: IncomingLiquidation[];
  /** Values to remember by name; they replace older ones. */
  meta: { name: string; value: unknown }[];
  /** With this batch every input of the instrument is stored up to here, Unix ms; undefined leaves what was said before. */
  wholeUntilMs?: number;
}

export interface WriteReceipt {
  stored: number;
  duplicates: number;
  /** The liquidations that were new. */
  freshLiquidations: LiquidationRecord[];
}

/** Stores a batch whole or not at all; rejects with a StoreFault. */
export async function writeInputs(
  database: LiqlensDatabase,
  instrument: Instrument,
  batch: InputBatch,
  nowMs: number,
): Promise<WriteReceipt> {
  const key = instrumentKey(instrument);
  try {
    const transaction = database.transaction(['series', 'liquidations', 'instruments', 'meta'], 'readwrite');
    const receipt: WriteReceipt = { stored: 0, duplicates: 0, freshLiquidations: [] };
    const work = async (): Promise<void> => {
      const known = await transaction.objectStore('instruments').get(key);
      const record = { ...(known ?? newRecord(key, nowMs)), instrument };
      const wholeUntilMs = batch.wholeUntilMs ?? record.wholeUntilMs;
      await transaction.objectStore('instruments').put({ ...record, wholeUntilMs });
      await writeSeries(transaction.objectStore('series'), key, batch.rows, receipt);
      const { liquidations } = batch;
      const fresh = await writeLiquidations(transaction.objectStore('liquidations'), key, liquidations);
      receipt.freshLiquidations = fresh;
      receipt.stored += fresh.length;
      receipt.duplicates += liquidations.length - fresh.length;
      for (const { name, value } of batch.meta) {
        await transaction.objectStore('meta').put({ name, value, bytes: 0 });
        receipt.stored += 1;
      }
    };
    await wholeOrNothing(transaction, work);
    return receipt;
  } catch (error) {
    throw toStoreFault(error);
  }

  function newRecord(recordKey: InstrumentKey, askedMs: number): InstrumentRecord {
    return {
      key: recordKey,
      instrument,
      sealedBarMs: null,
      firstSealedBarMs: null,
      isHistoryComplete: false,
      lastAskedMs: askedMs,
    };
  }
}

/** Remembers one small value by name; rejects with a StoreFault. */
export async function writeMeta(database: LiqlensDatabase, name: string, value: unknown): Promise<void> {
  try {
    await database.put('meta', { name, value, bytes: 0 });
  } catch (error) {
    throw toStoreFault(error);
  }
}

interface SeriesStore {
  get(key: [InstrumentKey, SeriesKind, number]): Promise<SeriesRecord | undefined>;
  put(record: SeriesRecord): Promise<unknown>;
}

async function writeSeries(
  store: SeriesStore,
  instrument: InstrumentKey,
  rowsByKind: InputBatch['rows'],
  receipt: WriteReceipt,
): Promise<void> {
  for (const [kind, rows] of Object.entries(rowsByKind) as [SeriesKind, number[][]][]) {
    for (const [dayMs, incoming] of groupByDay(rows)) {
      const stored = await store.get([instrument, kind, dayMs]);
      const merged = mergeRows(soundRows(stored?.rows, kind), incoming, kind);
      receipt.stored += merged.added;
      receipt.duplicates += merged.duplicates;
      if (merged.added === 0) continue;
      await store.put({ instrument, kind, dayMs, rows: merged.rows, bytes: merged.rows.byteLength });
    }
  }
}

function groupByDay(rows: readonly number[][]): Map<number, number[][]> {
  const days = new Map<number, number[][]>();
  for (const row of rows) {
    const day = dayOf(row[0]);
    const list = days.get(day);
    if (list) list.push(row);
    else days.set(day, [row]);
  }
  return days;
}
