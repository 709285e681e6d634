import { DEFAULT_QUERY, type FrameQuery } from '../../src/core/frame/frame-query';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import type { MarketEvent } from '../../src/core/market/market-event';
import { openInstrument } from '../../src/engine/open-instrument';
import { diffFrames } from '../../src/messages/frame-merge';
import { openDatabase } from '../../src/store/open-database';
import { CAP_BYTES } from '../../src/store/schema';
import {
  BAR,
  BTC,
  BYBIT_BTC,
  completeSource,
  frameOf,
  freshEngine,
  marketEvents,
  QUIET_MS,
  START,
  type TestEngine,
} from '../engine/market-fixture';
import { type Figure, figure, median, quantile } from './figure';

const HISTORY_BARS = 7 * 288;
const LONG_BARS = 30 * 288;
const TICKS = 200;
const INSTRUMENTS_ON_THE_LIST = 40;

const QUERY: FrameQuery = { ...DEFAULT_QUERY };

/**
 * What the engine costs, over a made-up market of two exchanges in the store of this process. Times are processor
 * time, which on an idle machine is wall time and under other people's load stays near it.
 */
export async function engineFigures(): Promise<Figure[]> {
  return [...(await speedFigures()), ...(await sizeFigures())];
}

async function speedFigures(): Promise<Figure[]> {
  const test = freshEngine(START + HISTORY_BARS * BAR + 60_000);
  const sources = [completeSource(BTC), completeSource(BYBIT_BTC)];
  await test.engine.ingest(BTC, marketEvents(HISTORY_BARS));
  await test.engine.ingest(BYBIT_BTC, marketEvents(HISTORY_BARS, 2));
  test.clock.nowMs += QUIET_MS;
  const frame = (query = QUERY): Promise<HeatmapFrame> => frameOf(test.engine, BTC, query, sources);
  const coldMs = await timed(() => frame());
  const filterMs: number[] = [];
  for (const query of filterQueries()) filterMs.push(await timed(() => frame(query)));
  const tails = await tailTimes(test, frame);
  test.restart();
  const restartMs = await timed(() => frame());
  return [
    figure('engine.coldFrameMs', coldMs, 'ms'),
    figure('engine.filterMs', median(filterMs), 'ms', { op: '<=', value: 50 }),
    figure('engine.tailMs', median(tails.frameMs), 'ms', { op: '<=', value: 10 }),
    figure('engine.tailP95Ms', quantile(tails.frameMs, 0.95), 'ms'),
    figure('engine.ingestTickMs', median(tails.ingestMs), 'ms'),
    figure('engine.diffMs', median(tails.diffMs), 'ms'),
    figure('engine.restartFrameMs', restartMs, 'ms', { op: '<=', value: 300 }),
  ];
}

/** More views than the engine keeps grids for, so that each is built from its columns. */
function filterQueries(): FrameQuery[] {
  const groups = [['high'], ['medium'], ['low', 'medium'], ['medium', 'high']] as const;
  return [null, ['binance'], ['bybit']].flatMap((exchanges) =>
    (['long', 'short'] as const).flatMap((side) =>
      groups.map((wanted) => ({ ...QUERY, exchanges, side, groups: [...wanted] })),
    ),
  );
}

async function tailTimes(test: TestEngine, frame: () => Promise<HeatmapFrame>) {
  const times = { frameMs: [] as number[], ingestMs: [] as number[], diffMs: [] as number[] };
  let last = await frame();
  let price = last.markPrice;
  for (let tick = 0; tick < TICKS; tick += 1) {
    test.clock.nowMs += 1000;
    price *= 1 + 1e-5 * Math.sin(tick);
    const event: MarketEvent = {
      type: 'mark-price',
      markPrice: { timeMs: test.clock.nowMs, price, indexPrice: null },
    };
    times.ingestMs.push(await timed(() => test.engine.ingest(BTC, [event])));
    let next = last;
    times.frameMs.push(
      await timed(async () => {
        next = await frame();
      }),
    );
    times.diffMs.push(await timed(async () => diffFrames(last, next)));
    last = next;
  }
  return times;
}

/** Memory of an instrument with 30 days, counted on its arrays, and what a full watch list would store. */
async function sizeFigures(): Promise<Figure[]> {
  const test = freshEngine(START + LONG_BARS * BAR + 60_000);
  await test.engine.ingest(BTC, marketEvents(LONG_BARS, 3));
  test.clock.nowMs += QUIET_MS;
  await frameOf(test.engine);
  const { storedBytes, instruments } = await test.engine.usage();
  const database = await openDatabase('test');
  const runtime = await openInstrument(database, BTC, test.clock.nowMs);
  database.close();
  return [
    figure('memory.instrument30dBytes', arrayBytes(runtime, new Set()), 'bytes', {
      op: '<=',
      value: 8 * 1024 * 1024,
    }),
    figure('storage.instrument30dBytes', storedBytes, 'bytes'),
    figure('storage.barsPerInstrument', instruments[0].bars, 'bars'),
    figure('storage.fullWatchListBytes', storedBytes * INSTRUMENTS_ON_THE_LIST, 'bytes', {
      op: '<=',
      value: CAP_BYTES,
    }),
  ];
}

/** Bytes of all typed arrays that a value holds, each buffer once. */
function arrayBytes(value: unknown, seen: Set<unknown>): number {
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (ArrayBuffer.isView(value)) {
    if (seen.has(value.buffer)) return 0;
    seen.add(value.buffer);
    return value.buffer.byteLength;
  }
  const parts = value instanceof Map ? [...value.values()] : Object.values(value);
  return parts.reduce<number>((sum, part) => sum + arrayBytes(part, seen), 0);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
