import { afterEach, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/store/open-database';
import {
  BAR,
  BTC,
  DAY,
  filledEngine,
  frameOf,
  freshEngine,
  marketEvents,
  QUERY,
  QUIET_MS,
  START,
  shifted,
  timeOf,
} from './market-fixture';

const BARS = 300;
const END = START + BARS * BAR;
const KEY = 'binance:BTCUSDT';

afterEach(() => {
  vi.restoreAllMocks();
});

/** From now on every write fails as on a full disk. */
function fillDisk(): void {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('disk is full', 'QuotaExceededError');
  });
}

describe('a full disk', () => {
  test('ingest rejects, acknowledges nothing, names the fault and works again when there is room', async () => {
    const { engine } = freshEngine(END + 60_000);
    const events = marketEvents(20);
    await engine.ingest(BTC, events.slice(0, 10));
    fillDisk();
    await expect(engine.ingest(BTC, events)).rejects.toThrow('disk is full');
    await engine.frame(BTC, QUERY, []);
    expect((await engine.usage()).fault).toBe('quota');
    vi.restoreAllMocks();
    expect(await engine.ingest(BTC, events)).toMatchObject({ stored: events.length - 10, duplicates: 10 });
    expect((await engine.usage()).fault).toBeNull();
  });

  test('ingest makes room by dropping the oldest days before it gives up', async () => {
    const { engine, clock } = await filledEngine(marketEvents(BARS), END + 60_000);
    clock.nowMs += 10 * DAY;
    const fresh = marketEvents(10).map((event) => shifted(event, 10 * DAY));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('disk is full', 'QuotaExceededError');
    });
    expect((await engine.ingest(BTC, fresh)).stored).toBe(fresh.length);
    expect((await engine.usage()).instruments).toMatchObject([{ bars: 12 + 10 }]);
  });

  test('frame goes on, seals nothing, and seals the same columns when there is room', async () => {
    const events = marketEvents(BARS);
    const untroubled = (await filledEngine(events, END + 60_000)).engine;
    const expected = await frameOf(untroubled);
    const { engine } = await filledEngine(events, END + 60_000);
    fillDisk();
    const frame = await frameOf(engine).catch((error) => error);
    vi.restoreAllMocks();
    expect(frame).not.toBeInstanceOf(Error);
    expect(frame.grid.frozenColumns).toBe(0);
    expect(frame.clusters.length).toBeGreaterThan(0);
    expect((await frameOf(engine)).grid.frozenHash).toBe(expected.grid.frozenHash);
    expect((await engine.usage()).fault).toBeNull();
  });
});

describe('damaged records', () => {
  test('an engine whose newest checkpoint is damaged goes on from the sealed bars with the same columns', async () => {
    const events = marketEvents(BARS + 20);
    const early = events.filter((event) => timeOf(event) < END);
    const test = await filledEngine(early, END + 60_000);
    await frameOf(test.engine);
    const untouched = async () => {
      test.clock.nowMs = END + 20 * BAR + 60_000;
      await test.engine.ingest(BTC, events);
      test.clock.nowMs += QUIET_MS;
      return (await frameOf(test.engine)).grid.frozenHash;
    };
    const database = await openDatabase('test');
    for (const record of await database.getAll('checkpoints')) {
      await database.put('checkpoints', {
        ...record,
        state: { bytes: new Uint8Array([1, 2, 3]), config: {} },
      });
    }
    database.close();
    test.restart();
    const damaged = await untouched();

    const whole = await filledEngine(early, END + 60_000);
    await frameOf(whole.engine);
    whole.clock.nowMs = END + 20 * BAR + 60_000;
    await whole.engine.ingest(BTC, events);
    whole.clock.nowMs += QUIET_MS;
    expect(damaged).toBe((await frameOf(whole.engine)).grid.frozenHash);
  });

  test('an engine with a damaged column chunk draws the others and does not fail', async () => {
    const test = await filledEngine(marketEvents(BARS), END + 60_000);
    await frameOf(test.engine);
    const database = await openDatabase('test');
    const [first] = await database.getAll('columns', IDBKeyRange.bound([KEY, 'fine', 0], [KEY, 'fine', END]));
    await database.put('columns', { ...first, columns: { cells: 'gone' } });
    database.close();
    const frame = await frameOf(test.restart());
    expect(frame.grid.frozenColumns).toBe(288);
    expect(frame.grid.close.filter(Number.isNaN).length).toBeGreaterThan(0);
  });
});

describe('another context', () => {
  test('an engine whose profile was cleared under it starts afresh and does not fail', async () => {
    const { engine, clock } = await filledEngine(marketEvents(BARS), END + 60_000);
    const before = await frameOf(engine);
    await new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase('test');
      request.onsuccess = () => resolve();
    });
    expect(await engine.frame(BTC, before.query, [])).toBeNull();
    await engine.ingest(BTC, marketEvents(BARS));
    clock.nowMs += QUIET_MS;
    expect((await frameOf(engine)).grid.frozenHash).toBe(before.grid.frozenHash);
  });

  test('ingest goes on after a newer version has closed the connection and gone', async () => {
    const { engine } = freshEngine(END + 60_000);
    const events = marketEvents(20);
    await engine.ingest(BTC, events.slice(0, 10));
    await new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase('test');
      request.onsuccess = () => resolve();
    });
    const receipt = await engine.ingest(BTC, events);
    expect(receipt.refused).toEqual([]);
    expect(receipt.stored).toBe(events.length);
  });

  test('two engines over one profile store every event once', async () => {
    const one = freshEngine(END + 60_000);
    const first = one.engine;
    const second = one.restart();
    const events = marketEvents(50);
    const receipts = await Promise.all([first.ingest(BTC, events), second.ingest(BTC, events)]);
    expect(receipts.reduce((sum, { stored }) => sum + stored, 0)).toBe(events.length);
  });
});

describe('everything the user can do with the data', () => {
  test('exportAll, deleteEverything, importAll gives the same frozen columns, and nothing in between', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
    const before = await frameOf(engine);
    const text = await engine.exportAll();
    await engine.deleteEverything();
    expect(await engine.frame(BTC, before.query, [])).toBeNull();
    expect((await engine.usage()).instruments).toEqual([]);
    await engine.importAll(text);
    const after = await frameOf(engine);
    expect(after.grid.frozenHash).toBe(before.grid.frozenHash);
    expect(after.clusters.map(({ id }) => id)).toEqual(before.clusters.map(({ id }) => id));
  });

  test('importAll and deleteEverything in the middle of other calls fail none of them and leave no mixture', async () => {
    const { engine, clock } = await filledEngine(marketEvents(BARS), END + 60_000);
    const before = await frameOf(engine);
    const text = await engine.exportAll();
    const ask = () => engine.frame(BTC, before.query, []);
    await Promise.all([
      ask(),
      engine.ingest(BTC, marketEvents(20)),
      engine.deleteEverything(),
      ask(),
      engine.ingest(BTC, marketEvents(BARS, 5)),
      engine.importAll(text),
      ask(),
      engine.release(clock.nowMs + 1),
      ask(),
    ]);
    expect((await frameOf(engine)).grid.frozenHash).toBe(before.grid.frozenHash);
  });

  test('importAll of a cut text is refused and everything goes on', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
    const before = await frameOf(engine);
    const text = await engine.exportAll();
    await expect(engine.importAll(text.slice(0, -100))).rejects.toThrow('import refused');
    expect((await frameOf(engine)).grid.frozenHash).toBe(before.grid.frozenHash);
  });

  test('release drops what nobody asked for, and the next frame is the same', async () => {
    const { engine, clock } = await filledEngine(marketEvents(BARS), END + 60_000);
    const before = await frameOf(engine);
    await engine.release(clock.nowMs + 1);
    expect((await frameOf(engine)).grid.frozenHash).toBe(before.grid.frozenHash);
  });
});
