import { describe, expect, test } from 'vitest';
import type { EstimatorBar } from '../../src/core/estimate/estimator-bar';
import type { LeverageTier } from '../../src/core/market/leverage-tier';
import type { MarketEvent } from '../../src/core/market/market-event';
import { fromBarRecord } from '../../src/engine/bar-rows';
import { readBars } from '../../src/store/estimate-store';
import { openDatabase } from '../../src/store/open-database';
import {
  BAR,
  BTC,
  filledEngine,
  frameOf,
  marketEvents,
  QUIET_MS,
  START,
  type TestEngine,
  timeOf,
} from './market-fixture';

const HISTORY = 300;
const BARS = 320;
const END = START + HISTORY * BAR;
const EVENTS = marketEvents(BARS);

function inBar(bar: number): MarketEvent[] {
  const from = START + bar * BAR;
  return EVENTS.filter((event) => timeOf(event) >= from && timeOf(event) < from + BAR);
}

/** An engine with a sealed history, its clock at the end of bar `HISTORY - 1`. */
async function withHistory(): Promise<TestEngine> {
  const test = await filledEngine(
    EVENTS.filter((event) => timeOf(event) < END),
    END + 20_000,
  );
  await frameOf(test.engine);
  return test;
}

function markPrice(timeMs: number, price: number): MarketEvent {
  return { type: 'mark-price', markPrice: { timeMs, price, indexPrice: null } };
}

function markRange(bar: number, price: number): MarketEvent {
  const openTimeMs = START + bar * BAR;
  return {
    type: 'mark-range',
    markRange: { openTimeMs, intervalMs: BAR, high: price, low: price, close: price },
  };
}

async function sealedBars(): Promise<EstimatorBar[]> {
  const database = await openDatabase('test');
  const bars = (await readBars(database, 'binance:BTCUSDT', 0)).flatMap(fromBarRecord);
  database.close();
  return bars;
}

async function sealedBar(bar: number): Promise<EstimatorBar | undefined> {
  return (await sealedBars()).find(({ openTimeMs }) => openTimeMs === START + bar * BAR);
}

/** Ticks every ten seconds through a bar and into the next, then the bar itself. */
async function liveBar(test: TestEngine, bar: number, everyMs = 10_000): Promise<void> {
  const from = START + bar * BAR;
  for (let timeMs = from + 1000; timeMs <= from + BAR + 1000; timeMs += everyMs) {
    test.clock.nowMs = timeMs;
    await test.engine.ingest(BTC, [markPrice(timeMs, 60_000 + ((timeMs - from) % 7000) / 100)]);
  }
  test.clock.nowMs = from + BAR + 20_000;
  await test.engine.ingest(BTC, inBar(bar));
}

describe('mark price of a live bar', () => {
  test('a bar watched from end to end is sealed with the range of its ticks', async () => {
    const test = await withHistory();
    await liveBar(test, HISTORY);
    await liveBar(test, HISTORY + 1);
    const bar = await sealedBar(HISTORY + 1);
    expect(bar?.markHigh).toBeCloseTo(60_060, 3);
    expect(bar?.markLow).toBeCloseTo(60_000, 3);
  });

  test('a bar with a break in its ticks is sealed without', async () => {
    const test = await withHistory();
    await liveBar(test, HISTORY);
    await liveBar(test, HISTORY + 1, 120_000);
    test.clock.nowMs += 120_000;
    await frameOf(test.engine);
    expect((await sealedBar(HISTORY + 1))?.markHigh).toBeNull();
  });

  test('a bar waits for the range of a venue that gives it, two minutes and not longer', async () => {
    const test = await withHistory();
    await test.engine.ingest(BTC, [...inBar(HISTORY), markRange(HISTORY, 61_000)]);
    test.clock.nowMs = END + 2 * BAR + 2000;
    await test.engine.ingest(BTC, inBar(HISTORY + 1));
    expect(await sealedBar(HISTORY + 1)).toBeUndefined();
    await test.engine.ingest(BTC, [markRange(HISTORY + 1, 61_500)]);
    expect((await sealedBar(HISTORY + 1))?.markHigh).toBe(61_500);
    test.clock.nowMs = END + 3 * BAR + 2000;
    await test.engine.ingest(BTC, inBar(HISTORY + 2));
    test.clock.nowMs += 120_000;
    await frameOf(test.engine);
    expect(await sealedBar(HISTORY + 2)).toMatchObject({ markHigh: null });
  });
});

describe('forced closings of a live bar', () => {
  const quiet = (bar: number) => inBar(bar).filter(({ type }) => type !== 'liquidation');

  test('a bar that came by itself after a break says nothing of forced closings, a watched one that there were none', async () => {
    const test = await withHistory();
    test.clock.nowMs = END + BAR + 20_000;
    await test.engine.ingest(BTC, [...quiet(HISTORY), markPrice(test.clock.nowMs, 60_000)]);
    for (let timeMs = END + BAR + 30_000; timeMs < END + 3 * BAR; timeMs += 20_000) {
      test.clock.nowMs = timeMs;
      await test.engine.ingest(BTC, [markPrice(timeMs, 60_000)]);
    }
    await test.engine.ingest(BTC, quiet(HISTORY + 1));
    await test.engine.ingest(BTC, quiet(HISTORY + 2));
    test.clock.nowMs = END + 3 * BAR + 120_000;
    await frameOf(test.engine);
    expect((await sealedBar(HISTORY + 1))?.liquidations).toBeNull();
    expect((await sealedBar(HISTORY + 2))?.liquidations).toEqual([]);
  });
});

describe('forced closings reported at the bankruptcy price', () => {
  const reported = (
    priceKind: 'bankruptcy' | 'average-fill',
    positionSide: 'long' | 'short',
  ): MarketEvent => ({
    type: 'liquidation',
    liquidation: {
      timeMs: END + 1000,
      positionSide,
      price: 60_000,
      priceKind,
      base: 1,
      notionalUsd: 60_000,
      isSampled: false,
    },
  });

  async function sealedPrice(event: MarketEvent): Promise<number | null | undefined> {
    const test = await withHistory();
    await test.engine.ingest(BTC, [event]);
    await liveBar(test, HISTORY);
    test.clock.nowMs += 120_000;
    await frameOf(test.engine);
    return (await sealedBar(HISTORY))?.liquidations?.find(({ base }) => base === 1)?.price;
  }

  test('are learned from at the price that set them off, before the maintenance margin was gone', async () => {
    expect(await sealedPrice(reported('average-fill', 'long'))).toBe(60_000);
    const long = await sealedPrice(reported('bankruptcy', 'long'));
    const short = await sealedPrice(reported('bankruptcy', 'short'));
    expect(long).toBeGreaterThan(60_000 * 1.003);
    expect(long).toBeLessThan(60_000 * 1.007);
    expect(short).toBeLessThan(60_000 * 0.997);
    expect(short).toBeGreaterThan(60_000 * 0.993);
  });
});

describe('margin tiers', () => {
  const tiers: LeverageTier[] = [
    {
      notionalFloor: 0,
      notionalCap: 1e5,
      maxLeverage: 50,
      maintenanceMarginRate: 0.01,
      maintenanceAmount: 0,
    },
    {
      notionalFloor: 1e5,
      notionalCap: Number.POSITIVE_INFINITY,
      maxLeverage: 20,
      maintenanceMarginRate: 0.025,
      maintenanceAmount: 1500,
    },
  ];
  const told: MarketEvent = { type: 'leverage-tiers', tiers, source: 'exchange', asOfMs: END };

  async function later(test: TestEngine, isKilled: boolean): Promise<string> {
    for (let bar = HISTORY; bar < BARS; bar += 1) {
      test.clock.nowMs = START + (bar + 1) * BAR + 20_000;
      await test.engine.ingest(BTC, inBar(bar));
      if (isKilled && bar % 3 === 0) test.restart();
    }
    test.clock.nowMs += QUIET_MS;
    const frame = await frameOf(test.engine);
    expect(frame.grid.frozenColumns).toBe(288);
    return frame.grid.frozenHash;
  }

  test('tiers that arrive after sealing leave frozen columns alone and count from then on, through kills too', async () => {
    const plain = await withHistory();
    const before = await frameOf(plain.engine);
    await plain.engine.ingest(BTC, [told]);
    expect((await frameOf(plain.engine)).grid.frozenHash).toBe(before.grid.frozenHash);
    const expected = await later(plain, false);
    const killed = await withHistory();
    await killed.engine.ingest(BTC, [told]);
    expect(await later(killed, true)).toBe(expected);
    expect(await later(await withHistory(), false)).not.toBe(expected);
  });

  test('tiers that contradict themselves are refused with the row and change nothing', async () => {
    const broken = [{ ...tiers[0], maintenanceMarginRate: -1 }];
    const test = await withHistory();
    const expected = await later(await withHistory(), false);
    const receipt = await test.engine.ingest(BTC, [{ ...told, tiers: broken }]);
    expect(receipt.refused).toMatchObject([{ channel: 'leverage-tiers', field: 'tiers' }]);
    expect(await later(test, false)).toBe(expected);
  });
});
