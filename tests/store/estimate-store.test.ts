import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import {
  changeInstrument,
  listCheckpoints,
  readBars,
  readCheckpoint,
  readColumns,
  type SealedStretch,
  writeSealed,
} from '../../src/store/estimate-store';
import { readInstrument } from '../../src/store/input-reader';
import { writeInputs } from '../../src/store/input-store';
import type { LiqlensDatabase } from '../../src/store/open-database';
import { BTC, batch, DAY, freshDatabase, START } from './store-fixtures';

const KEY = 'binance:BTCUSDT';

function stretch(dayMs: number, change: Partial<SealedStretch> = {}): SealedStretch {
  return {
    instrument: KEY,
    bars: [{ instrument: KEY, dayMs, rows: new Float64Array([dayMs]), bytes: 8 }],
    columns: [
      { instrument: KEY, level: 'fine', chunkMs: dayMs, columns: null, bytes: 1 },
      { instrument: KEY, level: 'coarse', chunkMs: dayMs, columns: null, bytes: 1 },
    ],
    checkpoint: { instrument: KEY, barMs: dayMs, layout: 'x', state: { a: 1 }, bytes: 1 },
    dropCheckpoints: [],
    dropFineBeforeMs: 0,
    sealedBarMs: dayMs,
    firstSealedBarMs: START,
    ...change,
  };
}

async function known(): Promise<LiqlensDatabase> {
  const database = await freshDatabase();
  await writeInputs(database, BTC, batch(), START);
  return database;
}

test('writeSealed stores bars, columns, state and the sealed mark together', async () => {
  const database = await known();
  await writeSealed(database, stretch(START));
  await writeSealed(database, stretch(START + DAY));
  expect((await readBars(database, KEY, START + DAY + 5)).map(({ dayMs }) => dayMs)).toEqual([START + DAY]);
  expect(await readColumns(database, KEY, 'fine', START)).toHaveLength(2);
  expect(await listCheckpoints(database, KEY)).toEqual([START + DAY, START]);
  expect((await readCheckpoint(database, KEY, START))?.state).toEqual({ a: 1 });
  expect(await readInstrument(database, KEY)).toMatchObject({
    sealedBarMs: START + DAY,
    firstSealedBarMs: START,
    isHistoryComplete: true,
  });
});

test('writeSealed drops older checkpoints and fine columns in the same step', async () => {
  const database = await known();
  await writeSealed(database, stretch(START));
  await writeSealed(
    database,
    stretch(START + DAY, { dropCheckpoints: [START], dropFineBeforeMs: START + DAY }),
  );
  expect(await listCheckpoints(database, KEY)).toEqual([START + DAY]);
  expect(await readColumns(database, KEY, 'fine', 0)).toHaveLength(1);
  expect(await readColumns(database, KEY, 'coarse', 0)).toHaveLength(2);
});

test('writeSealed that fails leaves nothing of the stretch', async () => {
  const database = await known();
  const unstorable = { instrument: KEY, barMs: START, layout: 'x', state: () => 0, bytes: 1 } as const;
  await expect(writeSealed(database, stretch(START, { checkpoint: unstorable }))).rejects.toThrow();
  expect(await readBars(database, KEY, 0)).toEqual([]);
  expect((await readInstrument(database, KEY))?.sealedBarMs).toBeNull();
});

test('writeSealed of an instrument that was deleted meanwhile rejects and stores nothing', async () => {
  const database = await freshDatabase();
  await expect(writeSealed(database, stretch(START))).rejects.toThrow('never stored');
  expect(await database.count('bars')).toBe(0);
});

test('changeInstrument changes a known instrument and ignores an unknown one', async () => {
  const database = await known();
  await changeInstrument(database, KEY, { isHistoryComplete: true });
  await changeInstrument(database, 'binance:NONE', { isHistoryComplete: true });
  expect((await readInstrument(database, KEY))?.isHistoryComplete).toBe(true);
  expect(await database.count('instruments')).toBe(1);
});
