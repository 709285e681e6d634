import type { InstrumentKey } from '../core/market/instrument';
import type { LiqlensDatabase } from './open-database';
import { SIZED_STORES } from './schema';

/** Bytes that one stored forced closing takes, keys included. */
const LIQUIDATION_BYTES = 220;
const OTHER_RECORD_BYTES = 500;

export interface InstrumentUsage {
  key: InstrumentKey;
  storedBytes: number;
  /** Bytes of the stored candles, whose rows have a fixed size. */
  candleBytes: number;
  liquidations: number;
}

/** Size of what is stored, by instrument; counts payload, not the browser's own overhead. */
export async function measureUsage(database: LiqlensDatabase): Promise<InstrumentUsage[]> {
  const usages: InstrumentUsage[] = [];
  for (const key of await database.getAllKeys('instruments')) {
    const liquidations = await database.count(
      'liquidations',
      IDBKeyRange.bound([key, 0], [key, Number.POSITIVE_INFINITY]),
    );
    let storedBytes = OTHER_RECORD_BYTES + liquidations * LIQUIDATION_BYTES;
    for (const store of SIZED_STORES) {
      const bytes = await sumBytes(database, store, key);
      storedBytes += bytes;
    }
    usages.push({ key, storedBytes, candleBytes: await candleBytes(database, key), liquidations });
  }
  return usages;
}

/** Walks an index that holds only sizes, so that no record is loaded. */
async function sumBytes(
  database: LiqlensDatabase,
  store: (typeof SIZED_STORES)[number],
  instrument: InstrumentKey,
): Promise<number> {
  const range = IDBKeyRange.bound([instrument, 0], [instrument, Number.POSITIVE_INFINITY]);
  let bytes = 0;
  let cursor = await database.transaction(store).store.index('bytes').openKeyCursor(range);
  while (cursor) {
    bytes += (cursor.key as [InstrumentKey, number])[1];
    cursor = await cursor.continue();
  }
  return bytes;
}

async function candleBytes(database: LiqlensDatabase, instrument: InstrumentKey): Promise<number> {
  const range = IDBKeyRange.bound(
    [instrument, 'candle', 0],
    [instrument, 'candle', Number.POSITIVE_INFINITY],
  );
  const records = await database.getAll('series', range);
  return records.reduce((sum, record) => sum + record.bytes, 0);
}
