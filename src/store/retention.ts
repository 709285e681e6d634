import type { InstrumentKey } from '../core/market/instrument';
import type { LiqlensDatabase } from './open-database';
import { CAP_BYTES, DAY_MS, type LiqlensStoreName } from './schema';
import { dayOf } from './series-rows';
import { toStoreFault } from './store-fault';
import { type InstrumentUsage, measureUsage } from './usage';
import { wholeOrNothing } from './whole-or-nothing';

const KEEP_DAYS = 30;
/** The last days of every instrument stay whatever the cap says: they hold the newest checkpoint chain. */
const ALWAYS_KEEP_DAYS = 3;

export interface RetentionReport {
  /** Everything before this moment was dropped, Unix ms. */
  droppedBeforeMs: number;
  storedBytes: number;
  /** False when the cap is exceeded by the days that are never dropped. */
  isWithinCap: boolean;
}

export interface RetentionOptions {
  capBytes?: number;
  keepDays?: number;
  /** Called with the moment before which everything is about to be dropped, Unix ms. */
  beforeDrop?: (beforeMs: number) => Promise<void>;
}

/**
 * Drops whole UTC days, oldest first over all instruments, until nothing is older than `keepDays` and the stored
 * size is below `capBytes`. Checkpoints are dropped by the writer of the chain, never here.
 */
export async function applyRetention(
  database: LiqlensDatabase,
  nowMs: number,
  { capBytes = CAP_BYTES, keepDays = KEEP_DAYS, beforeDrop }: RetentionOptions = {},
): Promise<RetentionReport> {
  const newestCutMs = dayOf(nowMs) - ALWAYS_KEEP_DAYS * DAY_MS;
  const oldestCutMs = Math.min(newestCutMs, dayOf(nowMs) - keepDays * DAY_MS);
  const usages = await measureUsage(database);
  const sizeFrom = (cutMs: number): number => usages.reduce((sum, usage) => sum + bytesFrom(usage, cutMs), 0);
  let cutMs = oldestCutMs;
  while (cutMs < newestCutMs && sizeFrom(cutMs) > capBytes) cutMs += DAY_MS;
  if (usages.some(({ bytesByDay }) => [...bytesByDay.keys()].some((dayMs) => dayMs < cutMs))) {
    await beforeDrop?.(cutMs);
    await dropBefore(database, cutMs);
  }
  const storedBytes = sizeFrom(cutMs);
  return { droppedBeforeMs: cutMs, storedBytes, isWithinCap: storedBytes <= capBytes };
}

/** What stays of an instrument when the days before `cutMs` are dropped. */
function bytesFrom({ storedBytes, bytesByDay }: InstrumentUsage, cutMs: number): number {
  let dropped = 0;
  for (const [dayMs, bytes] of bytesByDay) if (dayMs < cutMs) dropped += bytes;
  return storedBytes - dropped;
}

async function dropBefore(database: LiqlensDatabase, cutMs: number): Promise<void> {
  try {
    for (const key of await database.getAllKeys('instruments'))
      await dropInstrumentBefore(database, key, cutMs);
  } catch (error) {
    throw toStoreFault(error);
  }
}

async function dropInstrumentBefore(
  database: LiqlensDatabase,
  key: InstrumentKey,
  cutMs: number,
): Promise<void> {
  const stores: LiqlensStoreName[] = ['series', 'bars', 'columns', 'liquidations'];
  const transaction = database.transaction(stores, 'readwrite');
  const before = (prefix: IDBValidKey[]): IDBKeyRange =>
    IDBKeyRange.bound([...prefix, Number.NEGATIVE_INFINITY], [...prefix, cutMs], false, true);
  await wholeOrNothing(transaction, async () => {
    await transaction.objectStore('bars').delete(before([key]));
    await transaction.objectStore('liquidations').delete(before([key]));
    await transaction.objectStore('columns').delete(before([key, 'fine']));
    await transaction.objectStore('columns').delete(before([key, 'coarse']));
    for (const kind of SERIES_KINDS) await transaction.objectStore('series').delete(before([key, kind]));
  });
}

const SERIES_KINDS = [
  'candle',
  'mark',
  'open-interest',
  'funding',
  'taker',
  'ratio-accounts',
  'ratio-top-accounts',
  'ratio-top-positions',
] as const;
