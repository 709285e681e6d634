import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open-database';
import { BAR, BTC, filledEngine, frameOf, marketEvents, QUIET_MS, START, timeOf } from './market-fixture';

const BARS = 300;
const END = START + BARS * BAR;
const EVENTS = marketEvents(BARS + 20);
const EARLY = EVENTS.filter((event) => timeOf(event) < END);

type Store = 'series' | 'bars' | 'liquidations' | 'meta' | 'checkpoints' | 'columns';

/** Puts `change` over every record of a store, as a crash of the disk or of the browser may leave them. */
async function damage(store: Store, change: object): Promise<void> {
  const database = await openDatabase('test');
  for (const record of await database.getAll(store)) {
    await database.put(store, { ...record, ...change } as never);
  }
  database.close();
}

/** Goes on after the restart with newer events, then with all of them again, as a feed does that fills a gap. */
async function goOn(change: { store: Store; with: object }) {
  const started = await filledEngine(EARLY, END + 60_000);
  await started.engine.ingest(BTC, [{ type: 'leverage-tiers', tiers: [], source: 'fallback', asOfMs: END }]);
  await frameOf(started.engine);
  await damage(change.store, change.with);
  const engine = started.restart();
  await engine.resumePoint(BTC);
  started.clock.nowMs = END + 20 * BAR + 60_000;
  await engine.ingest(BTC, EVENTS);
  started.clock.nowMs += QUIET_MS;
  return frameOf(engine);
}

describe('an engine over damaged records goes on and freezes what comes', () => {
  test.each([
    { what: 'rows of inputs that are gone', store: 'series' as const, with: { rows: undefined } },
    { what: 'rows of inputs that are text', store: 'series' as const, with: { rows: 'gone' } },
    { what: 'rows of inputs that are cut', store: 'series' as const, with: { rows: new Float64Array(5) } },
    { what: 'bars that are gone', store: 'bars' as const, with: { rows: undefined } },
    { what: 'bars that are cut', store: 'bars' as const, with: { rows: new Float64Array(5) } },
    { what: 'liquidations without numbers', store: 'liquidations' as const, with: { notionalUsd: 'much' } },
    { what: 'small values that are something else', store: 'meta' as const, with: { value: 7 } },
    { what: 'a state that is gone', store: 'checkpoints' as const, with: { state: undefined } },
    { what: 'columns that are gone', store: 'columns' as const, with: { columns: undefined } },
  ])('$what', async (change) => {
    const { grid, observed } = await goOn(change);
    expect(grid.frozenColumns).toBeGreaterThan(200);
    expect(grid.close[grid.frozenColumns - 1]).toBeGreaterThan(0);
    const sums = observed.bars.flatMap(({ longUsd, shortUsd }) => [longUsd, shortUsd]);
    expect(sums.every(Number.isFinite)).toBe(true);
  });
});
