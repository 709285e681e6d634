import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { writeSealed } from '../../src/store/estimate-store';
import { writeInputs } from '../../src/store/input-store';
import type { LiqlensDatabase } from '../../src/store/open-database';
import { applyRetention } from '../../src/store/retention';
import { measureUsage } from '../../src/store/usage';
import { BTC, batch, candleRow, DAY, freshDatabase, liquidation, START } from './store-fixtures';

const DAYS = 40;
const NOW = START + DAYS * DAY;
const KEY = 'binance:BTCUSDT';

async function filled(symbols = ['BTCUSDT'], bytesPerDay = 1000): Promise<LiqlensDatabase> {
  const database = await freshDatabase();
  for (const symbol of symbols) {
    const instrument = `binance:${symbol}` as const;
    for (let day = 0; day < DAYS; day += 1) {
      const dayMs = START + day * DAY;
      const liquidations = [{ ...liquidation(dayMs), instrument }];
      await writeInputs(
        database,
        { ...BTC, symbol },
        batch({ rows: { candle: [candleRow(dayMs)] }, liquidations }),
        NOW,
      );
      await writeSealed(database, {
        instrument,
        bars: [{ instrument, dayMs, rows: new Float64Array(13), bytes: 104 }],
        columns: [{ instrument, level: 'coarse', chunkMs: dayMs, columns: null, bytes: bytesPerDay }],
        checkpoint: { instrument, barMs: dayMs, layout: 'x', state: null, bytes: 10 },
        dropCheckpoints: day > 1 ? [dayMs - 2 * DAY] : [],
        dropFineBeforeMs: 0,
        sealedBarMs: dayMs,
        firstSealedBarMs: START,
      });
    }
  }
  return database;
}

test('applyRetention drops what is older than 30 days from every store and keeps the rest', async () => {
  const database = await filled();
  const report = await applyRetention(database, NOW);
  const oldestMs = NOW - 30 * DAY;
  expect(report).toMatchObject({ droppedBeforeMs: oldestMs, isWithinCap: true });
  expect((await database.getAllKeys('series')).map(([, , dayMs]) => dayMs)[0]).toBe(oldestMs);
  expect((await database.getAllKeys('bars')).map(([, dayMs]) => dayMs)[0]).toBe(oldestMs);
  expect((await database.getAllKeys('columns')).map(([, , chunkMs]) => chunkMs)[0]).toBe(oldestMs);
  expect((await database.getAllKeys('liquidations')).map(([, timeMs]) => timeMs)[0]).toBe(oldestMs);
});

test('applyRetention over the cap drops the oldest days of all instruments and never the newest checkpoints', async () => {
  const database = await filled(['BTCUSDT', 'ETHUSDT'], 100_000);
  const report = await applyRetention(database, NOW, { capBytes: 1_000_000 });
  expect(report.isWithinCap).toBe(true);
  expect(report.storedBytes).toBeLessThanOrEqual(1_000_000);
  const days = (await database.getAllKeys('columns')).map(([key, , chunkMs]) => `${key} ${chunkMs}`);
  expect(days).toHaveLength(8);
  expect(days[0]).toBe(`${KEY} ${NOW - 4 * DAY}`);
  expect(await database.count('checkpoints')).toBe(4);
});

test('applyRetention that cannot reach the cap keeps the last days and says so', async () => {
  const database = await filled(['BTCUSDT'], 1_000_000);
  const report = await applyRetention(database, NOW, { capBytes: 1000 });
  expect(report.isWithinCap).toBe(false);
  expect(await database.count('columns')).toBe(3);
});

test('measureUsage counts the payload of every store by instrument', async () => {
  const database = await filled(['BTCUSDT', 'ETHUSDT']);
  const usage = await measureUsage(database);
  const perDay = 1000 + 104 + 7 * 8 + 220;
  expect(usage.map(({ key }) => key)).toEqual(['binance:BTCUSDT', 'binance:ETHUSDT']);
  expect(usage[0].storedBytes).toBe(500 + DAYS * perDay + 2 * 10);
  expect(usage[0].liquidations).toBe(DAYS);
});

test('applyRetention of 40 instruments with 30 days of 6 MB each keeps the newest days of all within 200 MB', async () => {
  const database = await freshDatabase();
  const transaction = database.transaction(['instruments', 'columns', 'checkpoints'], 'readwrite');
  const record = {
    instrument: BTC,
    sealedBarMs: NOW,
    firstSealedBarMs: START,
    isHistoryComplete: true,
    lastAskedMs: 0,
  };
  for (let index = 0; index < 40; index += 1) {
    const instrument = `binance:C${index}USDT` as const;
    void transaction.objectStore('instruments').put({ ...record, key: instrument });
    for (let day = 1; day <= 30; day += 1) {
      const chunkMs = NOW - day * DAY;
      void transaction
        .objectStore('columns')
        .put({ instrument, level: 'coarse', chunkMs, columns: null, bytes: 200_000 });
    }
    void transaction
      .objectStore('checkpoints')
      .put({ instrument, barMs: NOW, layout: 'x', state: null, bytes: 1 });
  }
  await transaction.done;
  const report = await applyRetention(database, NOW);
  expect(report.isWithinCap).toBe(true);
  expect(report.storedBytes).toBeGreaterThan(190e6);
  expect(await database.count('columns')).toBe(40 * 26);
  expect(await database.count('checkpoints')).toBe(40);
  expect((await applyRetention(database, NOW)).storedBytes).toBe(report.storedBytes);
});

test('applyRetention tells what is about to go before it goes, and nothing when nothing does', async () => {
  const database = await filled();
  const told: [number, number][] = [];
  const beforeDrop = async (beforeMs: number): Promise<void> => {
    told.push([beforeMs, await database.count('bars')]);
  };
  const count = await database.count('bars');
  const { droppedBeforeMs } = await applyRetention(database, NOW, { beforeDrop });
  expect(told).toEqual([[droppedBeforeMs, count]]);
  expect(await database.count('bars')).toBeLessThan(count);
  await applyRetention(database, NOW, { beforeDrop });
  expect(told).toHaveLength(1);
});
