import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import { MIGRATIONS } from '../../src/store/migrations';
import { openDatabase } from '../../src/store/open-database';
import { STORE_NAMES } from '../../src/store/schema';
import { StoreFault, toStoreFault } from '../../src/store/store-fault';
import { BTC, liquidation, START } from './store-fixtures';

const key = 'binance:BTCUSDT' as const;
const rows = Float64Array.of(START, 100, 101, 99, 100, 10, 5);
/** What the first version wrote, which did not name closings. */
const { id: _unnamed, ...firstLiquidation } = liquidation(START);
/** A record of each store, as the first version wrote it. */
const FIRST_RECORDS = [
  { store: 'series', record: { instrument: key, kind: 'candle', dayMs: START, rows, bytes: 56 } },
  { store: 'liquidations', record: firstLiquidation },
  { store: 'bars', record: { instrument: key, dayMs: START, rows, bytes: 56 } },
  { store: 'checkpoints', record: { instrument: key, barMs: START, layout: 'a', state: { x: 1 }, bytes: 8 } },
  {
    store: 'columns',
    record: { instrument: key, level: 'fine', chunkMs: START, columns: { x: 1 }, bytes: 8 },
  },
  { store: 'instruments', record: { key, instrument: BTC, sealedBarMs: START, firstSealedBarMs: START } },
  { store: 'meta', record: { name: 'a', value: 1, bytes: 0 } },
] as const;
/** The same as the newest version holds them. */
const RECORDS = FIRST_RECORDS.map((entry) =>
  entry.store === 'liquidations' ? { ...entry, record: liquidation(START) } : entry,
);

/** As the given version wrote them. */
const recordsOf = (version: number) => (version < 2 ? FIRST_RECORDS : RECORDS);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test('openDatabase on an empty profile creates every store at the newest version', async () => {
  const database = await openDatabase('test');
  expect([...database.objectStoreNames].sort()).toEqual([...STORE_NAMES].sort());
  expect(database.version).toBe(MIGRATIONS.length);
});

test('openDatabase after a downgrade rejects with newer-version and leaves the data alone', async () => {
  const newer = await openDB('test', MIGRATIONS.length + 1, {
    upgrade: (database) => {
      database.createObjectStore('kept');
    },
  });
  newer.close();
  await expect(openDatabase('test')).rejects.toMatchObject({ kind: 'newer-version' });
  const again = await openDB('test', MIGRATIONS.length + 1);
  expect([...again.objectStoreNames]).toEqual(['kept']);
});

test('openDatabase, when a newer version is opened elsewhere, closes its connection and says so', async () => {
  let isClosed = false;
  await openDatabase('test', () => {
    isClosed = true;
  });
  const newer = await openDB('test', MIGRATIONS.length + 1);
  expect(isClosed).toBe(true);
  newer.close();
});

test('openDatabase twice gives two contexts that both read and write', async () => {
  const one = await openDatabase('test');
  const two = await openDatabase('test');
  await one.put('meta', { name: 'a', value: 1, bytes: 0 });
  expect((await two.get('meta', 'a'))?.value).toBe(1);
});

test('openDatabase, when an older version stays open elsewhere, rejects with blocked', async () => {
  const holder = await rawDatabase();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const opening = openDatabase('test', () => {}, [...MIGRATIONS, () => {}]).catch((error) => error);
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
  await vi.advanceTimersByTimeAsync(6000);
  expect(await opening).toMatchObject({ kind: 'blocked' });
  vi.useRealTimers();
  holder.close();
});

test('openDatabase whose migration fails rejects and leaves the older version readable', async () => {
  const before = await openDatabase('test');
  await before.put('meta', { name: 'a', value: 1, bytes: 0 });
  before.close();
  const failing = () => {
    throw new Error('step failed');
  };
  await expect(openDatabase('test', () => {}, [...MIGRATIONS, failing])).rejects.toBeInstanceOf(StoreFault);
  const after = await openDatabase('test');
  expect((await after.get('meta', 'a'))?.value).toBe(1);
});

test.each(MIGRATIONS.map((_, index) => index + 1))(
  'openDatabase over a database of version %i keeps every record and lacks no store',
  async (version) => {
    const older = await openDatabase('test', () => {}, MIGRATIONS.slice(0, version));
    for (const { store, record } of recordsOf(version)) await older.put(store, record as never);
    older.close();
    const newest = await openDatabase('test');
    for (const { store, record } of RECORDS) expect(await newest.getAll(store)).toEqual([record]);
    expect([...newest.objectStoreNames].sort()).toEqual([...STORE_NAMES].sort());
  },
);

test('openDatabase with a step more than the stored version runs that step only and keeps every record', async () => {
  const older = await openDatabase('test');
  for (const { store, record } of RECORDS) await older.put(store, record as never);
  older.close();
  const ran: number[] = [];
  const next = () => void ran.push(MIGRATIONS.length + 1);
  const newest = await openDatabase('test', () => {}, [...MIGRATIONS, next]);
  expect(ran).toEqual([MIGRATIONS.length + 1]);
  expect(newest.version).toBe(MIGRATIONS.length + 1);
  for (const { store, record } of RECORDS) expect(await newest.getAll(store)).toEqual([record]);
});

/** A connection that ignores the wish of others to upgrade. */
async function rawDatabase(): Promise<IDBDatabase> {
  (await openDatabase('test')).close();
  return new Promise((resolve) => {
    const request = indexedDB.open('test');
    request.onsuccess = () => resolve(request.result);
  });
}

test('toStoreFault names the quota by its kind and keeps a fault as it is', () => {
  expect(toStoreFault(new DOMException('full', 'QuotaExceededError')).kind).toBe('quota');
  const fault = new StoreFault('blocked', 'x');
  expect(toStoreFault(fault)).toBe(fault);
  expect(toStoreFault('odd').kind).toBe('unavailable');
});
