import { describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../src/core/market/market-event';
import { BAR, filledEngine, frameOf, marketEvents, START } from './market-fixture';

const BARS = 400;
const AFTER_MS = START + BARS * BAR + 60_000;

/** The market of the fixture with open interest times `factor`. */
function withInterest(factor: number): MarketEvent[] {
  return marketEvents(BARS).map((event) =>
    event.type === 'open-interest'
      ? { ...event, openInterest: { ...event.openInterest, base: event.openInterest.base * factor } }
      : event,
  );
}

describe('frame', () => {
  test('of a market of billions known for more than a day, is not called thin', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), AFTER_MS);
    expect((await frameOf(engine)).isThin).toBe(false);
  });

  test('of a market with less than five million dollars open, is called thin', async () => {
    const { engine } = await filledEngine(withInterest(0.001), AFTER_MS);
    expect((await frameOf(engine)).isThin).toBe(true);
  });

  test('of a market known for less than a day, is called thin', async () => {
    const { engine } = await filledEngine(marketEvents(200), START + 200 * BAR + 60_000);
    expect((await frameOf(engine)).isThin).toBe(true);
  });
});
