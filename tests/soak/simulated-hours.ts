import 'fake-indexeddb/auto';
import { DEFAULT_QUERY } from '../../src/core/frame/frame-query';
import type { Instrument } from '../../src/core/market/instrument';
import type { SourceStatus } from '../../src/core/market/source-status';
import { createEngine } from '../../src/engine/create-engine';
import type { EngineApi } from '../../src/engine/engine-api';
import { mainContract } from '../../src/feeds/instrument-book';
import { loadListing } from '../../src/feeds/load-listing';
import { FEEDS } from '../../src/feeds/registry';
import { runFeed } from '../../src/feeds/run-feed';
import { createTransport, type Transport } from '../../src/feeds/transport/transport';
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
/** A bar may be this late: at this speed it is five seconds. */
const PATIENCE_MS = 300_000;
const EXCHANGES = ['binance', 'bybit', 'gate'];

interface Running {
  instrument: Instrument;
  status: SourceStatus | null;
}

/**
 * Feeds and engine of three exchanges over `hours` of market, sixty times as fast as real, in this process: growth of
 * the heap without what is stored, and bars that are missing in the end.
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
  const lost = await lostBars(engine, running);
  stop.abort();
  return [
    {
      name: `heap growth in ${hours} simulated hours`,
      value: growthOf(heaps),
      unit: 'MB',
      must: HEAP_LIMIT_MB,
    },
    { name: 'bars lost', value: lost, unit: '', must: 0 },
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

/** Bars between the oldest and the newest stored one that are not there, over all exchanges. */
async function lostBars(engine: EngineApi, running: readonly Running[]): Promise<number> {
  let lost = 0;
  for (const { instrument } of running) {
    const { firstBarMs, lastClosedBarMs } = await engine.resumePoint(instrument);
    const wanted = Math.floor((Date.now() - PATIENCE_MS) / BAR_MS) * BAR_MS;
    lost += Math.max(0, (wanted - BAR_MS - (lastClosedBarMs ?? firstBarMs ?? 0)) / BAR_MS);
  }
  return lost;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
