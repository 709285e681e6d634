import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { LiqlensSchema, LiqlensStoreName, LiquidationRecord } from './schema';

type Database = IDBPDatabase<LiqlensSchema>;
type Upgrade = IDBPTransaction<LiqlensSchema, LiqlensStoreName[], 'versionchange'>;

/** One step of the schema: from version `index` to `index + 1`. A step that was released never changes. */
export type Migration = (database: Database, transaction: Upgrade) => void | Promise<void>;

export const MIGRATIONS: readonly Migration[] = [createFirstSchema, nameLiquidations];

/** Runs the steps that a database of `oldVersion` lacks, in order. */
export async function migrate(
  steps: readonly Migration[],
  database: Database,
  oldVersion: number,
  transaction: Upgrade,
): Promise<void> {
  for (const step of steps.slice(oldVersion)) await step(database, transaction);
}

function createFirstSchema(database: Database): void {
  const series = database.createObjectStore('series', { keyPath: ['instrument', 'kind', 'dayMs'] });
  series.createIndex('bytes', ['instrument', 'bytes']);
  database.createObjectStore('liquidations', {
    keyPath: ['instrument', 'timeMs', 'side', 'price', 'base'],
  });
  const bars = database.createObjectStore('bars', { keyPath: ['instrument', 'dayMs'] });
  bars.createIndex('bytes', ['instrument', 'bytes']);
  const checkpoints = database.createObjectStore('checkpoints', { keyPath: ['instrument', 'barMs'] });
  checkpoints.createIndex('bytes', ['instrument', 'bytes']);
  const columns = database.createObjectStore('columns', { keyPath: ['instrument', 'level', 'chunkMs'] });
  columns.createIndex('bytes', ['instrument', 'bytes']);
  database.createObjectStore('instruments', { keyPath: 'key' });
  database.createObjectStore('meta', { keyPath: 'name' });
}

/** Until version 2 nothing told apart two closings of the same moment, side, price and size. */
async function nameLiquidations(database: Database, transaction: Upgrade): Promise<void> {
  const records = await transaction.objectStore('liquidations').getAll();
  database.deleteObjectStore('liquidations');
  const store = database.createObjectStore('liquidations', {
    keyPath: ['instrument', 'timeMs', 'side', 'price', 'base', 'id'],
  });
  await Promise.all(records.map((record) => store.put(withId(record))));
}

/** A stored closing of any version, as the newest version holds it. */
export function withId(record: Omit<LiquidationRecord, 'id'> & { id?: string }): LiquidationRecord {
  return { ...record, id: record.id ?? '' };
}
