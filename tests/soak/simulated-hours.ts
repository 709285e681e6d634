import 'fake-indexeddb/auto';
import { DEFAULT_QUERY } from '../../src/core/frame/frame-query';
import { fromPlainText } from '../../src/core/frame/plain-text';
import { type Instrument, instrumentKey } from '../../src/core/market/instrument';
import type { SourceStatus } from '../../src/core/market/source-status';
import { createEngine } from '../../src/engine/create-engine';
import type { EngineApi } from '../../src/engine/engine-api';
import { mainContract } from '../../src/feeds/instrument-book';
import { loadListing } from '../../src/feeds/load-listing';
import { FEEDS } from '../../src/feeds/registry';
import { runFeed } from '../../src/feeds/run-feed';
import { createTransport, type Transport } from '../../src/feeds/transport/transport';
import type { SeriesRecord } from '../../src/store/schema';
import { ROW_WIDTH } from '../../src/store/series-rows';
import { heapBytes } from '../bench/heap-bytes';
import { Market } from '../exchange/market/market';
import { MarketClock } from '../exchange/market/market-clock';
import { openSource } from '../exchange/open-source';
import { makeVenues } from '../exchange/venues';
import { inProcessExchange } from '../feeds/harness/in-process-exchange';
import { growthOf, type SoakFigure } from './long-run';

const SPEED = 60;
const HOUR_MS = 3_600_000;
const BAR_MS = 300_000;
const SAMPLE_MS = 10 * 60_000;
const FRAME_MS = 5000;
const HEAP_LIMIT_MB = 5;
/** A bar is asked for within seconds of its end; at this speed a stop of this process for a second is a minute. */
const PATIENCE_MS = 60_000;
/** What is not there in time is looked for again after this: a late bar comes, a lost one does not. */
const SECOND_LOOK_MS = 600_000;
const EXCHANGES = ['binance', 'bybit', 'gate'];

interface Running {
  instrument: Instrument;
  status: SourceStatus | null;
}

/**
 * Feeds and engine of three exchanges over `hours` of market, sixty times as fast as real, in this process: growth of
 * the heap without what is stored, and bars that are missing in the end, by name.
 */
export async function runHours(hours: number, say: (text: string) => void): Promise<SoakFigure[]> {
  speedUp();
  const startMs = Date.now();
  const market = new Market(openSource({ seed: 7, nowMs: startMs, historyDays: 2 }), new MarketClock());
  const { environment } = inProcessExchange(makeVenues(), market, { latencyMs: 50 });
  const transport = createTransport({ environment });
  const engine = createEngine({ databaseName: 'soak', now: () => Date.now() });
  const stop = new AbortController();
  const running = await startFeeds(transport, engine, stop.signal);
  const [{ instrument }] = running;
  const heaps: number[] = [];
  let sampledMs = 0;
  while (Date.now() - startMs < hours * HOUR_MS) {
    await wait(FRAME_MS);
    await engine.frame(instrument, DEFAULT_QUERY, statusesOf(running));
    if (Date.now() - sampledMs < SAMPLE_MS) continue;
    sampledMs = Date.now();
    const { storedBytes } = await engine.usage();
    heaps.push((heapBytes() - storedBytes) / 2 ** 20);
    const passed = ((Date.now() - startMs) / HOUR_MS).toFixed(1);
    say(`hour ${passed} of ${hours}: heap without what is stored ${heaps[heaps.length - 1].toFixed(1)} MB`);
  }
  const endMs = Math.floor((Date.now() - PATIENCE_MS) / BAR_MS) * BAR_MS;
  const late = await missingBars(engine, running, endMs);
  for (const name of late) say(`not there in time: ${name}`);
  if (late.length > 0) await wait(SECOND_LOOK_MS);
  const lost = await missingBars(engine, running, endMs);
  for (const name of lost) say(`lost: ${name}`);
  stop.abort();
  return [
    {
      name: `heap growth in ${hours} simulated hours`,
      value: growthOf(heaps),
      unit: 'MB',
      must: HEAP_LIMIT_MB,
    },
    { name: 'bars late by more than a minute', value: late.length - lost.length, unit: '' },
    { name: 'bars lost', value: lost.length, unit: '', must: 0 },
  ];
}

/** Clock and timers of this process run sixty times as fast from now on. */
function speedUp(): void {
  const { setTimeout: later, setInterval: often } = globalThis;
  const [realNow, startMs] = [Date.now, Date.now()];
  Date.now = () => Math.round(startMs + (realNow() - startMs) * SPEED);
  globalThis.setTimeout = ((run: () => void, ms = 0) => later(run, ms / SPEED)) as typeof setTimeout;
  globalThis.setInterval = ((run: () => void, ms = 0) => often(run, ms / SPEED)) as typeof setInterval;
}

async function startFeeds(transport: Transport, engine: EngineApi, signal: AbortSignal): Promise<Running[]> {
  const feeds = FEEDS.filter(({ id }) => EXCHANGES.includes(id));
  return Promise.all(
    feeds.map(async (feed) => {
      const listing = await loadListing(feed, transport, signal);
      const instrument = listing.ok ? mainContract(listing.instruments, 'BTC') : null;
      if (instrument === null) throw new Error(`${feed.id} lists no BTC`);
      const running: Running = { instrument, status: null };
      void runFeed({
        feed,
        instrument,
        resume: await engine.resumePoint(instrument),
        wantedHistoryMs: 24 * HOUR_MS,
        priority: () => 'visible',
        onEvents: (events, nowMs) => engine.ingest(instrument, events, nowMs),
        onStatus: (status) => {
          running.status = status;
        },
        signal,
        transport,
        mode: 'live',
      });
      return running;
    }),
  );
}

function statusesOf(running: readonly Running[]): SourceStatus[] {
  return running.flatMap(({ status }) => (status ? [status] : []));
}

/** The closed bars before `endMs` (Unix ms) that are not stored although older ones are, over all exchanges. */
async function missingBars(engine: EngineApi, running: readonly Running[], endMs: number): Promise<string[]> {
  const stored = storedBars(await engine.exportAll());
  return running.flatMap(({ instrument, status }) => {
    const key = instrumentKey(instrument);
    const times = stored.get(key) ?? new Set<number>();
    const missing: string[] = [];
    for (let openMs = Math.min(...times); openMs < endMs; openMs += BAR_MS) {
      if (times.has(openMs)) continue;
      missing.push(`${key} ${new Date(openMs).toISOString()} (${status?.state} ${status?.reason})`);
    }
    return times.size === 0 ? [`every bar of ${key}`] : missing;
  });
}

function storedBars(exported: string): Map<string, Set<number>> {
  const bars = new Map<string, Set<number>>();
  for (const line of exported.split('\n').slice(1, -1)) {
    const { store, record } = fromPlainText(line) as { store: string; record: SeriesRecord };
    if (store !== 'series' || record.kind !== 'candle') continue;
    const times = bars.get(record.instrument) ?? new Set<number>();
    for (let at = 0; at < record.rows.length; at += ROW_WIDTH.candle) times.add(record.rows[at]);
    bars.set(record.instrument, times);
  }
  return bars;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
