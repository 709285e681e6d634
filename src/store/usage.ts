import type { InstrumentKey } from '../core/market/instrument';
import type { LiqlensDatabase } from './open-database';
import { SIZED_STORES } from './schema';
import { dayOf } from './series-rows';

/** Bytes that one stored forced closing takes, keys included. */
const LIQUIDATION_BYTES = 220;
/** Bytes of an instrument's own record. */
const INSTRUMENT_BYTES = 500;

export interface InstrumentUsage {
  key: InstrumentKey;
  storedBytes: number;
  /** Bytes of the stored candles, whose rows have a fixed size. */
  candleBytes: number;
  liquidations: number;
  /** Bytes that go when a UTC day is dropped, by start of the day. */
  bytesByDay: Map<number, number>;
}

/** Size of what is stored, by instrument; counts payload, not the browser's own overhead. */
export async function measureUsage(database: LiqlensDatabase): Promise<InstrumentUsage[]> {
  const usages: InstrumentUsage[] = [];
  for (const key of await database.getAllKeys('instruments')) {
    const usage: InstrumentUsage = {
      key,
      storedBytes: INSTRUMENT_BYTES,
      candleBytes: 0,
      liquidations: 0,
      bytesByDay: new Map(),
    };
    for (const store of SIZED_STORES) await addStore(database, store, usage);
    await addLiquidations(database, usage);
    usages.push(usage);
  }
  return usages;
}

/** Walks an index that holds only sizes, so that no record is loaded; days are the last part of the key. */
async function addStore(
  database: LiqlensDatabase,
  store: (typeof SIZED_STORES)[number],
  usage: InstrumentUsage,
): Promise<void> {
  const range = IDBKeyRange.bound([usage.key, 0], [usage.key, Number.POSITIVE_INFINITY]);
  let cursor = await database.transaction(store).store.index('bytes').openKeyCursor(range);
  while (cursor) {
    const bytes = (cursor.key as [InstrumentKey, number])[1];
    const primaryKey = cursor.primaryKey as (string | number)[];
    if (primaryKey[1] === 'candle') usage.candleBytes += bytes;
    if (store === 'checkpoints') usage.storedBytes += bytes;
    else addDay(usage, Number(primaryKey[primaryKey.length - 1]), bytes);
    cursor = await cursor.continue();
  }
}

async function addLiquidations(database: LiqlensDatabase, usage: InstrumentUsage): Promise<void> {
  const { store } = database.transaction('liquidations');
  const of = (fromMs: number, untilMs: number): IDBKeyRange =>
    IDBKeyRange.bound([usage.key, fromMs], [usage.key, untilMs], false, true);
  let cursor = await store.openKeyCursor(of(0, Number.POSITIVE_INFINITY));
  while (cursor) {
    const dayMs = dayOf(cursor.primaryKey[1]);
    const nextMs = dayOf(dayMs + 1.5 * 86_400_000);
    const count = await store.count(of(dayMs, nextMs));
    usage.liquidations += count;
    addDay(usage, dayMs, count * LIQUIDATION_BYTES);
    cursor = await cursor.continue([usage.key, nextMs] as never);
  }
}

function addDay(usage: InstrumentUsage, timeMs: number, bytes: number): void {
  const dayMs = dayOf(timeMs);
  usage.storedBytes += bytes;
  usage.bytesByDay.set(dayMs, (usage.bytesByDay.get(dayMs) ?? 0) + bytes);
}
