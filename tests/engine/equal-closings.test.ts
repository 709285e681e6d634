import { expect, test } from 'vitest';
import type { MarketEvent } from '../../src/core/market/market-event';
import { createSeenLiquidations } from '../../src/feeds/run/seen-liquidations';
import { BAR, BTC, filledEngine, frameOf, marketEvents, START } from './market-fixture';

const BARS = 300;
const END = START + BARS * BAR;
/** In the last bar that is over. */
const AT_MS = END - 1000;
const EACH_USD = 1_000_000;

/** A forced closing of a million at one moment and price. */
function closing(id?: string): MarketEvent {
  const size = { price: 60_000, base: EACH_USD / 60_000, notionalUsd: EACH_USD };
  const kind = { positionSide: 'long', priceKind: 'average-fill', isSampled: false } as const;
  return { type: 'liquidation', liquidation: { ...size, ...kind, timeMs: AT_MS, ...(id && { id }) } };
}

/** An engine with a feed before it that may begin anew, as after a restart, and what the engine has counted. */
async function feedInto() {
  const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
  const countedUsd = async () => {
    const { points } = (await frameOf(engine)).observed;
    const ours = points.filter(({ timeMs }) => timeMs === AT_MS);
    return ours.reduce((sum, { notionalUsd }) => sum + notionalUsd, 0) / EACH_USD;
  };
  let seen = createSeenLiquidations();
  return {
    countedUsd,
    take: async (...payload: MarketEvent[]) => {
      await engine.ingest(BTC, [...seen.fresh(payload)]);
      return countedUsd();
    },
    beginAnew: () => {
      seen = createSeenLiquidations();
    },
  };
}

test('ingest of two equal closings of one answer counts both, and after a restart neither again', async () => {
  const feed = await feedInto();
  expect(await feed.take(closing(), closing())).toBe(2);
  expect(await feed.take(closing(), closing())).toBe(2);
  feed.beginAnew();
  expect(await feed.take(closing(), closing())).toBe(2);
  expect(await feed.take(closing(), closing(), closing())).toBe(3);
});

test('ingest of an equal closing that only a later answer tells beside the first counts it once', async () => {
  const feed = await feedInto();
  expect(await feed.take(closing())).toBe(1);
  expect(await feed.take(closing(), closing())).toBe(2);
  feed.beginAnew();
  expect(await feed.take(closing())).toBe(2);
});

test('ingest of equal closings that the exchange names counts each name once, in whatever answer it comes', async () => {
  const feed = await feedInto();
  expect(await feed.take(closing('a'))).toBe(1);
  expect(await feed.take(closing('b'))).toBe(2);
  feed.beginAnew();
  expect(await feed.take(closing('b'))).toBe(2);
  expect(await feed.take(closing('a'), closing('c'))).toBe(3);
});
