import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MarketEvent } from '../../src/core/market/market-event';
import type { SourceStatus } from '../../src/core/market/source-status';
import { BAR_MS } from '../../src/feeds/exchange-feed';
import { mainContract } from '../../src/feeds/instrument-book';
import { loadListing } from '../../src/feeds/load-listing';
import { FEEDS } from '../../src/feeds/registry';
import { runFeed } from '../../src/feeds/run-feed';
import { steadyClock } from '../../src/feeds/transport/environment';
import { createTransport } from '../../src/feeds/transport/transport';
import { Market } from '../exchange/market/market';
import { MarketClock } from '../exchange/market/market-clock';
import { openSimulatedSource } from '../exchange/market/simulated-source';
import { makeVenues } from '../exchange/venues';
import { inProcessExchange } from './harness/in-process-exchange';

const NOW_MS = 1_795_300_330_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const source = openSimulatedSource({ seed: 7, nowMs: NOW_MS, historyDays: 1, coins: ['BTC'] });

/** One feed of each way of telling prices: kline sockets, polled bars, sockets without a ping. */
const WATCHED = FEEDS.filter(({ id }) => ['binance', 'gate', 'okx', 'dydx'].includes(id)).map(
  (feed) => [feed.id, feed] as const,
);

describe.each(WATCHED)('a clock that is set while %s is watched', (_id, feed) => {
  let clock: MarketClock;
  let events: MarketEvent[];
  let statuses: SourceStatus[];
  let stop: AbortController;
  let done: Promise<void>;

  beforeEach(async () => {
    vi.useFakeTimers({ now: NOW_MS });
    const startedMs = performance.now();
    // The exchange has a clock of its own, which nobody on this machine can set.
    clock = new MarketClock({ startMs: NOW_MS, realNow: () => performance.now() - startedMs });
    const market = new Market(source, clock);
    const { environment } = inProcessExchange(makeVenues(), market, { latencyMs: 10 });
    const now = steadyClock(
      () => Date.now(),
      () => performance.now(),
    );
    const transport = createTransport({ environment: { ...environment, now } });
    stop = new AbortController();
    events = [];
    statuses = [];
    const listing = loadListing(feed, transport, stop.signal);
    await vi.advanceTimersByTimeAsync(5000);
    const loaded = await listing;
    const instrument = loaded.ok ? mainContract(loaded.instruments, 'BTC') : null;
    if (instrument === null) throw new Error('no contract');
    done = runFeed({
      feed,
      instrument,
      resume: { lastClosedBarMs: null, firstBarMs: null },
      wantedHistoryMs: 2 * HOUR_MS,
      priority: () => 'visible',
      onEvents: async (batch) => {
        events.push(...batch);
      },
      onStatus: (status) => statuses.push(status),
      signal: stop.signal,
      transport,
      mode: 'live',
    });
    await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
  });
  afterEach(async () => {
    stop.abort();
    await vi.advanceTimersByTimeAsync(2000);
    await done;
    vi.useRealTimers();
  });

  /** Every bar since the first was closed exactly once, up to the exchange's now. */
  function expectWholeRow(): void {
    const counts = new Map<number, number>();
    for (const event of events) {
      if (event.type !== 'candle' || !event.candle.isClosed) continue;
      counts.set(event.candle.openTimeMs, (counts.get(event.candle.openTimeMs) ?? 0) + 1);
    }
    const endMs = clock.nowMs() - MINUTE_MS;
    for (let openMs = Math.min(...counts.keys()); openMs + BAR_MS <= endMs; openMs += BAR_MS) {
      expect(counts.get(openMs), new Date(openMs).toISOString()).toBe(1);
    }
  }

  it.each([
    ['just begun', 0],
    ['two minutes old', 2 * MINUTE_MS],
    ['almost over', 4 * MINUTE_MS],
  ])(
    'the exchange is an hour ahead at once, where a bar is %s: prices and the whole hour are there within 3 s',
    async (_age, moreMs) => {
      clock.jumpTo(clock.nowMs() + HOUR_MS + moreMs);
      await vi.advanceTimersByTimeAsync(3000);
      const last = statuses.at(-1);
      expect(last?.state).toBe('live');
      // By our clock, which the jump did not touch.
      const ageMs = Date.now() - (last?.lastDataMs ?? 0);
      expect([ageMs, ageMs >= 0 && ageMs <= 6000]).toEqual([ageMs, true]);
      expectWholeRow();
      await vi.advanceTimersByTimeAsync(12 * MINUTE_MS);
      expectWholeRow();
    },
  );

  it('the machine is set a day ahead: no bar of the days to come is taken for missing', async () => {
    vi.setSystemTime(Date.now() + 24 * HOUR_MS);
    await vi.advanceTimersByTimeAsync(12 * MINUTE_MS);
    expect(statuses.at(-1)?.state).toBe('live');
    expectWholeRow();
  });

  it('the machine is set a day back: polls, waits and bars go on', async () => {
    vi.setSystemTime(Date.now() - 24 * HOUR_MS);
    const before = events.length;
    await vi.advanceTimersByTimeAsync(12 * MINUTE_MS);
    expect(statuses.at(-1)?.state).toBe('live');
    expect(events.slice(before).some(({ type }) => type === 'open-interest')).toBe(true);
    expectWholeRow();
  });

  it('the machine is set a day ahead and back again: everything goes on', async () => {
    vi.setSystemTime(Date.now() + 24 * HOUR_MS);
    await vi.advanceTimersByTimeAsync(7 * MINUTE_MS);
    vi.setSystemTime(Date.now() - 24 * HOUR_MS);
    await vi.advanceTimersByTimeAsync(12 * MINUTE_MS);
    expect(statuses.at(-1)?.state).toBe('live');
    expectWholeRow();
  });
});
