import { mainContract } from '../../src/feeds/instrument-book';
import { loadListing } from '../../src/feeds/load-listing';
import { FEEDS } from '../../src/feeds/registry';
import { takeMessage } from '../../src/feeds/run/live';
import { takeBatch } from '../../src/feeds/run/live-batch';
import { createSession } from '../../src/feeds/run/session';
import { runFeed } from '../../src/feeds/run-feed';
import type { Environment } from '../../src/feeds/transport/environment';
import { createTransport } from '../../src/feeds/transport/transport';
import { Market } from '../exchange/market/market';
import { MarketClock } from '../exchange/market/market-clock';
import { openSimulatedSource } from '../exchange/market/simulated-source';
import { makeVenues } from '../exchange/venues';
import { FIXTURES } from '../feeds/fixtures/all';
import { type FeedFixture, READ_MS } from '../feeds/fixtures/fixture';
import { inProcessExchange } from '../feeds/harness/in-process-exchange';
import { type Figure, figure, median } from './figure';
import { heapBytes } from './heap-bytes';

const DAY_MS = 86_400_000;
const FIRST_EIGHT = FEEDS.slice(0, 8);
const LATENCY_MS = 25;
const WARM_MESSAGES = 20_000;
const MESSAGES = 60_000;
const INSTRUMENTS = 12;
const TIMES = 10;
const SOAK_MESSAGES = 1_000_000;

/** Messages a second of one busy contract on its sockets; what is documented as push interval, rounded up. */
const MESSAGES_A_SECOND: Record<string, number> = {
  binance: 5,
  bybit: 11,
  okx: 6,
  hyperliquid: 2,
  bitget: 6,
  gate: 3,
  bitmex: 4,
  deribit: 12,
};

/** What feeds cost: a cold week of eight exchanges with their budgets enforced, and live traffic in this process. */
export async function feedsFigures(): Promise<Figure[]> {
  return [...(await backfillFigures()), ...trafficFigures()];
}

async function backfillFigures(): Promise<Figure[]> {
  const nowMs = Date.now();
  const source = openSimulatedSource({ seed: 11, nowMs, historyDays: 7.5, coins: ['BTC'] });
  const market = new Market(source, new MarketClock({ startMs: nowMs }));
  // The simulation is lazy: it is run on here, outside of what is timed.
  source.bars('binance', 'BTC', 60_000, nowMs - 7.5 * DAY_MS, nowMs);
  const exchange = inProcessExchange(makeVenues(), market, { latencyMs: LATENCY_MS });
  const instruments = await listedBtc(exchange.environment);
  const transport = createTransport({ environment: exchange.environment });
  const stop = new AbortController();
  const startedMs = performance.now();
  const times = await Promise.all(
    instruments.map(
      ({ feed, instrument }) =>
        new Promise<{ firstMs: number; wholeMs: number }>((resolve) => {
          let firstMs = 0;
          void runFeed({
            feed,
            instrument,
            resume: { lastClosedBarMs: null, firstBarMs: null },
            wantedHistoryMs: 7 * DAY_MS,
            priority: () => (feed.id === 'binance' ? 'visible' : 'watched'),
            onEvents: async (events) => {
              if (firstMs === 0 && events.some(({ type }) => type === 'candle'))
                firstMs = performance.now() - startedMs;
            },
            onStatus: ({ historyMs, wantedHistoryMs }) => {
              if (historyMs >= wantedHistoryMs) resolve({ firstMs, wholeMs: performance.now() - startedMs });
            },
            signal: stop.signal,
            transport,
            mode: 'live',
          });
        }),
    ),
  );
  stop.abort();
  const refused = [...exchange.statuses].filter(([status]) => status === 429 || status === 418);
  return [
    figure('feeds.cold7dMs', Math.max(...times.map(({ wholeMs }) => wholeMs)), 'ms', {
      op: '<=',
      value: 4000,
    }),
    figure('feeds.firstBarsMs', times[0].firstMs, 'ms', { op: '<=', value: 1500 }),
    figure(
      'feeds.throttledAnswers',
      refused.reduce((sum, [, count]) => sum + count, 0),
      'answers',
      { op: '<=', value: 0 },
    ),
  ];
}

async function listedBtc(environment: Environment) {
  const transport = createTransport({ environment });
  return Promise.all(
    FIRST_EIGHT.map(async (feed) => {
      const loaded = await loadListing(feed, transport, new AbortController().signal);
      const instrument = loaded.ok ? mainContract(loaded.instruments, 'BTC') : null;
      if (instrument === null) throw new Error(`${feed.id} does not list BTC`);
      return { feed, instrument };
    }),
  );
}

/** Processor time of a message from text to batch, and what that makes of twelve contracts at ten times the traffic. */
function trafficFigures(): Figure[] {
  const runs = FIXTURES.filter(({ feed }) => feed.id in MESSAGES_A_SECOND).map((fixture) => {
    const run = messageRun(fixture);
    run(WARM_MESSAGES);
    return { id: fixture.feed.id, run, messageUs: cpuUs(() => run(MESSAGES)) / MESSAGES };
  });
  const share = runs.reduce((sum, { id, messageUs }) => sum + MESSAGES_A_SECOND[id] * messageUs, 0);
  const before = heapBytes();
  for (const { run } of runs) run(SOAK_MESSAGES / runs.length);
  const grownMb = (heapBytes() - before) / 1e6;
  return [
    figure('feeds.messageUs', median(runs.map(({ messageUs }) => messageUs)), 'us'),
    figure('feeds.cpuShareAt10x', (share * INSTRUMENTS * TIMES) / 1e6, 'of a core', {
      op: '<=',
      value: 0.05,
    }),
    figure('feeds.heapGrowthMb', grownMb, 'MB per million messages', { op: '<=', value: 5 }),
  ];
}

function messageRun(fixture: FeedFixture): (count: number) => void {
  const { feed, instrument } = fixture;
  const plans = feed.sockets(instrument);
  const session = createSession({
    feed,
    instrument,
    resume: { lastClosedBarMs: null, firstBarMs: null },
    wantedHistoryMs: 0,
    priority: () => 'visible',
    onEvents: async () => undefined,
    onStatus: () => undefined,
    signal: new AbortController().signal,
    transport: { ...createTransport({ environment: idleEnvironment() }), serverNow: () => READ_MS },
    mode: 'live',
  });
  const messages = fixture.samples.flatMap(({ parse, payload }) => {
    const plan = plans.find((entry) => entry.parse === parse);
    return plan === undefined ? [] : [{ plan, text: JSON.stringify(payload) }];
  });
  return (count) => {
    for (let index = 0; index < count; index += 1) {
      const { plan, text } = messages[index % messages.length];
      const message: unknown = JSON.parse(text);
      plan.symbolOf(message);
      takeMessage(session, plan, message);
      if (index % 50 === 0) takeBatch(session.batch);
    }
    takeBatch(session.batch);
  };
}

function idleEnvironment(): Environment {
  const unused = () => {
    throw new Error('no network in this bench');
  };
  return { fetch: unused, openSocket: unused, now: () => READ_MS, random: () => 0.5 };
}

function cpuUs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
