import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  newestRow,
  readInstrument,
  readLiquidations,
  readMeta,
  readSeries,
} from '../../src/store/input-reader';
import { writeInputs } from '../../src/store/input-store';
import { mergeRows } from '../../src/store/series-rows';
import { BTC, batch, candleRow, DAY, freshDatabase, liquidation, START } from './store-fixtures';

const KEY = 'binance:BTCUSDT';

describe('writeInputs', () => {
  test('writeInputs, then readSeries gives the rows of all days in order of time', async () => {
    const database = await freshDatabase();
    const rows = [candleRow(START + DAY), candleRow(START), candleRow(START + 300_000)];
    const receipt = await writeInputs(database, BTC, batch({ rows: { candle: rows } }), START);
    expect(receipt).toMatchObject({ stored: 3, duplicates: 0 });
    const stored = await readSeries(database, KEY, 'candle', START + 300_000);
    expect([stored[0], stored[7], stored.length]).toEqual([START + 300_000, START + DAY, 14]);
  });

  test('writeInputs of the same batch again counts duplicates and changes nothing', async () => {
    const database = await freshDatabase();
    const twice = batch({ rows: { candle: [candleRow(START)] }, liquidations: [liquidation(START)] });
    await writeInputs(database, BTC, twice, START);
    const changed = batch({ rows: { candle: [candleRow(START, 999)] }, liquidations: [liquidation(START)] });
    expect(await writeInputs(database, BTC, changed, START)).toEqual({
      stored: 0,
      duplicates: 2,
      freshLiquidations: [],
    });
    expect((await readSeries(database, KEY, 'candle', 0))[4]).toBe(100);
    expect(await readLiquidations(database, KEY, 0)).toHaveLength(1);
  });

  test('writeInputs of two closings that differ in nothing but their name keeps both, and each once', async () => {
    const database = await freshDatabase();
    const equal = [liquidation(START), { ...liquidation(START), id: '#1' }];
    await writeInputs(database, BTC, batch({ liquidations: equal }), START);
    const again = await writeInputs(database, BTC, batch({ liquidations: equal }), START);
    expect(again).toEqual({ stored: 0, duplicates: 2, freshLiquidations: [] });
    expect(await readLiquidations(database, KEY, 0)).toEqual(equal);
  });

  test('writeInputs that fails in the middle stores nothing of the batch', async () => {
    const database = await freshDatabase();
    const unstorable = { name: 'tiers', value: () => 0 };
    const failing = batch({
      rows: { candle: [candleRow(START)] },
      liquidations: [liquidation(START)],
      meta: [unstorable],
    });
    await expect(writeInputs(database, BTC, failing, START)).rejects.toMatchObject({ kind: 'unreadable' });
    expect(await newestRow(database, KEY, 'candle')).toBeNull();
    expect(await readLiquidations(database, KEY, 0)).toEqual([]);
    expect(await database.count('instruments')).toBe(0);
  });

  test('writeInputs keeps until when every input is stored with the batch that says so, and only when it is stored', async () => {
    const database = await freshDatabase();
    const wholeOf = async () => (await readInstrument(database, KEY))?.wholeUntilMs;
    await writeInputs(database, BTC, batch({ wholeUntilMs: START }), START);
    await writeInputs(database, BTC, batch({ rows: { candle: [candleRow(START)] } }), START);
    expect(await wholeOf()).toBe(START);
    const failing = batch({ wholeUntilMs: START + 5, meta: [{ name: 'tiers', value: () => 0 }] });
    await expect(writeInputs(database, BTC, failing, START)).rejects.toMatchObject({ kind: 'unreadable' });
    expect(await wholeOf()).toBe(START);
    await writeInputs(database, BTC, batch({ wholeUntilMs: START + 9 }), START);
    expect(await wholeOf()).toBe(START + 9);
  });

  test('writeInputs on a closed connection rejects with a fault of kind closed', async () => {
    const database = await freshDatabase();
    database.close();
    await expect(writeInputs(database, BTC, batch(), START)).rejects.toMatchObject({ kind: 'closed' });
  });

  test('writeInputs of meta replaces the older value', async () => {
    const database = await freshDatabase();
    await writeInputs(database, BTC, batch({ meta: [{ name: 'tiers', value: 1 }] }), START);
    await writeInputs(database, BTC, batch({ meta: [{ name: 'tiers', value: 2 }] }), START);
    expect(await readMeta(database, 'tiers')).toBe(2);
  });

  test('newestRow gives the latest of the instrument only', async () => {
    const database = await freshDatabase();
    const rows = {
      'open-interest': [
        [START, 1, 2, 0],
        [START + DAY, 3, 4, 0],
      ],
    };
    await writeInputs(database, BTC, batch({ rows }), START);
    await writeInputs(
      database,
      { ...BTC, symbol: 'ETHUSDT' },
      batch({ rows: { 'open-interest': [[START + 2 * DAY, 9, 9, 0]] } }),
      START,
    );
    expect(await newestRow(database, KEY, 'open-interest')).toEqual(new Float64Array([START + DAY, 3, 4, 0]));
  });
});

describe('mergeRows', () => {
  const rowsArbitrary = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer()), { maxLength: 40 });

  test('mergeRows, in any order and with repeats, gives each time once, sorted, first value kept', () => {
    fc.assert(
      fc.property(rowsArbitrary, rowsArbitrary, (first, second) => {
        const once = mergeRows(new Float64Array(0), first, 'ratio-accounts');
        const both = mergeRows(once.rows, second, 'ratio-accounts');
        const expected = new Map<number, number>();
        for (const [time, value] of [...first, ...second]) if (!expected.has(time)) expected.set(time, value);
        const sorted = [...expected].sort((a, b) => a[0] - b[0]).flat();
        expect([...both.rows]).toEqual(sorted);
        expect(both.added + both.duplicates).toBe(second.length);
      }),
      { seed: 7 },
    );
  });

  test('mergeRows of open interest keeps the last reading of each bar, whatever the order of delivery', () => {
    const MINUTE = 60_000;
    const readings = [1, 3, 5, 6, 10, 11].map((minute) => [minute * MINUTE, minute, 0, 0]);
    const expected = [5, 10, 11].map((minute) => minute * MINUTE);
    const times = (rows: Float64Array) => [...rows].filter((_, index) => index % 4 === 0);
    const forward = mergeRows(new Float64Array(0), readings, 'open-interest');
    expect(times(forward.rows)).toEqual(expected);
    expect([forward.added, forward.duplicates]).toEqual([3, 3]);
    fc.assert(
      fc.property(fc.shuffledSubarray(readings, { minLength: readings.length }), (shuffled) => {
        let rows: Float64Array = new Float64Array(0);
        for (const reading of shuffled) rows = mergeRows(rows, [reading], 'open-interest').rows;
        expect(times(rows)).toEqual(expected);
      }),
      { seed: 11 },
    );
  });
});
