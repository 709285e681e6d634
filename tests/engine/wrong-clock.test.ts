import { describe, expect, test } from 'vitest';
import { BAR, BTC, DAY, frameOf, freshEngine, marketEvents, QUIET_MS, START } from './market-fixture';

const BARS = 300;
const END = START + BARS * BAR;
const EVENTS = marketEvents(BARS);

/** Frozen columns of an engine whose machine's clock is off by `offMs` while the exchange's is right. */
async function frozenWith(offMs: number): Promise<{ stored: number; frozen: number; hash: string }> {
  const { engine, clock } = freshEngine(END + 60_000 + offMs);
  const { stored } = await engine.ingest(BTC, EVENTS, END + 60_000);
  await frameOf(engine);
  clock.nowMs += QUIET_MS;
  const { grid } = await frameOf(engine);
  return { stored, frozen: grid.frozenColumns, hash: grid.frozenHash };
}

describe('an engine on a machine whose clock is wrong', () => {
  test.each([
    ['a day slow', -DAY],
    ['a day fast', DAY],
    ['a year fast', 365 * DAY],
  ])('%s: stores, keeps and freezes the same as with the right one', async (_words, offMs) => {
    const right = await frozenWith(0);
    expect(right.frozen).toBeGreaterThan(200);
    expect(await frozenWith(offMs)).toEqual(right);
  });

  test('tells with each frame what its clock must be moved by', async () => {
    const { engine } = freshEngine(END + 60_000 - DAY);
    await engine.ingest(BTC, EVENTS, END + 60_000);
    const frame = await frameOf(engine);
    expect([frame.clockOffsetMs, frame.asOfMs > END - BAR]).toEqual([DAY, true]);
  });
});
