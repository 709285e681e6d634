import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { writeInputs } from '../../src/store/input-store';
import { MIGRATIONS } from '../../src/store/migrations';
import type { LiqlensDatabase } from '../../src/store/open-database';
import { STORE_NAMES } from '../../src/store/schema';
import { deleteEverything, exportAll, importAll } from '../../src/store/transfer';
import { BTC, batch, candleRow, freshDatabase, liquidation, START } from './store-fixtures';

async function filled(): Promise<LiqlensDatabase> {
  const database = await freshDatabase();
  const rows = { candle: [candleRow(START), [START + 300_000, 1, 2, 0.5, 1, Number.NaN, Number.NaN]] };
  const meta = [{ name: 'tiers:binance:BTCUSDT', value: { cap: Number.POSITIVE_INFINITY } }];
  await writeInputs(database, BTC, batch({ rows, liquidations: [liquidation(START)], meta }), START);
  await database.put('checkpoints', {
    instrument: 'binance:BTCUSDT',
    barMs: START,
    layout: 'x',
    state: { bytes: new Uint8Array([0, 255, 7]), deep: [new Int32Array([-1, 2])] },
    bytes: 3,
  });
  return database;
}

async function everything(database: LiqlensDatabase): Promise<unknown[]> {
  return Promise.all(STORE_NAMES.map((store) => database.getAll(store)));
}

test('exportAll, deleteEverything, importAll gives equal data', async () => {
  const database = await filled();
  const before = await everything(database);
  const text = await exportAll(database);
  await deleteEverything(database);
  expect((await everything(database)).flat()).toEqual([]);
  await importAll(database, text);
  expect(await everything(database)).toEqual(before);
});

test('importAll of an export of the first version gives every closing the name that it lacks', async () => {
  const database = await filled();
  const text = (await exportAll(database))
    .replace(`"schema":${MIGRATIONS.length}`, '"schema":1')
    .replace('"id":"",', '');
  expect(text).not.toContain('"id"');
  const before = await everything(database);
  await importAll(database, text);
  expect(await everything(database)).toEqual(before);
});

test('importAll replaces what was stored before', async () => {
  const database = await filled();
  const text = await exportAll(database);
  const other = batch({ liquidations: [liquidation(START + 1)] });
  await writeInputs(database, { ...BTC, symbol: 'ETHUSDT' }, other, START);
  await importAll(database, text);
  expect(await database.getAllKeys('instruments')).toEqual(['binance:BTCUSDT']);
  expect(await database.count('liquidations')).toBe(1);
});

const damages: [string, (text: string) => string][] = [
  ['cut in the middle of a line', (text) => text.slice(0, text.length >> 1)],
  ['without its last line', (text) => text.slice(0, text.lastIndexOf('\n'))],
  ['with a line left out', (text) => text.split('\n').toSpliced(2, 1).join('\n')],
  ['with an unknown store', (text) => text.replace('"store":"series"', '"store":"secrets"')],
  ['with a damaged array', (text) => text.replace('"$":"Float64Array","b":"', '"$":"Float64Array","b":"?')],
  ['of a newer schema', (text) => text.replace(/"schema":\d+/, '"schema":99')],
  ['of another program', () => '{"format":"other"}'],
  ['that is empty', () => ''],
];

test.each(damages)('importAll of a text %s is refused and changes nothing', async (_name, damage) => {
  const database = await filled();
  const before = await everything(database);
  const text = damage(await exportAll(database));
  await expect(importAll(database, text)).rejects.toMatchObject({ kind: 'unreadable' });
  expect(await everything(database)).toEqual(before);
});

test('importAll that fails while writing leaves what was there', async () => {
  const database = await filled();
  const before = await everything(database);
  const text = (await exportAll(database)).replace('"barMs":', '"barMissing":');
  await expect(importAll(database, text)).rejects.toThrow();
  expect(await everything(database)).toEqual(before);
});

test('deleteEverything that fails at one store leaves all of them as they were', async () => {
  const database = await filled();
  const before = await everything(database);
  const clear = IDBObjectStore.prototype.clear;
  const failing = vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(function (
    this: IDBObjectStore,
  ) {
    if (this.name === STORE_NAMES[4]) throw new DOMException('full', 'QuotaExceededError');
    return clear.call(this);
  });
  await expect(deleteEverything(database)).rejects.toMatchObject({ kind: 'quota' });
  failing.mockRestore();
  expect(await everything(database)).toEqual(before);
});
