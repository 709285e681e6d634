import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { readLiquidations } from '../../src/store/input-reader';
import { writeInputs } from '../../src/store/input-store';
import { type IncomingLiquidation, writeLiquidations } from '../../src/store/write-liquidations';
import { BTC, batch, freshDatabase, liquidation, START } from './store-fixtures';

const KEY = 'binance:BTCUSDT';
const BAR = 300_000;

/** All closings of longs in the bar from START on, told as one of so many coins. */
function sumOf(base: number): IncomingLiquidation {
  return { ...liquidation(START, 90), base, notionalUsd: 90 * base, sumOfMs: BAR };
}

async function writer() {
  const database = await freshDatabase();
  return {
    write: async (...liquidations: IncomingLiquidation[]) => {
      const { freshLiquidations } = await writeInputs(database, BTC, batch({ liquidations }), START);
      return freshLiquidations.map(({ base }) => base);
    },
    stored: () => readLiquidations(database, KEY, 0),
  };
}

test('writeLiquidations of a sum adds only what is not stored one by one', async () => {
  const { write, stored } = await writer();
  const short: IncomingLiquidation = { ...liquidation(START + 2000), side: 'short' };
  await write(liquidation(START), liquidation(START + BAR - 1), liquidation(START + BAR), short);
  expect(await write(sumOf(10))).toEqual([8]);
  const all = await stored();
  expect(all).toHaveLength(5);
  expect(all.find(({ base }) => base === 8)).toEqual({
    ...liquidation(START, 90),
    base: 8,
    notionalUsd: 720,
  });
});

test('writeLiquidations of a sum again, or of one known as a whole, adds nothing', async () => {
  const { write, stored } = await writer();
  expect(await write(sumOf(4))).toEqual([4]);
  expect(await write(sumOf(4))).toEqual([]);
  expect(await write(sumOf(4.0001))).toEqual([]);
  expect(await write(sumOf(3))).toEqual([]);
  expect(await stored()).toHaveLength(1);
});

test('writeLiquidations of closings and their sum in one batch adds the rest of it', async () => {
  const { write } = await writer();
  expect(await write(liquidation(START + 1), liquidation(START + 2), sumOf(2.5))).toEqual([1, 1, 0.5]);
});

test('writeLiquidations of an equal closing twice in one batch stores it once', async () => {
  const { write } = await writer();
  expect(await write(liquidation(START), liquidation(START))).toEqual([1]);
});

test('writeLiquidations of a thousand closings reads once and waits for no single one', async () => {
  const getAllKeys = vi.fn(async () => []);
  let waiting = 0;
  let most = 0;
  const put = async () => {
    waiting += 1;
    most = Math.max(most, waiting);
    await Promise.resolve();
    waiting -= 1;
  };
  const many = Array.from({ length: 1000 }, (_, index) => liquidation(START + index));
  expect(await writeLiquidations({ getAllKeys, put }, KEY, many)).toHaveLength(1000);
  expect(getAllKeys).toHaveBeenCalledTimes(1);
  expect(most).toBe(1000);
});
