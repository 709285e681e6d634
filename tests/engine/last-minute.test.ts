import { expect, test } from 'vitest';
import { momentOfFrame } from '../../src/core/alerts/moment-of-frame';
import type { Candle } from '../../src/core/market/candle';
import type { MarketEvent } from '../../src/core/market/market-event';
import { BAR, BTC, filledEngine, frameOf, marketEvents, START } from './market-fixture';

const BARS = 300;
const END = START + BARS * BAR;

/** Forced closings of one dollar each, a hundredth of a second apart. */
function small(count: number, fromMs: number): MarketEvent[] {
  return Array.from({ length: count }, (_, at) => ({
    type: 'liquidation',
    liquidation: {
      timeMs: fromMs + 10 * at,
      positionSide: 'long',
      price: 60_000 + at / 100,
      priceKind: 'average-fill',
      base: 1 / 60_000,
      notionalUsd: 1,
      isSampled: false,
    },
  }));
}

function formingAt(price: number): Candle {
  const prices = { open: price, high: price, low: price, close: price };
  return { openTimeMs: END, intervalMs: BAR, ...prices, volumeBase: 1, takerBuyBase: null, isClosed: false };
}

test('a frame with more forced closings than it has points still tells the true sum of the last minute', async () => {
  const filled = await filledEngine(marketEvents(BARS), END + 60_000);
  const { engine, clock } = filled;
  const fromMs = clock.nowMs;
  clock.nowMs += 30_000;
  await engine.ingest(BTC, small(2500, fromMs));
  const { close } = (await frameOf(engine)).grid;
  const price = close[close.length - 1];
  await engine.ingest(BTC, [
    { type: 'mark-price', markPrice: { timeMs: clock.nowMs, price, indexPrice: null } },
    { type: 'candle', candle: formingAt(price) },
  ]);
  const frame = await frameOf(engine);
  expect(frame.observed.points).toHaveLength(400);
  expect(momentOfFrame(frame, clock.nowMs).liquidatedLastMinuteUsd).toBe(2500);
});
