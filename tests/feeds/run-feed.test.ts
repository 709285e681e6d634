import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MarketEvent } from '../../src/core/market/market-event';
import type { SourceFault, SourceStatus } from '../../src/core/market/source-status';
import { binanceUsdm } from '../../src/feeds/binance/usdm';
import { BAR_MS } from '../../src/feeds/exchange-feed';
import type { FeedRun } from '../../src/feeds/run/session';
import { runFeed } from '../../src/feeds/run-feed';
import { createTransport } from '../../src/feeds/transport/transport';
import { closeAt, fakeBinance, forceOrderMessage, klineMessage, markMessage } from './harness/fake-binance';
import { type FakeAnswer, type FakeCall, type FakeSocket, fakeNetwork } from './harness/fake-network';
import { instrumentOf } from './harness/instruments';

const START_MS = Date.UTC(2026, 10, 21, 12, 2, 30);
const BTC = instrumentOf({ exchange: 'binance', symbol: 'BTCUSDT' });

interface Started {
  batches: MarketEvent[][];
  statuses: SourceStatus[];
  calls: FakeCall[];
  sockets: FakeSocket[];
  stop: AbortController;
  done: Promise<void>;
  bars(): Map<number, { closes: number[]; closed: number }>;
  last(): SourceStatus;
}

function start(change: Partial<FeedRun> = {}, spoil?: (call: FakeCall) => FakeAnswer | null): Started {
  const network = fakeNetwork(fakeBinance(spoil));
  const batches: MarketEvent[][] = [];
  const statuses: SourceStatus[] = [];
  const stop = new AbortController();
  const done = runFeed({
    feed: binanceUsdm,
    instrument: BTC,
    resume: { lastClosedBarMs: null, firstBarMs: null },
    wantedHistoryMs: 3 * 86_400_000,
    priority: () => 'visible',
    onEvents: async (events) => {
      batches.push(events);
    },
    onStatus: (status) => statuses.push(status),
    signal: stop.signal,
    transport: createTransport({ environment: network.environment }),
    mode: 'live',
    ...change,
  });
  return {
    batches,
    statuses,
    calls: network.calls,
    sockets: network.sockets,
    stop,
    done,
    bars: () => barsOf(batches),
    last: () => statuses[statuses.length - 1],
  };
}

function barsOf(batches: MarketEvent[][]) {
  const bars = new Map<number, { closes: number[]; closed: number }>();
  for (const event of batches.flat()) {
    if (event.type !== 'candle') continue;
    const bar = bars.get(event.candle.openTimeMs) ?? { closes: [], closed: 0 };
    bar.closes.push(event.candle.close);
    if (event.candle.isClosed) bar.closed += 1;
    bars.set(event.candle.openTimeMs, bar);
  }
  return bars;
}

function expectWholeRow(bars: Map<number, { closed: number }>, fromMs: number, toMs: number) {
  for (let openMs = fromMs; openMs < toMs; openMs += BAR_MS) {
    expect(bars.get(openMs)?.closed, new Date(openMs).toISOString()).toBe(1);
  }
}

/** `startTime` of a request; Infinity where it has none. */
const startOf = ({ url }: FakeCall) => Number(url.searchParams.get('startTime') ?? Number.POSITIVE_INFINITY);

const floorBar = (timeMs: number) => Math.floor(timeMs / BAR_MS) * BAR_MS;

describe('runFeed', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: START_MS });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('live from nothing, loads each closed bar of the wanted history once, newest span first', async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(10_000);
    const toMs = floorBar(START_MS);
    expectWholeRow(feed.bars(), toMs - 3 * 86_400_000, toMs);
    const firstBars = feed.batches.find((batch) => batch.some(({ type }) => type === 'candle'));
    const first = firstBars?.find((event) => event.type === 'candle');
    expect(first?.type === 'candle' && first.candle.openTimeMs).toBe(toMs - 86_400_000);
    feed.stop.abort();
    await vi.advanceTimersByTimeAsync(100);
    await feed.done;
  });

  it('live, hands each history batch on in time order', async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(5000);
    for (const batch of feed.batches) {
      const times = batch.flatMap((event) => (event.type === 'candle' ? [event.candle.openTimeMs] : []));
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
    feed.stop.abort();
  });

  it('live from a resume point, asks for the gap only and then for what lies behind the stored bars', async () => {
    const lastClosedBarMs = floorBar(START_MS) - 4 * BAR_MS;
    const firstBarMs = floorBar(START_MS) - 86_400_000;
    const feed = start({ resume: { lastClosedBarMs, firstBarMs }, wantedHistoryMs: 2 * 86_400_000 });
    await vi.advanceTimersByTimeAsync(5000);
    const bars = feed.bars();
    expectWholeRow(bars, lastClosedBarMs + BAR_MS, floorBar(START_MS));
    expectWholeRow(bars, floorBar(START_MS) - 2 * 86_400_000, firstBarMs);
    expect(bars.has(firstBarMs)).toBe(false);
    expect(bars.has(lastClosedBarMs)).toBe(false);
    feed.stop.abort();
  });

  it('live with everything newest stored, goes live at once and loads older history behind', async () => {
    const lastClosedBarMs = floorBar(START_MS) - BAR_MS;
    const firstBarMs = floorBar(START_MS) - 86_400_000;
    const feed = start(
      { resume: { lastClosedBarMs, firstBarMs }, wantedHistoryMs: 2 * 86_400_000 },
      ({ url }) => (Number(url.searchParams.get('startTime')) < firstBarMs ? 'hang' : null),
    );
    await vi.advanceTimersByTimeAsync(2000);
    expect(feed.sockets.length).toBe(1);
    expect(feed.last().state).toBe('live');
    expect(feed.last().historyMs).toBe(86_400_000);
    feed.stop.abort();
  });

  it('live, a socket bar that closes is handed on once and the next one follows', async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(3000);
    const openMs = floorBar(START_MS);
    feed.sockets[0].say(klineMessage('BTCUSDT', openMs, false));
    while (Date.now() < openMs + BAR_MS) {
      await vi.advanceTimersByTimeAsync(Math.min(5000, openMs + BAR_MS - Date.now() + 200));
      feed.sockets[0].say({ result: [], id: 1 });
    }
    feed.sockets[0].say(klineMessage('BTCUSDT', openMs, true));
    feed.sockets.at(-1)?.say(klineMessage('BTCUSDT', openMs, true));
    feed.sockets.at(-1)?.say(klineMessage('BTCUSDT', openMs + BAR_MS, false));
    await vi.advanceTimersByTimeAsync(2500);
    expectWholeRow(feed.bars(), openMs - 86_400_000, openMs + BAR_MS);
    expect(feed.bars().get(openMs + BAR_MS)?.closed).toBe(0);
    feed.stop.abort();
  });

  it('live, a socket that is cut over two bar ends leaves no hole and no double', async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(3000);
    const openMs = floorBar(START_MS);
    feed.sockets[0].cut();
    await vi.advanceTimersByTimeAsync(3 * BAR_MS);
    const again = feed.sockets.at(-1);
    expect(again).not.toBe(feed.sockets[0]);
    again?.say(klineMessage('BTCUSDT', floorBar(Date.now()), false));
    await vi.advanceTimersByTimeAsync(6000);
    expectWholeRow(feed.bars(), openMs - 86_400_000, floorBar(Date.now()));
    feed.stop.abort();
  });

  it('live, a silent socket is replaced and REST stands in meanwhile', async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(3000);
    const before = feed.calls.filter(({ url }) => url.pathname.endsWith('/klines')).length;
    await vi.advanceTimersByTimeAsync(90_000);
    expect(feed.sockets.length).toBeGreaterThan(1);
    expect(feed.calls.filter(({ url }) => url.pathname.endsWith('/klines')).length).toBeGreaterThan(
      before + 2,
    );
    expect(feed.last().state).toBe('live');
    feed.stop.abort();
  });

  it.each([
    ['in sight', 'visible', 1],
    ['out of sight', 'watched', 0],
  ] as const)(
    'live, 5 s of silence of a chart %s, are bridged by REST only where somebody looks',
    async (_place, priority, asked) => {
      const feed = start({ priority: () => priority });
      for (let second = 0; second < 30; second += 1) {
        await vi.advanceTimersByTimeAsync(1000);
        feed.sockets[0].say(klineMessage('BTCUSDT', floorBar(Date.now()), false));
      }
      const klines = () => feed.calls.filter(({ url }) => url.pathname.endsWith('/klines')).length;
      const before = klines();
      await vi.advanceTimersByTimeAsync(5000);
      expect(klines() - before).toBe(asked);
      feed.stop.abort();
    },
  );

  it.each([
    ['15 s', 15_000],
    ['5 min', 300_000],
  ])(
    'live, after an outage of %s prices come by REST within 4 s although no socket is let in yet',
    async (_length, outageMs) => {
      let isOut = false;
      const network = fakeNetwork(fakeBinance(() => (isOut ? 'fail' : null)));
      let isClosed = false;
      const openSocket = (url: string) => {
        if (isClosed) throw new Error('refused');
        return network.environment.openSocket(url);
      };
      const transport = createTransport({ environment: { ...network.environment, openSocket } });
      const feed = start({ transport });
      await vi.advanceTimersByTimeAsync(3000);
      isOut = isClosed = true;
      for (const socket of network.sockets) socket.cut();
      await vi.advanceTimersByTimeAsync(outageMs);
      isOut = false;
      const liftedMs = Date.now();
      await vi.advanceTimersByTimeAsync(4000);
      expect(feed.last().state).toBe('live');
      expect(feed.last().lastDataMs).toBeGreaterThanOrEqual(liftedMs);
      feed.stop.abort();
    },
  );

  it('live, when anything answers after a silence the bars are asked for at once', async () => {
    let isOut = false;
    let returnedMs = 0;
    const network = fakeNetwork(fakeBinance(() => (isOut ? 'fail' : null)));
    const transport = createTransport({ environment: network.environment });
    const feed = start({ transport: { ...transport, returnedMs: () => returnedMs } });
    const asked = () => network.calls.filter(({ url }) => url.pathname.endsWith('/klines')).length;
    await vi.advanceTimersByTimeAsync(3000);
    isOut = true;
    for (const socket of network.sockets) socket.cut();
    await vi.advanceTimersByTimeAsync(900_000);
    // Between two tries nothing is on its way.
    for (let before = -1; before !== asked(); ) {
      before = asked();
      await vi.advanceTimersByTimeAsync(3000);
    }
    const before = asked();
    isOut = false;
    for (const { host } of transport.hosts()) transport.retryHost(host);
    returnedMs = Date.now() + 1;
    await vi.advanceTimersByTimeAsync(1100);
    expect(asked()).toBeGreaterThan(before);
    feed.stop.abort();
  });

  it('live, an outage costs a host less than a request a second', async () => {
    let isOut = false;
    const network = fakeNetwork(fakeBinance(() => (isOut ? 'fail' : null)));
    const feed = start({ transport: createTransport({ environment: network.environment }) });
    await vi.advanceTimersByTimeAsync(10_000);
    isOut = true;
    for (const socket of network.sockets) socket.cut();
    await vi.advanceTimersByTimeAsync(20_000);
    const before = network.calls.length;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(network.calls.length - before).toBeLessThan(600);
    feed.stop.abort();
  });

  it('live, silence on the liquidation stream alone is normal', async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(3000);
    for (let second = 0; second < 300; second += 1) {
      feed.sockets[0].say(markMessage('BTCUSDT', Date.now(), 60_000));
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(feed.last().state).toBe('live');
    expect(feed.sockets.length).toBe(1);
    feed.stop.abort();
  });

  /** How many of `times` equal forced orders in messages of their own count, and of twice as many after a reconnect. */
  async function countEqual(kind: 'full' | 'sampled', times: number): Promise<number[]> {
    const feed = start({ feed: { ...binanceUsdm, liquidationReporting: { kind, fraction: 1 } } });
    await vi.advanceTimersByTimeAsync(3000);
    const order = forceOrderMessage('BTCUSDT', Date.now(), 'SELL', '1.5', '59900');
    const texts = Array.from({ length: 3 * times }, (_, step) => ({
      ...order,
      data: { ...order.data, E: order.data.E + step },
    }));
    const say = async (count: number) => {
      for (const text of texts.splice(0, count)) {
        feed.sockets.at(-1)?.say(text);
        // Heard twice to the letter, it is one.
        feed.sockets.at(-1)?.say(text);
      }
      await vi.advanceTimersByTimeAsync(2000);
      return feed.batches.flat().filter(({ type }) => type === 'liquidation').length;
    };
    const before = await say(times);
    feed.sockets[0].cut();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(feed.sockets.length).toBe(2);
    const after = [await say(times), await say(times)];
    feed.stop.abort();
    return [before, ...after];
  }

  it('live, an equal forced order of an exchange that tells one a second at most is the same again', async () => {
    expect(await countEqual('sampled', 2)).toEqual([1, 1, 1]);
  });

  it('live, an equal forced order of an exchange that tells all is another one, unless it reconnected', async () => {
    expect(await countEqual('full', 2)).toEqual([2, 2, 4]);
  });

  it('live, a price times 1000 is refused, counted and shown, and the next good one goes on', async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(3000);
    feed.sockets[0].say(markMessage('BTCUSDT', Date.now(), 60_000_000));
    feed.sockets[0].say(markMessage('BTCUSDT', Date.now() + 1, 60_100));
    await vi.advanceTimersByTimeAsync(2500);
    const marks = feed.batches
      .flat()
      .flatMap((event) => (event.type === 'mark-price' ? [event.markPrice.price] : []));
    expect(marks).toContain(60_100);
    expect(Math.max(...marks)).toBeLessThan(61_000);
    expect(feed.last().refused).toEqual({ markPriceUpdate: 1 });
    expect(feed.last().lastRefusal).toMatch(/^binance markPriceUpdate: price is 60000000, far from/);
    feed.stop.abort();
  });

  it('live, a price is told as it is heard, before its batch, and the bar stands in where no mark comes', async () => {
    const prices: number[] = [];
    const feed = start({ onPrice: (price) => prices.push(price) });
    await vi.advanceTimersByTimeAsync(3000);
    const [socket] = feed.sockets;
    prices.length = 0;
    socket.say(markMessage('BTCUSDT', Date.now(), 60_050));
    socket.say(markMessage('BTCUSDT', Date.now(), 60_000_000));
    expect(prices).toEqual([60_050]);
    const forming = () => klineMessage('BTCUSDT', floorBar(Date.now()), false);
    socket.say(forming());
    expect(prices).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(11_000);
    const later = forming();
    later.data.k.v = '101.000';
    socket.say(later);
    // Of the bars that come within a second one is read.
    await vi.advanceTimersByTimeAsync(1100);
    expect(prices).toHaveLength(2);
    feed.stop.abort();
  });

  it('live, broken frames of every kind are counted and nothing else happens', async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(3000);
    const [socket] = feed.sockets;
    const openMs = floorBar(Date.now());
    socket.say('<html><body>502</body></html>');
    socket.say('{"stream":"btcusdt@kline_5m","data":{"e":"kl');
    socket.say(klineMessage('BTCUSDT', openMs - 20 * BAR_MS, true));
    socket.say(forceOrderMessage('BTCUSDT', Date.now(), 'SELL', 'NaN', '59900'));
    socket.say(forceOrderMessage('BTCUSDT', Date.now() + 3_600_000, 'SELL', '1', '59900'));
    await vi.advanceTimersByTimeAsync(2500);
    expect(feed.last().refused).toEqual({ socket: 2, kline: 1, forceOrder: 2 });
    expectWholeRow(feed.bars(), openMs - 86_400_000, openMs);
    feed.stop.abort();
  });

  it('live, a message about another contract never reaches this one', async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(3000);
    feed.sockets[0].say(forceOrderMessage('ETHUSDT', Date.now(), 'SELL', '1', '3000'));
    await vi.advanceTimersByTimeAsync(2500);
    expect(feed.batches.flat().filter(({ type }) => type === 'liquidation')).toEqual([]);
    feed.stop.abort();
  });

  it('live behind a 451, says blocked once and asks no more for a day', async () => {
    const feed = start({}, () => ({ status: 451, text: 'restricted location' }));
    await vi.advanceTimersByTimeAsync(30_000);
    const asked = feed.calls.filter(({ url }) => url.host === 'fapi.binance.com').length;
    expect(feed.last().state).toBe('blocked');
    expect(feed.last().reason).toBe('not available in your region');
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(feed.calls.filter(({ url }) => url.host === 'fapi.binance.com').length).toBe(asked);
    expect(feed.statuses.filter(({ state }) => state === 'blocked').length).toBe(1);
    expect(feed.sockets.length).toBe(0);
    feed.stop.abort();
  });

  it('live behind a 429, waits as long as Retry-After says and then goes on', async () => {
    let refusals = 1;
    const feed = start({}, ({ url }) =>
      url.pathname.endsWith('/klines') && refusals-- > 0
        ? { status: 429, headers: { 'retry-after': '40' } }
        : null,
    );
    await vi.advanceTimersByTimeAsync(5000);
    expect(feed.last().state).toBe('rate-limited');
    expect(feed.last().retryAtMs).toBeGreaterThan(Date.now() + 30_000);
    await vi.advanceTimersByTimeAsync(45_000);
    expectWholeRow(feed.bars(), floorBar(START_MS) - 86_400_000, floorBar(START_MS));
    feed.stop.abort();
  });

  it('live, HTML where JSON was expected is refused by name', async () => {
    const feed = start({}, ({ url }) =>
      url.pathname.endsWith('/globalLongShortAccountRatio')
        ? { status: 200, text: '<!doctype html><p>hello' }
        : null,
    );
    await vi.advanceTimersByTimeAsync(5000);
    expect(feed.last().refused.globalLongShortAccountRatio).toBeGreaterThan(0);
    expect(feed.last().lastRefusal).toBe('binance globalLongShortAccountRatio: payload is HTML, not JSON');
    expectWholeRow(feed.bars(), floorBar(START_MS) - 86_400_000, floorBar(START_MS));
    feed.stop.abort();
  });

  it('live, open interest times 1000 in one row of history is refused and its neighbours stand', async () => {
    const feed = start({}, ({ url }) => {
      if (!url.pathname.endsWith('/openInterestHist')) return null;
      const from = Number(url.searchParams.get('startTime'));
      const row = (timestamp: number, base: string) => ({
        symbol: 'BTCUSDT',
        sumOpenInterest: base,
        sumOpenInterestValue: '1',
        timestamp,
      });
      return { json: [row(from, '80000000'), row(from + BAR_MS, '80000'), row(from + 2 * BAR_MS, '80100')] };
    });
    await vi.advanceTimersByTimeAsync(3000);
    const bases = feed.batches
      .flat()
      .flatMap((event) => (event.type === 'open-interest' ? [event.openInterest.base] : []));
    expect(Math.max(...bases)).toBeLessThan(81_000);
    expect(feed.last().refused['open-interest']).toBeGreaterThan(0);
    feed.stop.abort();
  });

  it('live, a store that fails is handed the same events again', async () => {
    let failures = 3;
    const stored: MarketEvent[][] = [];
    const feed = start({
      onEvents: async (events) => {
        if (failures-- > 0) throw new Error('worker gone');
        stored.push(events);
      },
    });
    await vi.advanceTimersByTimeAsync(30_000);
    expectWholeRow(barsOf(stored), floorBar(START_MS) - 86_400_000, floorBar(START_MS));
    feed.stop.abort();
  });

  it('live, a slow store makes live events merge and not queue up', async () => {
    const sizes: number[] = [];
    const feed = start({
      onEvents: async (events) => {
        sizes.push(events.length);
        await new Promise((resolve) => setTimeout(resolve, 10_000));
      },
      wantedHistoryMs: BAR_MS * 3,
    });
    await vi.advanceTimersByTimeAsync(60_000);
    const before = sizes.length;
    for (let index = 0; index < 1000; index += 1) {
      feed.sockets.at(-1)?.say(markMessage('BTCUSDT', Date.now(), 60_000 + (index % 7)));
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sizes.length - before).toBeLessThan(12);
    expect(Math.max(...sizes.slice(before))).toBeLessThan(20);
    feed.stop.abort();
  });

  it('live under quarantine, stores nothing and fills the hole when it is lifted', async () => {
    let quarantine: SourceFault | null = null;
    const feed = start({ quarantine: () => quarantine });
    await vi.advanceTimersByTimeAsync(5000);
    quarantine = { reason: 'its price is 20 % off the others', why: { code: 'price-off', value: 0.2 } };
    await vi.advanceTimersByTimeAsync(2000);
    const before = feed.batches.length;
    await vi.advanceTimersByTimeAsync(2 * BAR_MS);
    expect(feed.batches.length).toBe(before);
    expect(feed.last().state).toBe('quarantined');
    quarantine = null;
    await vi.advanceTimersByTimeAsync(40_000);
    expectWholeRow(feed.bars(), floorBar(START_MS) - 86_400_000, floorBar(Date.now()));
    feed.stop.abort();
  });

  it('polling, opens no socket and brings each bar once a minute', async () => {
    const feed = start({ mode: 'polling', wantedHistoryMs: 86_400_000 });
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    expect(feed.sockets.length).toBe(0);
    expectWholeRow(feed.bars(), floorBar(START_MS) - 86_400_000, floorBar(START_MS) + 2 * BAR_MS);
    expect(feed.last().state).toBe('live');
    feed.stop.abort();
  });

  it('once, fills the gap, asks each poll once and resolves', async () => {
    const lastClosedBarMs = floorBar(START_MS) - 3 * BAR_MS;
    const feed = start({
      mode: 'once',
      resume: { lastClosedBarMs, firstBarMs: lastClosedBarMs - 86_400_000 },
    });
    await vi.advanceTimersByTimeAsync(5000);
    await feed.done;
    expectWholeRow(feed.bars(), lastClosedBarMs + BAR_MS, floorBar(START_MS));
    expect(feed.calls.filter(({ url }) => url.pathname.endsWith('/openInterest')).length).toBe(1);
    expect(feed.bars().get(floorBar(START_MS))?.closes).toEqual([
      Number(closeAt(floorBar(START_MS)).toFixed(2)),
    ]);
  });

  it('live without brackets, delivers the shipped table and says that it is one', async () => {
    const feed = start({}, ({ url }) => (url.pathname.endsWith('/brackets') ? { status: 404 } : null));
    await vi.advanceTimersByTimeAsync(3000);
    const tiers = feed.batches.flat().filter((event) => event.type === 'leverage-tiers');
    expect(tiers.map((event) => event.type === 'leverage-tiers' && event.source)).toEqual(['fallback']);
    feed.stop.abort();
  });

  it('live, reports how far history has come until all of it is there', async () => {
    const feed = start({ wantedHistoryMs: 16 * 86_400_000 });
    await vi.advanceTimersByTimeAsync(20_000);
    const progress = feed.statuses.map(({ historyMs }) => historyMs);
    expect(new Set(progress).size).toBeGreaterThan(3);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(feed.last().historyMs).toBe(feed.last().wantedHistoryMs);
    feed.stop.abort();
  });

  it.each([
    ['two of three wanted days', 2 * 86_400_000, 0, 2 * 86_400_000],
    ['all that is wanted, an hour ago', 5 * 86_400_000, 3_600_000, 3 * 86_400_000 - 3_600_000],
    ['days too old to be wanted', 20 * 86_400_000, 10 * 86_400_000, 0],
  ])(
    'live with %s in the store, tells them before the exchange has answered',
    async (_, spanMs, agoMs, told) => {
      const lastClosedBarMs = floorBar(START_MS) - BAR_MS - agoMs;
      const firstBarMs = lastClosedBarMs + BAR_MS - spanMs;
      const feed = start({ resume: { lastClosedBarMs, firstBarMs } }, () => ({ status: 500 }));
      await vi.advanceTimersByTimeAsync(1000);
      expect(feed.last().state).not.toBe('live');
      expect(Math.abs(feed.last().historyMs - told)).toBeLessThan(2 * BAR_MS);
      feed.stop.abort();
    },
  );

  it('live with a statistic that is late, does not call the past whole before it is there', async () => {
    let isDown = true;
    const feed = start({}, ({ url }) =>
      isDown && url.pathname.endsWith('/openInterestHist') ? { status: 500 } : null,
    );
    await vi.advanceTimersByTimeAsync(8000);
    expect(feed.last().historyMs).toBeGreaterThan(2 * 86_400_000);
    expect(feed.last().historyMs).toBeLessThan(feed.last().wantedHistoryMs);
    isDown = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(feed.last().historyMs).toBe(3 * 86_400_000);
    expect(feed.last().wantedHistoryMs).toBe(3 * 86_400_000);
    feed.stop.abort();
  });

  it('live with a contract listed yesterday, tells the day that there is and wants no more', async () => {
    const listedMs = floorBar(START_MS) - 86_400_000;
    const feed = start({}, (call) => (startOf(call) < listedMs ? { json: [] } : null));
    await vi.advanceTimersByTimeAsync(30_000);
    const progress = feed.statuses.map(({ historyMs }) => historyMs);
    expect(Math.max(...progress)).toBe(86_400_000);
    expect([feed.last().historyMs, feed.last().wantedHistoryMs]).toEqual([86_400_000, 86_400_000]);
    feed.stop.abort();
  });

  it('live from a resume point whose past is whole, asks for nothing older again', async () => {
    const lastClosedBarMs = floorBar(START_MS) - 4 * BAR_MS;
    const firstBarMs = floorBar(START_MS) - 86_400_000;
    const feed = start({ resume: { lastClosedBarMs, firstBarMs, isHistoryComplete: true } });
    await vi.advanceTimersByTimeAsync(30_000);
    const older = feed.calls.filter((call) => startOf(call) < lastClosedBarMs - 3_600_000);
    expect(older.map(({ url }) => url.pathname)).toEqual([]);
    expect([feed.last().historyMs, feed.last().wantedHistoryMs]).toEqual([86_400_000, 86_400_000]);
    feed.stop.abort();
  });

  it('aborted, closes its socket and asks nothing more', async () => {
    const feed = start();
    await vi.advanceTimersByTimeAsync(5000);
    feed.stop.abort();
    await vi.advanceTimersByTimeAsync(100);
    await feed.done;
    const asked = feed.calls.length;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(feed.calls.length).toBe(asked);
    expect(feed.sockets.every(({ isClosed }) => isClosed)).toBe(true);
  });
});
