import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DEFAULT_QUERY } from '../../src/core/frame/frame-query';
import { fromPlainText } from '../../src/core/frame/plain-text';
import type { Instrument } from '../../src/core/market/instrument';
import type { MarketEvent } from '../../src/core/market/market-event';
import type { SourceStatus } from '../../src/core/market/source-status';
import { createEngine } from '../../src/engine/create-engine';
import type { EngineApi } from '../../src/engine/engine-api';
import { mainContract } from '../../src/feeds/instrument-book';
import { loadListing } from '../../src/feeds/load-listing';
import { FEEDS } from '../../src/feeds/registry';
import { runFeed } from '../../src/feeds/run-feed';
import { createTransport } from '../../src/feeds/transport/transport';
import type { LiquidationRecord } from '../../src/store/schema';
import { Market } from '../exchange/market/market';
import { MarketClock } from '../exchange/market/market-clock';
import { openSimulatedSource } from '../exchange/market/simulated-source';
import { makeVenues } from '../exchange/venues';
import { withManyClosings } from '../soak/many-closings';
import { inProcessExchange } from './harness/in-process-exchange';

const NOW_MS = 1_795_300_330_000;
const MINUTE_MS = 60_000;
const OUTAGE_MS = 25 * MINUTE_MS;
/** A poll that was due at the end of a minute may still be on its way. */
const UNPOLLED_MS = 40_000;
/** Each poll of closings asks for so long, and whole bars. */
const POLL_REACH_MS = 11 * MINUTE_MS;
const simulated = openSimulatedSource({ seed: 7, nowMs: NOW_MS, historyDays: 1, coins: ['BTC'] });
const source = withManyClosings(simulated, NOW_MS);
const [gate] = FEEDS.filter(({ id }) => id === 'gate');

let stop: AbortController;
let engine: EngineApi;
let instrument: Instrument;
let market: Market;
let isOut = false;
const asked: string[] = [];
let databases = 0;
let status: SourceStatus | null = null;
let writing = 0;
/** The store keeps its own time. */
const moment = () =>
  new Promise((resolve) => setImmediate(resolve)).then(() => vi.advanceTimersByTimeAsync(1));

interface Death {
  /** Ends the life before this batch is stored. */
  before?(batch: readonly MarketEvent[]): boolean;
  /** Ends the life as soon as this batch is stored. */
  after?(batch: readonly MarketEvent[]): boolean;
}

/** One life of the background, from what the store tells to its death. */
async function live(death: Death = {}): Promise<void> {
  const life = new AbortController();
  stop.signal.addEventListener('abort', () => life.abort());
  await runFeed({
    feed: gate,
    instrument,
    resume: await engine.resumePoint(instrument),
    wantedHistoryMs: 2 * 60 * MINUTE_MS,
    priority: () => 'visible',
    onEvents: async (batch, nowMs, wholeUntilMs) => {
      if (death.before?.(batch)) life.abort();
      if (life.signal.aborted) return;
      writing += 1;
      await engine.ingest(instrument, batch, nowMs, wholeUntilMs);
      writing -= 1;
      if (death.after?.(batch)) life.abort();
    },
    onStatus: (told) => {
      status = told;
    },
    signal: life.signal,
    transport: transport(),
    mode: 'live',
  });
}

function transport() {
  const { environment } = inProcessExchange(makeVenues(), market, { latencyMs: 10 });
  return createTransport({
    environment: {
      ...environment,
      fetch: async (address, init) => {
        if (isOut) throw new TypeError('offline');
        asked.push(address);
        return environment.fetch(address, init);
      },
    },
  });
}

/** Time goes on, and everything that is to be stored is. */
async function pass(ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 1000) {
    await vi.advanceTimersByTimeAsync(1000);
    while (writing > 0) await moment();
  }
}

/** Closings of the exchange since the start, less those that are stored. */
async function lostClosings(): Promise<number> {
  const toMs = market.nowMs() - UNPOLLED_MS;
  const truth = market.liquidations('gate', 'BTC', { fromMs: NOW_MS, toMs });
  const records = (await engine.exportAll())
    .split('\n')
    .slice(1, -1)
    .map((line) => fromPlainText(line) as { store: string; record: LiquidationRecord });
  const stored = records.filter(
    ({ store, record }) => store === 'liquidations' && record.timeMs >= NOW_MS && record.timeMs < toMs,
  );
  expect(truth.length).toBeGreaterThan(300);
  return truth.length - stored.length;
}

beforeEach(async () => {
  vi.useFakeTimers({
    now: NOW_MS,
    toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'],
  });
  market = new Market(source, new MarketClock());
  stop = new AbortController();
  isOut = false;
  engine = createEngine({ databaseName: `killed ${databases++}`, now: () => Date.now() });
  const listing = loadListing(gate, transport(), stop.signal);
  await vi.advanceTimersByTimeAsync(5000);
  const loaded = await listing;
  const contract = loaded.ok ? mainContract(loaded.instruments, 'BTC') : null;
  if (contract === null) throw new Error('no contract');
  instrument = contract;
});
afterEach(async () => {
  stop.abort();
  await vi.advanceTimersByTimeAsync(2000);
  vi.useRealTimers();
});

it('a life that ends after an outage, between its bars and its closings: the next one asks for the closings', async () => {
  let isHealing = false;
  const isHealed = (batch: readonly MarketEvent[]) => batch.filter(isClosing).length > 100;
  const first = live({ before: (batch) => isHealing && isHealed(batch) });
  await pass(3 * MINUTE_MS);
  isOut = true;
  await pass(OUTAGE_MS);
  isOut = false;
  isHealing = true;
  await pass(20_000);
  await first;
  const { lastClosedBarMs } = await engine.resumePoint(instrument);
  expect(lastClosedBarMs).toBeGreaterThan(NOW_MS + OUTAGE_MS - 5 * MINUTE_MS);
  expect(await lostClosings()).toBeGreaterThan(100);
  void live();
  await pass(MINUTE_MS);
  expect(await lostClosings()).toBe(0);
});

it('a life that ends with a bar whose last closings were not asked for yet: the next one asks for them', async () => {
  const first = live({
    after: (batch) => batch.some(isClosedBar) && market.nowMs() > NOW_MS + 3 * MINUTE_MS,
  });
  await pass(10 * MINUTE_MS);
  await first;
  await pass(OUTAGE_MS);
  void live();
  await pass(MINUTE_MS);
  expect(await lostClosings()).toBe(0);
});

it('a life that ends with nothing owed: the next one asks for no closings but those that polls ask for', async () => {
  let isEnd = false;
  const first = live({ after: () => isEnd });
  await pass(17 * MINUTE_MS);
  const frame = engine.frame(instrument, DEFAULT_QUERY, status ? [status] : []);
  await pass(5000);
  expect(await frame).not.toBeNull();
  isEnd = true;
  await pass(5000);
  await first;
  asked.length = 0;
  const pollsFromMs = market.nowMs() - POLL_REACH_MS;
  void live();
  await pass(MINUTE_MS);
  const fromMs = asked.flatMap((address) =>
    address.includes('liq_orders') ? [Number(new URL(address).searchParams.get('from')) * 1000] : [],
  );
  expect(Math.min(...fromMs)).toBeGreaterThanOrEqual(pollsFromMs);
  expect(await lostClosings()).toBe(0);
});

const isClosing = ({ type }: MarketEvent) => type === 'liquidation';
const isClosedBar = (event: MarketEvent) => event.type === 'candle' && event.candle.isClosed;
