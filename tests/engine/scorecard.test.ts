import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../src/core/clusters/cluster';
import { confluence } from '../../src/core/context/confluence';
import { measureContext } from '../../src/core/context/measure-context';
import { topClusters } from '../../src/core/context/top-clusters';
import { COARSE, NO_COLUMN } from '../../src/core/frame/column-chunk';
import type { FrameQuery } from '../../src/core/frame/frame-query';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import type { Candle } from '../../src/core/market/candle';
import type { Instrument } from '../../src/core/market/instrument';
import type { MarketEvent } from '../../src/core/market/market-event';
import { type BadgedMoment, outcomesByBadge } from '../../src/core/score/badge-outcomes';
import { type ShownMoment, scoreTouches } from '../../src/core/score/touch-scorecard';
import type { PackedChunk } from '../../src/engine/column-records';
import { openDatabase } from '../../src/store/open-database';
import {
  BAR,
  BTC,
  BYBIT_BTC,
  DAY,
  filledEngine,
  frameOf,
  marketEvents,
  QUERY,
  START,
  type TestEngine,
} from './market-fixture';

const BARS = 4 * 288;
const END = START + BARS * BAR;
const HOUR = 3_600_000;
const HOURS_4 = 4 * HOUR;
const EVENTS = marketEvents(BARS);

/** The same market, its price falling by a twentieth in three of the last six hours: through whatever it showed below. */
function fallingEvents(): MarketEvent[] {
  const left = (timeMs: number): number =>
    1 - 0.05 * Math.min(1, Math.max(0, (timeMs - END + 6 * HOUR) / (3 * HOUR)));
  return EVENTS.map((event) => {
    if (event.type === 'candle') {
      const { open, high, low, close, openTimeMs } = event.candle;
      const [before, after] = [left(openTimeMs), left(openTimeMs + BAR)];
      const candle = {
        ...event.candle,
        open: open * before,
        high: high * before,
        low: low * after,
        close: close * after,
      };
      return { ...event, candle };
    }
    if (event.type !== 'liquidation') return event;
    const { price, base, timeMs } = event.liquidation;
    const fallen = price * left(timeMs);
    return { ...event, liquidation: { ...event.liquidation, price: fallen, notionalUsd: base * fallen } };
  });
}

/** The frame once the engine has looked at the view's past, which it does beside the frames. */
async function judgedFrame(test: TestEngine, instrument: Instrument, query = QUERY): Promise<HeatmapFrame> {
  for (let tries = 0; tries < 400; tries += 1) {
    const frame = await frameOf(test.engine, instrument, query);
    if (frame.scorecard) return frame;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('no scorecard');
}

function candlesOf(events: readonly MarketEvent[]): Candle[] {
  return events.flatMap((event) => (event.type === 'candle' ? [event.candle] : []));
}

/** Every stored stretch of columns. */
async function storedColumns(): Promise<{ columns: PackedChunk }[]> {
  const database = await openDatabase('test');
  const records = (await database.getAll('columns')) as unknown as { columns: PackedChunk }[];
  database.close();
  return records;
}

/** Puts one doubt into all columns, as if it had been noted when they were frozen. */
async function noteDoubt(levelDoubt: number): Promise<void> {
  const database = await openDatabase('test');
  for (const record of await database.getAll('columns')) {
    const columns = record.columns as PackedChunk;
    const doubts = columns.close.slice().fill(levelDoubt);
    await database.put('columns', { ...record, columns: { ...columns, levelDoubt: doubts } });
  }
  database.close();
}

interface FrameMoment extends ShownMoment {
  clusters: Cluster[];
  atr1h: number;
}

/** What frames of the past show, asked for one by one. */
async function shownBefore(test: TestEngine, instrument: Instrument): Promise<FrameMoment[]> {
  const query: FrameQuery = { ...QUERY, columnMs: 1_800_000 };
  const moments: FrameMoment[] = [];
  for (let untilMs = START + DAY; untilMs <= END; untilMs += HOURS_4) {
    const frame = await frameOf(test.engine, instrument, { ...query, untilMs });
    const { above, below } = topClusters(frame.clusters, 2);
    moments.push({
      timeMs: untilMs,
      markPrice: frame.markPrice,
      sigmaDay: frame.sigmaDay,
      atr1h: frame.atr1h,
      clusters: [...above, ...below],
    });
  }
  return moments;
}

/** The moment's clusters with the badges that their cards wore, from the market's context at that time. */
function withBadges(moment: FrameMoment, events: readonly MarketEvent[]): BadgedMoment {
  const { timeMs, atr1h, clusters } = moment;
  const candles = candlesOf(events).filter(({ openTimeMs }) => openTimeMs < timeMs);
  const none = { openInterest: [], funding: null, longShortRatio: null, liquidations: null };
  const context = measureContext({ candles, ...none, nowMs: timeMs });
  if (!context) throw new Error('no context');
  const badged = clusters.map((cluster) => {
    const { levels, isFloating } = confluence(cluster, context, atr1h);
    const kinds = levels.map(({ kind }) => kind);
    return { ...cluster, badges: isFloating ? ['floating' as const] : kinds };
  });
  return { ...moment, clusters: badged };
}

describe('scorecard', () => {
  test('READ-12 scorecard is what frames of the past show after a restart, from the cached columns alone', async () => {
    const test = await filledEngine(EVENTS, END + 60_000, BYBIT_BTC);
    const { scorecard } = await judgedFrame(test, BYBIT_BTC);
    test.restart();
    const recomputed = scoreTouches(await shownBefore(test, BYBIT_BTC), candlesOf(EVENTS));
    expect(recomputed.count).toBeGreaterThan(20);
    expect(scorecard?.touches).toEqual(recomputed);
    expect(scorecard).toMatchObject({ fromMs: START + DAY, untilMs: END, horizonMs: DAY });
  });

  test('READ-04 scorecard has the outcomes of the touches by the badges of the cards then', async () => {
    const badges = new Set<string>();
    for (const seed of [3, 6]) {
      const events = marketEvents(BARS, seed);
      const test = await filledEngine(events, END + 60_000, BYBIT_BTC);
      const { scorecard } = await judgedFrame(test, BYBIT_BTC);
      const moments = (await shownBefore(test, BYBIT_BTC)).map((moment) => withBadges(moment, events));
      const bars = candlesOf(events).map((candle) => ({ ...candle, closeMs: candle.openTimeMs + BAR }));
      const expected = outcomesByBadge(moments, bars, HOURS_4);
      expect(scorecard?.byBadge).toEqual(expected);
      for (const { badge } of expected) badges.add(badge);
    }
    expect(badges.size).toBeGreaterThan(1);
  });

  test('scorecard of a full feed says how many reports lay inside the bands of clusters that price went through', async () => {
    const test = await filledEngine(fallingEvents(), END + 60_000, BYBIT_BTC);
    const { scorecard } = await judgedFrame(test, BYBIT_BTC);
    const { count = 0, inside = 0, insideLow = 0, insideHigh = 0 } = scorecard?.bands ?? {};
    expect(count).toBeGreaterThan(0);
    expect(insideLow).toBeLessThanOrEqual(inside);
    expect(insideHigh).toBeGreaterThanOrEqual(inside);
  });

  test('replay of a full feed shows the bands that were shown then, whatever was reported since', async () => {
    const thenMs = START + 2 * DAY;
    const isOlder = (event: MarketEvent) => event.type !== 'liquidation' || event.liquidation.timeMs < thenMs;
    const bandsThen = async (events: MarketEvent[]) => {
      const test = await filledEngine(events, END + 60_000, BYBIT_BTC);
      const query = { ...QUERY, columnMs: 1_800_000, untilMs: thenMs };
      const { clusters } = await frameOf(test.engine, BYBIT_BTC, query);
      return clusters.map(({ notionalLowUsd, notionalHighUsd }) => [notionalLowUsd, notionalHighUsd]);
    };
    const shown = await bandsThen(fallingEvents());
    expect(shown.length).toBeGreaterThan(3);
    expect(await bandsThen(fallingEvents().filter(isOlder))).toEqual(shown);
  });

  test('scorecard judges bands by what the frozen columns note', async () => {
    const test = await filledEngine(fallingEvents(), END + 60_000, BYBIT_BTC);
    const shown = (await judgedFrame(test, BYBIT_BTC)).scorecard?.bands;
    const coarse = (await storedColumns()).filter(({ columns }) => columns.base.length === COARSE.slots);
    const noted = coarse.flatMap(({ columns: { base, levelEvents } }) =>
      [...base].flatMap((first, slot) => (first === NO_COLUMN ? [] : (levelEvents?.[slot] ?? Number.NaN))),
    );
    expect(noted.length).toBeGreaterThan(100);
    expect(noted.every((events) => events >= 0)).toBe(true);
    expect(Math.max(...noted)).toBeGreaterThan(1);
    await noteDoubt(Number.POSITIVE_INFINITY);
    test.restart();
    const open = (await judgedFrame(test, BYBIT_BTC)).scorecard?.bands;
    expect(shown?.below).toBeGreaterThan(0);
    expect(open).toMatchObject({ count: shown?.count, below: 0 });
  });

  test('scorecard of throttled feeds alone has touches, but no bands: their sums are lower bounds', async () => {
    const test = await filledEngine(EVENTS, END + 60_000, BTC);
    const { scorecard } = await judgedFrame(test, BTC);
    expect(scorecard?.bands).toBeNull();
    expect(scorecard?.touches.count).toBeGreaterThan(20);
  });

  test('scorecard is the same after a start, and stays as it is while nothing new is frozen', async () => {
    const test = await filledEngine(EVENTS, END + 60_000, BYBIT_BTC);
    const first = await judgedFrame(test, BYBIT_BTC);
    expect((await frameOf(test.engine, BYBIT_BTC)).scorecard).toBe(first.scorecard);
    test.restart();
    expect((await judgedFrame(test, BYBIT_BTC)).scorecard).toEqual(first.scorecard);
  });

  test('frame of a replay and the first frame of a view have no scorecard', async () => {
    const test = await filledEngine(EVENTS, END + 60_000, BYBIT_BTC);
    expect((await frameOf(test.engine, BYBIT_BTC)).scorecard).toBeUndefined();
    await judgedFrame(test, BYBIT_BTC);
    const replay = await frameOf(test.engine, BYBIT_BTC, { ...QUERY, untilMs: END - DAY });
    expect(replay.scorecard).toBeUndefined();
    expect(replay.crowding).toBeUndefined();
    expect((await frameOf(test.engine, BYBIT_BTC, { ...QUERY, side: 'long' })).scorecard).toBeUndefined();
    expect((await frameOf(test.engine, BYBIT_BTC)).scorecard?.touches.count).toBeGreaterThan(0);
  });
});

describe('crowding', () => {
  const crowded = (lastDayRate: number): MarketEvent[] => [
    ...EVENTS,
    ...Array.from({ length: 12 }, (_, at): MarketEvent => {
      const timeMs = START + at * 8 * 3_600_000;
      const ratePerInterval = at === 11 ? lastDayRate : 0.0001 + 0.00001 * (at % 3);
      return { type: 'funding-rate', fundingRate: { timeMs, ratePerInterval, intervalHours: 8 } };
    }),
  ];

  test('crowding leans to the side whose funding has just risen, and both sides have a vulnerability', async () => {
    const paid = await judgedFrame(await filledEngine(crowded(0.002), END + 60_000, BYBIT_BTC), BYBIT_BTC);
    const got = await judgedFrame(await filledEngine(crowded(-0.002), END + 60_000, BYBIT_BTC), BYBIT_BTC);
    expect(paid.crowding?.moments).toBe(19);
    expect(paid.crowding?.index).toBeGreaterThan(got.crowding?.index ?? 1);
    expect(paid.crowding?.index).toBeGreaterThan(0);
    expect(paid.crowding?.longVulnerability).toBeGreaterThan(0);
    expect(paid.crowding?.shortVulnerability).toBeGreaterThan(0);
  });
});
