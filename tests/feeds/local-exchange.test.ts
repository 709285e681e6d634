import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instrument } from '../../src/core/market/instrument';
import type { Liquidation } from '../../src/core/market/liquidation';
import type { MarketEvent } from '../../src/core/market/market-event';
import type { SourceStatus } from '../../src/core/market/source-status';
import { BAR_MS, type ExchangeFeed } from '../../src/feeds/exchange-feed';
import { mainContract } from '../../src/feeds/instrument-book';
import { loadListing } from '../../src/feeds/load-listing';
import { FEEDS } from '../../src/feeds/registry';
import { runFeed } from '../../src/feeds/run-feed';
import { createTransport } from '../../src/feeds/transport/transport';
import { Market } from '../exchange/market/market';
import { MarketClock } from '../exchange/market/market-clock';
import type { MarketSource, SourceLiquidation } from '../exchange/market/market-source';
import { openSimulatedSource } from '../exchange/market/simulated-source';
import { makeVenues } from '../exchange/venues';
import { eventFault } from './harness/event-fault';
import { inProcessExchange } from './harness/in-process-exchange';

const NOW_MS = 1_795_300_330_000;
const MINUTES = 16;

const simulated = openSimulatedSource({ seed: 7, nowMs: NOW_MS, historyDays: 1.5, coins: ['BTC'] });

/** Forced closings at known moments: every 20 s one, sides in turn, sizes all different and whole in contracts. */
function closingsBetween(fromMs: number, toMs: number): SourceLiquidation[] {
  const rows: SourceLiquidation[] = [];
  for (let index = Math.ceil(fromMs / 20_000); index * 20_000 <= toMs; index += 1) {
    rows.push({
      timeMs: index * 20_000,
      positionSide: index % 3 === 0 ? 'short' : 'long',
      price: 60_000,
      base: 0.5 + (index % 50) / 100,
    });
  }
  return rows;
}

const source: MarketSource = {
  ...simulated,
  liquidations: (_venue, _coin, fromMs, toMs) => closingsBetween(fromMs, toMs),
};

interface Watched {
  instrument: Instrument;
  events: MarketEvent[];
  statuses: SourceStatus[];
  liveFromMs: number;
  cutAll(): void;
  stop(): Promise<void>;
}

/** Each tick's texts backwards and twice, after those of the tick before once more. */
function disorder() {
  let before: string[] = [];
  return (texts: string[]) => {
    const said = [...before, ...[...texts].reverse(), ...texts];
    before = texts;
    return said;
  };
}

async function watch(feed: ExchangeFeed, options: { disorder?: typeof disorder } = {}): Promise<Watched> {
  const market = new Market(source, new MarketClock({ startMs: NOW_MS }));
  const exchange = inProcessExchange(makeVenues(), market, { latencyMs: 10, ...options });
  const transport = createTransport({ environment: exchange.environment });
  const stop = new AbortController();
  const listing = loadListing(feed, transport, stop.signal);
  await vi.advanceTimersByTimeAsync(5000);
  const loaded = await listing;
  if (!loaded.ok) throw new Error(loaded.reason);
  const instrument = mainContract(loaded.instruments, 'BTC');
  if (instrument === null) throw new Error(`${feed.id} does not list BTC`);
  const events: MarketEvent[] = [];
  const statuses: SourceStatus[] = [];
  const done = runFeed({
    feed,
    instrument,
    resume: { lastClosedBarMs: null, firstBarMs: null },
    wantedHistoryMs: 6 * 3_600_000,
    priority: () => 'visible',
    onEvents: async (batch) => {
      events.push(...batch);
    },
    onStatus: (status) => statuses.push(status),
    signal: stop.signal,
    transport,
    mode: 'live',
  });
  await vi.advanceTimersByTimeAsync(15_000);
  return {
    instrument,
    events,
    statuses,
    liveFromMs: Date.now(),
    cutAll: () => {
      for (const socket of exchange.sockets) socket.cut();
    },
    stop: async () => {
      stop.abort();
      await vi.advanceTimersByTimeAsync(1000);
      await done;
    },
  };
}

function closedBars(events: readonly MarketEvent[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const event of events) {
    if (event.type !== 'candle' || !event.candle.isClosed) continue;
    counts.set(event.candle.openTimeMs, (counts.get(event.candle.openTimeMs) ?? 0) + 1);
  }
  return counts;
}

function expectWholeRow(events: readonly MarketEvent[], toMs: number): void {
  const counts = closedBars(events);
  const first = Math.min(...counts.keys());
  for (let openMs = first; openMs + BAR_MS <= toMs; openMs += BAR_MS) {
    expect(counts.get(openMs), new Date(openMs).toISOString()).toBe(1);
  }
}

function liquidationsIn(events: readonly MarketEvent[], fromMs: number, toMs: number): Liquidation[] {
  return events
    .flatMap((event) => (event.type === 'liquidation' ? [event.liquidation] : []))
    .filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
    .sort((a, b) => a.timeMs - b.timeMs);
}

const timed = FEEDS.map((feed) => [feed.id, feed] as const);

describe.each(timed)('%s against the local exchange', (id, feed: ExchangeFeed) => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW_MS });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('live over three bar ends and a cut of all sockets, hands on every bar once and every input it declares', async () => {
    const watched = await watch(feed);
    await vi.advanceTimersByTimeAsync(6 * 60_000);
    watched.cutAll();
    await vi.advanceTimersByTimeAsync((MINUTES - 6) * 60_000);
    expectWholeRow(watched.events, Date.now() - 60_000);
    expect(watched.events.map(eventFault).filter((fault) => fault !== null)).toEqual([]);
    const types = new Set(watched.events.map(({ type }) => type));
    for (const type of ['candle', 'mark-price', 'open-interest', 'funding-rate', 'leverage-tiers'] as const) {
      expect(types, type).toContain(type);
    }
    expect(types.has('long-short-ratio')).toBe(feed.coverage['account-ratio'].has !== 'no');
    expect(types.has('liquidation')).toBe(feed.coverage.liquidations.has !== 'no');
    const last = watched.statuses.at(-1);
    expect([last?.state, last?.lastRefusal, last?.refused]).toEqual(['live', null, {}]);
    await watched.stop();
  });

  it('live with every text twice, late and out of order, hands on every bar and every forced closing once', async () => {
    const watched = await watch(feed, { disorder });
    await vi.advanceTimersByTimeAsync(12 * 60_000);
    const nowMs = Date.now();
    expectWholeRow(watched.events, nowMs - 60_000);
    expect(watched.events.map(eventFault).filter((fault) => fault !== null)).toEqual([]);
    const bars = new Market(source, new MarketClock({ startMs: nowMs })).bars(id, 'BTC', BAR_MS, {
      fromMs: watched.liveFromMs - BAR_MS,
      toMs: nowMs - BAR_MS - 60_000,
    });
    expect(bars.length).toBeGreaterThan(1);
    for (const bar of bars) {
      const told = watched.events.find(
        (event) =>
          event.type === 'candle' && event.candle.isClosed && event.candle.openTimeMs === bar.openTimeMs,
      );
      expect(told?.type === 'candle' ? told.candle.close / bar.close : 0).toBeCloseTo(1, 4);
    }
    if (feed.coverage.liquidations.has === 'no') return watched.stop();
    const fromMs = Math.ceil((watched.liveFromMs + 30_000) / 60_000) * 60_000;
    const toMs = fromMs + 8 * 60_000;
    const told = liquidationsIn(watched.events, fromMs - 1000, toMs - 1000);
    const truth = closingsBetween(fromMs, toMs - 1);
    expect(told.map(({ positionSide }) => positionSide)).toEqual(
      truth.map(({ positionSide }) => positionSide),
    );
    await watched.stop();
  });

  it('live, the forced closings of ten minutes are those of the market, each on its side and in full', async () => {
    if (feed.coverage.liquidations.has === 'no') return;
    const watched = await watch(feed);
    await vi.advanceTimersByTimeAsync(12 * 60_000);
    const fromMs = Math.ceil((watched.liveFromMs + 30_000) / 60_000) * 60_000;
    const toMs = fromMs + 10 * 60_000;
    const truth = closingsBetween(fromMs, toMs - 1);
    const told = liquidationsIn(watched.events, fromMs - 1000, toMs - 1000);
    expect(told.map(({ positionSide }) => positionSide)).toEqual(
      truth.map(({ positionSide }) => positionSide),
    );
    const sum = (rows: readonly { base: number }[]) => rows.reduce((total, { base }) => total + base, 0);
    expect(sum(told) / sum(truth)).toBeCloseTo(1, 3);
    expect(id).toBe(watched.instrument.exchange);
    await watched.stop();
  });
});
