import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { install } from '@sinonjs/fake-timers';
import type { Instrument } from '../../src/core/market/instrument';
import type { MarketEvent } from '../../src/core/market/market-event';
import type { ExchangeFeed } from '../../src/feeds/exchange-feed';
import { loadListing } from '../../src/feeds/load-listing';
import { FEEDS } from '../../src/feeds/registry';
import { runFeed } from '../../src/feeds/run-feed';
import { createTransport, type Transport } from '../../src/feeds/transport/transport';
import { ALL_COINS } from '../exchange/market/simulated-source';
import { type Figure, figure } from './figure';
import { heapBytes } from './heap-bytes';
import { TrafficClient } from './traffic-client';
import { NOW_MS, STEP_MS, sumOf } from './traffic-step';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WARM_UP_MS = 10 * MINUTE_MS;
const PARTS = 6;
/** The traffic of an hour is played once; what it costs is told at ten times that traffic. The time is that of one
 * thread which nothing but the feeds uses meanwhile: on a quiet machine its processor time, else more. */
const TIMES = 10;
const INSTRUMENTS = 12;
const FIRST_EIGHT = FEEDS.slice(0, 8);

interface Tally {
  /** Batches not yet looked at, and who waits until they are stored. */
  fresh: { instrument: Instrument; events: readonly MarketEvent[]; store: () => void }[];
  /** Time spent in the feeds, ms: on what the exchanges sent, and on what goes by the clock. */
  trafficMs: number;
  clockMs: number;
  events: number;
  /** Since it was last set to 0. */
  largestBatch: number;
  closings: { exchange: string; coin: string; timeMs: number; base: number }[];
}

/** Twelve contracts on eight exchanges for an hour of simulated time, through sockets, polls and batches. */
export async function trafficFigures(): Promise<Figure[]> {
  const clock = install({
    now: NOW_MS,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  const client = new TrafficClient();
  const tally: Tally = { fresh: [], trafficMs: 0, clockMs: 0, events: 0, largestBatch: 0, closings: [] };
  try {
    return await measure(client, tally, async (ms) => {
      for (let left = ms; left > 0; left -= STEP_MS) {
        const stored = tally.fresh.splice(0);
        for (const { instrument, events } of stored) keep(tally, instrument, events);
        const handOver = await client.play(Date.now());
        // Only what the feeds do counts, all of it: until here the exchange and the bench were at work.
        const startedMs = performance.now();
        handOver();
        await setImmediate();
        const handedMs = performance.now();
        for (const { store } of stored) store();
        clock.tick(STEP_MS);
        await setImmediate();
        tally.trafficMs += handedMs - startedMs;
        tally.clockMs += performance.now() - handedMs;
      }
    });
  } finally {
    clock.uninstall();
    await client.close();
  }
}

async function measure(
  client: TrafficClient,
  tally: Tally,
  advance: (ms: number) => Promise<void>,
): Promise<Figure[]> {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const transport = createTransport({ environment: client.environment });
  const starting = Promise.all(FIRST_EIGHT.map((feed) => startFeed(feed, transport, tally, stop.signal)));
  await advance(WARM_UP_MS);
  const runs = (await starting).flat();
  const [heapBefore, eventsBefore] = [heapBytes(), tally.events];
  const before = { ...tally };
  const batches: number[] = [];
  const fromMs = Date.now();
  for (let part = 0; part < PARTS; part += 1) {
    tally.largestBatch = 0;
    await advance(HOUR_MS / PARTS);
    batches.push(tally.largestBatch);
  }
  const trafficMs = tally.trafficMs - before.trafficMs;
  const clockMs = tally.clockMs - before.clockMs;
  const grownMb = (heapBytes() - heapBefore) / 1e6;
  const off = await completeness(client, tally, { fromMs, toMs: Date.now() - MINUTE_MS });
  stop.abort();
  await advance(5000);
  await Promise.all(runs);
  return [
    figure('feeds.hour.contracts', runs.length, 'contracts'),
    figure('feeds.hour.events', tally.events - eventsBefore, 'events'),
    figure('feeds.hour.cpuShare', (trafficMs + clockMs) / HOUR_MS, 'of a core'),
    figure('feeds.hour.cpuShareClock', clockMs / HOUR_MS, 'of a core'),
    // Ten times the texts and answers; the care once a second stays once a second.
    figure('feeds.hour.cpuShareAt10x', (trafficMs * TIMES + clockMs) / HOUR_MS, 'of a core', {
      op: '<=',
      value: 0.05,
    }),
    figure('feeds.hour.heapGrowthMb', grownMb, 'MB', { op: '<=', value: 5 }),
    figure('feeds.hour.batchGrowth', batches[PARTS - 1] / batches[0], 'x', { op: '<=', value: 1.5 }),
    ...off,
  ];
}

async function startFeed(
  feed: ExchangeFeed,
  transport: Transport,
  tally: Tally,
  signal: AbortSignal,
): Promise<Promise<void>[]> {
  const loaded = await loadListing(feed, transport, signal);
  if (!loaded.ok) throw new Error(`${feed.id}: ${loaded.reason}`);
  return loaded.instruments.slice(0, INSTRUMENTS).map((instrument) =>
    runFeed({
      feed,
      instrument,
      resume: { lastClosedBarMs: null, firstBarMs: null },
      wantedHistoryMs: HOUR_MS,
      priority: () => 'watched',
      onEvents: (events) =>
        new Promise<void>((store) => {
          tally.fresh.push({ instrument, events, store });
        }),
      onStatus: () => undefined,
      signal,
      transport,
      mode: 'live',
    }),
  );
}

function keep(tally: Tally, { exchange, base: coin }: Instrument, events: readonly MarketEvent[]): void {
  tally.events += events.length;
  tally.largestBatch = Math.max(tally.largestBatch, events.length);
  for (const event of events) {
    if (event.type !== 'liquidation') continue;
    const { timeMs, base } = event.liquidation;
    tally.closings.push({ exchange, coin, timeMs, base });
  }
}

/** Full feeds must tell every forced closing of the hour, once and in full. */
async function completeness(
  client: TrafficClient,
  tally: Tally,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<Figure[]> {
  let [closingsOff, shareOff, counted] = [0, 0, 0];
  const full = FIRST_EIGHT.filter(({ liquidationReporting }) => liquidationReporting?.kind === 'full');
  for (const { id: exchange } of full) {
    for (const coin of ALL_COINS) {
      const truth = await client.truth({ exchange, coin, fromMs, toMs });
      const told = sumOf(tally.closings.filter(isOf(exchange, coin, fromMs, toMs)));
      counted += truth.closings;
      if (truth.closings !== told.closings) {
        process.stdout.write(`${exchange} ${coin}: ${told.closings} of ${truth.closings} closings\n`);
      }
      closingsOff += Math.abs(truth.closings - told.closings);
      if (truth.base > 0) shareOff = Math.max(shareOff, Math.abs(told.base / truth.base - 1));
    }
  }
  return [
    figure('feeds.hour.closings', counted, 'closings'),
    figure('feeds.hour.closingsOff', closingsOff, 'closings', { op: '<=', value: 0 }),
    // Sizes are whole contracts on the wire.
    figure('feeds.hour.coinsOff', shareOff, 'share', { op: '<=', value: 0.001 }),
  ];
}

function isOf(exchange: string, coin: string, fromMs: number, toMs: number) {
  return (row: Tally['closings'][number]) =>
    row.exchange === exchange && row.coin === coin && row.timeMs >= fromMs && row.timeMs < toMs;
}
