import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Candle } from '../../../src/core/market/candle';
import type { MarketEvent } from '../../../src/core/market/market-event';
import { BAR_MS } from '../../../src/feeds/exchange-feed';
import { closeHole, freshBarKeeper, missingBars, offerBar } from '../../../src/feeds/run/bar-keeper';
import { addToBatch, freshLiveBatch, takeBatch } from '../../../src/feeds/run/live-batch';
import { priceLookup, settledTo } from '../../../src/feeds/run/load-span';
import { createOutbox, PART_EVENTS } from '../../../src/feeds/run/outbox';
import { eventTimeMs, freshPlausibility, judge, plausibilityOf } from '../../../src/feeds/run/plausibility';
import { createSeenLiquidations } from '../../../src/feeds/run/seen-liquidations';
import { countRefusal, freshCondition, statusAt } from '../../../src/feeds/run/source-condition';
import { instrumentOf } from '../harness/instruments';
import { pick, seeded } from '../harness/seeded';

const T0 = Date.UTC(2026, 9, 1, 12);
const at = (bars: number) => T0 + bars * BAR_MS;

function candle(bars: number, isClosed: boolean, close = 100): Candle {
  const prices = { open: 100, high: Math.max(100, close), low: Math.min(100, close), close };
  return { openTimeMs: at(bars), intervalMs: BAR_MS, ...prices, volumeBase: 1, takerBuyBase: null, isClosed };
}

const candleEvent = (bars: number, isClosed: boolean, close?: number): MarketEvent => ({
  type: 'candle',
  candle: candle(bars, isClosed, close),
});
const mark = (timeMs: number, price: number): MarketEvent => ({
  type: 'mark-price',
  markPrice: { timeMs, price, indexPrice: null },
});
const interest = (timeMs: number, base: number): MarketEvent => ({
  type: 'open-interest',
  openInterest: { timeMs, base, quote: null, counted: 'single' },
});
const funding = (timeMs: number, ratePerInterval: number): MarketEvent => ({
  type: 'funding-rate',
  fundingRate: { timeMs, ratePerInterval, intervalHours: 8 },
});
const liquidation = (timeMs: number, base = 1, price = 100): MarketEvent => ({
  type: 'liquidation',
  liquidation: {
    timeMs,
    positionSide: 'long',
    price,
    priceKind: 'trade',
    base,
    notionalUsd: base * price,
    isSampled: false,
  },
});

describe('offerBar', () => {
  it('of the next bar, delivers its forming and its closed state', () => {
    const keeper = freshBarKeeper(at(0));
    expect(offerBar(keeper, candle(1, false))).toBe('deliver');
    expect(offerBar(keeper, candle(1, true))).toBe('deliver');
    expect(keeper.lastClosedMs).toBe(at(1));
  });

  it('of the bar closed last, sees a duplicate; of an older one, time running backwards', () => {
    const keeper = freshBarKeeper(at(5));
    expect(offerBar(keeper, candle(5, true))).toBe('duplicate');
    expect(offerBar(keeper, candle(4, true))).toBe('old');
  });

  it('of a bar beyond a hole, keeps it waiting', () => {
    const keeper = freshBarKeeper(at(0));
    expect(offerBar(keeper, candle(3, false))).toBe('wait');
    expect(keeper.lastClosedMs).toBe(at(0));
  });

  it('of a waiting closed bar, does not let a late forming state replace it', () => {
    const keeper = freshBarKeeper(at(0));
    offerBar(keeper, candle(2, true, 105));
    offerBar(keeper, candle(2, false, 104));
    expect(closeHole(keeper, at(2)).map(({ close, isClosed }) => [close, isClosed])).toEqual([[105, true]]);
  });

  it('before any bar is known, keeps everything waiting', () => {
    expect(offerBar(freshBarKeeper(null), candle(1, true))).toBe('wait');
  });
});

describe('closeHole', () => {
  it('releases the waiting bars that have become the next ones, in order', () => {
    const keeper = freshBarKeeper(at(0));
    for (const bars of [5, 3, 4]) offerBar(keeper, candle(bars, bars !== 5));
    const released = closeHole(keeper, at(3));
    expect(released.map(({ openTimeMs }) => openTimeMs)).toEqual([at(3), at(4), at(5)]);
    expect(keeper.lastClosedMs).toBe(at(4));
    expect(keeper.ahead.size).toBe(0);
  });

  it('leaves bars beyond the next hole waiting', () => {
    const keeper = freshBarKeeper(at(0));
    offerBar(keeper, candle(7, true));
    expect(closeHole(keeper, at(3))).toEqual([]);
    expect(keeper.ahead.size).toBe(1);
  });

  it('never steps back', () => {
    const keeper = freshBarKeeper(at(9));
    closeHole(keeper, at(3));
    expect(keeper.lastClosedMs).toBe(at(9));
  });
});

describe('missingBars', () => {
  it('is the span between the last closed bar and the bar of now', () => {
    expect(missingBars(freshBarKeeper(at(0)), at(3) + 1000)).toEqual({ fromMs: at(1), toMs: at(3) });
  });

  it('is null while nothing is missing or nothing known', () => {
    expect(missingBars(freshBarKeeper(at(2)), at(3) + 1000)).toBeNull();
    expect(missingBars(freshBarKeeper(null), at(3))).toBeNull();
  });
});

describe('offerBar and closeHole together', () => {
  it('of bars shuffled, doubled and dropped, hand on each bar once and in order', () => {
    const random = seeded(77);
    for (let round = 0; round < 200; round += 1) {
      const keeper = freshBarKeeper(at(0));
      const delivered: number[] = [];
      for (let step = 0; step < 60; step += 1) {
        const bars = 1 + Math.floor(random() * 12);
        if (offerBar(keeper, candle(bars, true)) === 'deliver') delivered.push(bars);
        if (random() < 0.1) {
          const healedTo = (keeper.lastClosedMs ?? T0) + BAR_MS * (1 + Math.floor(random() * 2));
          const before = ((keeper.lastClosedMs ?? T0) - T0) / BAR_MS;
          const released = closeHole(keeper, healedTo);
          for (let bar = before + 1; bar < (healedTo - T0) / BAR_MS; bar += 1) delivered.push(bar);
          for (const { openTimeMs } of released) delivered.push((openTimeMs - T0) / BAR_MS);
        }
      }
      expect(delivered).toEqual(delivered.map((_, index) => index + 1));
    }
  });
});

describe('addToBatch and takeBatch', () => {
  it('keep the newest state of each bar and never reopen a closed one', () => {
    const batch = freshLiveBatch();
    addToBatch(batch, candleEvent(1, false, 101));
    addToBatch(batch, candleEvent(1, true, 102));
    addToBatch(batch, candleEvent(1, false, 103));
    addToBatch(batch, candleEvent(2, false, 104));
    const closes = takeBatch(batch).map((event) => event.type === 'candle' && event.candle.close);
    expect(closes).toEqual([102, 104]);
  });

  it('keep of many mark prices the extremes and the last', () => {
    const batch = freshLiveBatch();
    [100, 105, 95, 99, 101].forEach((price, index) => {
      addToBatch(batch, mark(T0 + index, price));
    });
    const prices = takeBatch(batch).map((event) => event.type === 'mark-price' && event.markPrice.price);
    expect(prices).toEqual([105, 95, 101]);
  });

  it('keep of a single mark price one event', () => {
    const batch = freshLiveBatch();
    addToBatch(batch, mark(T0, 100));
    expect(takeBatch(batch).length).toBe(1);
  });

  it('keep the newest open interest although an older one came later', () => {
    const batch = freshLiveBatch();
    addToBatch(batch, interest(T0 + 10, 7));
    addToBatch(batch, interest(T0, 5));
    expect(takeBatch(batch)).toEqual([interest(T0 + 10, 7)]);
  });

  it('keep every liquidation', () => {
    const batch = freshLiveBatch();
    for (let index = 0; index < 500; index += 1) addToBatch(batch, liquidation(T0 + index));
    expect(takeBatch(batch).length).toBe(500);
  });

  it('hand a funding rate on when it changes or ten minutes have passed', () => {
    const batch = freshLiveBatch();
    const rates = [
      funding(T0, 0.0001),
      funding(T0 + 1000, 0.0001),
      funding(T0 + 2000, 0.0002),
      funding(T0 + 700_000, 0.0002),
    ];
    const handed = rates.flatMap((event) => {
      addToBatch(batch, event);
      return takeBatch(batch);
    });
    expect(handed).toEqual([rates[0], rates[2], rates[3]]);
  });

  it('hand events on in time order and empty themselves', () => {
    const batch = freshLiveBatch();
    for (const event of [liquidation(T0 + 30), interest(T0 + 20, 1), mark(T0 + 10, 1), candleEvent(0, false)])
      addToBatch(batch, event);
    expect(takeBatch(batch).map(eventTimeMs)).toEqual([T0, T0 + 10, T0 + 20, T0 + 30]);
    expect(takeBatch(batch)).toEqual([]);
  });
});

describe('createSeenLiquidations', () => {
  it('of equal rows inside one payload, counts each', () => {
    const seen = createSeenLiquidations();
    expect(seen.fresh([liquidation(T0), liquidation(T0)]).length).toBe(2);
  });

  it('of equal rows inside one payload, names each from the second on by its place', () => {
    const seen = createSeenLiquidations();
    const rows = [liquidation(T0), liquidation(T0 + 1), liquidation(T0), liquidation(T0)];
    const ids = seen.fresh(rows).map((event) => event.type === 'liquidation' && event.liquidation.id);
    expect(ids).toEqual([undefined, undefined, '#1', '#2']);
  });

  it('of a trade that closed a long and a short, counts both', () => {
    const seen = createSeenLiquidations();
    const sides = (['long', 'short'] as const).map((positionSide): MarketEvent => {
      const event = liquidation(T0);
      if (event.type !== 'liquidation') throw new Error('no liquidation');
      return { ...event, liquidation: { ...event.liquidation, id: 'a', positionSide } };
    });
    expect(seen.fresh(sides)).toEqual(sides);
  });

  it('of the same payload again, lets nothing pass', () => {
    const seen = createSeenLiquidations();
    const payload = [liquidation(T0), liquidation(T0), liquidation(T0 + 1)];
    seen.fresh(payload);
    expect(seen.fresh(payload)).toEqual([]);
  });

  it('of a closing with a name, counts it once whatever time it came at', () => {
    const named = (timeMs: number, id: string): MarketEvent => {
      const event = liquidation(timeMs);
      return event.type === 'liquidation' ? { ...event, liquidation: { ...event.liquidation, id } } : event;
    };
    const seen = createSeenLiquidations();
    expect(seen.fresh([named(T0, 'a'), named(T0, 'b')]).length).toBe(2);
    expect(seen.fresh([named(T0 + 250, 'a'), named(T0 + 250, 'c')])).toEqual([named(T0 + 250, 'c')]);
  });

  it('of an overlapping page, lets the new rows pass', () => {
    const seen = createSeenLiquidations();
    seen.fresh([liquidation(T0), liquidation(T0 + 1)]);
    expect(seen.fresh([liquidation(T0 + 1), liquidation(T0 + 2)])).toEqual([liquidation(T0 + 2)]);
  });

  it('lets events of other types pass always', () => {
    const seen = createSeenLiquidations();
    seen.fresh([mark(T0, 1)]);
    expect(seen.fresh([mark(T0, 1)])).toEqual([mark(T0, 1)]);
  });

  it('forgets the oldest beyond some thousands and so stays small', () => {
    const seen = createSeenLiquidations();
    for (let index = 0; index < 6000; index += 1) seen.fresh([liquidation(T0 + index)]);
    expect(seen.fresh([liquidation(T0)]).length).toBe(1);
    expect(seen.fresh([liquidation(T0 + 5999)]).length).toBe(0);
  });
});

describe('judge', () => {
  it('of the first price, believes it', () => {
    const believed = freshPlausibility();
    expect(judge(believed, mark(T0, 83_000), T0)).toBeNull();
    expect(believed.price).toBe(83_000);
  });

  it.each([1000, 0.001, 10, 0.1])('of the price times %d, refuses and stays with the old one', (factor) => {
    const believed = freshPlausibility();
    judge(believed, mark(T0, 83_000), T0);
    expect(judge(believed, mark(T0 + 1000, 83_000 * factor), T0)?.field).toBe('price');
    expect(believed.price).toBe(83_000);
  });

  it.each([0.4, 0.8, 1.5, 2.9])('of a violent but possible move to %d, believes it', (factor) => {
    const believed = freshPlausibility();
    judge(believed, mark(T0, 83_000), T0);
    expect(judge(believed, mark(T0 + 1000, 83_000 * factor), T0)).toBeNull();
  });

  it('of a deep wick, believes the bar whose close is near', () => {
    const believed = freshPlausibility();
    judge(believed, mark(T0, 100), T0);
    const wick: MarketEvent = { type: 'candle', candle: { ...candle(0, true), low: 5 } };
    expect(judge(believed, wick, T0)).toBeNull();
  });

  it('of a wick to a thousandth, refuses the bar', () => {
    const believed = freshPlausibility();
    judge(believed, mark(T0, 100), T0);
    const wick: MarketEvent = { type: 'candle', candle: { ...candle(0, true), low: 0.1 } };
    expect(judge(believed, wick, T0)?.field).toBe('price');
  });

  it('of a price a day later, allows more', () => {
    const believed = freshPlausibility();
    judge(believed, mark(T0, 100), T0);
    expect(judge(believed, mark(T0 + 86_400_000, 600), T0 + 86_400_000)).toBeNull();
  });

  it('of a moment in the future, refuses whatever it says', () => {
    const doubt = judge(freshPlausibility(), mark(T0 + 120_000, 100), T0);
    expect(doubt).toEqual({ field: 'time', reason: 'lies 120000 ms in the future' });
  });

  it('of a moment slightly ahead of our clock, believes it', () => {
    expect(judge(freshPlausibility(), mark(T0 + 30_000, 100), T0)).toBeNull();
  });

  it('of open interest times 1000, refuses; of twice as much, believes', () => {
    const believed = freshPlausibility();
    judge(believed, interest(T0, 80_000), T0);
    expect(judge(believed, interest(T0 + 1000, 80_000_000), T0)?.field).toBe('openInterest');
    expect(judge(believed, interest(T0 + 1000, 160_000), T0)).toBeNull();
  });

  it('of a liquidation far from any price, refuses it', () => {
    const believed = freshPlausibility();
    judge(believed, mark(T0, 83_000), T0);
    expect(judge(believed, liquidation(T0, 1, 83), T0)?.field).toBe('price');
    expect(judge(believed, liquidation(T0, 1, 60_000), T0)).toBeNull();
  });

  it('of a liquidation, never takes its price for the market', () => {
    const believed = freshPlausibility();
    judge(believed, mark(T0, 83_000), T0);
    judge(believed, liquidation(T0, 1, 60_000), T0);
    expect(believed.price).toBe(83_000);
  });

  it('of an older price, believes it without stepping back', () => {
    const believed = freshPlausibility();
    judge(believed, mark(T0, 83_000), T0);
    expect(judge(believed, mark(T0 - 5000, 82_000), T0)).toBeNull();
    expect(believed.price).toBe(83_000);
  });
});

describe('plausibilityOf', () => {
  it('of a span with one mad row at its head, judges by the median of the rest', () => {
    const rows = [
      candleEvent(0, true, 100),
      ...Array.from({ length: 20 }, (_, index) => candleEvent(index + 1, true, 100 + index)),
    ];
    const mad: MarketEvent = {
      type: 'candle',
      candle: { ...candle(0, true), open: 1e5, high: 1e5, low: 1e5, close: 1e5 },
    };
    const span = [mad, ...rows.slice(1)];
    const believed = plausibilityOf(span);
    const refused = span.filter((event) => judge(believed, event, at(30)) !== null);
    expect(refused).toEqual([mad]);
  });

  it('of a span without bars, knows no price', () => {
    expect(plausibilityOf([interest(T0, 5)])).toMatchObject({ price: null, openInterest: 5 });
  });
});

describe('priceLookup', () => {
  const lookup = priceLookup([
    candleEvent(0, true, 101),
    candleEvent(1, true, 102),
    candleEvent(3, true, 104),
  ]);

  it.each([
    [at(0), 101],
    [at(0) + 299_999, 101],
    [at(1), 102],
    [at(2), 102],
    [at(3) + 1, 104],
    [at(9), 104],
    [at(-5), 101],
  ])('at %d, is the close of its bar or of the nearest before: %d', (timeMs, price) => {
    expect(lookup(timeMs)).toBe(price);
  });

  it('without bars, knows nothing', () => {
    expect(priceLookup([])(T0)).toBeNull();
  });
});

describe('settledTo', () => {
  const span = { fromMs: at(0), toMs: at(3) };

  it('of a fresh span whose last bar is not written yet, ends before it', () => {
    expect(settledTo([candleEvent(0, true), candleEvent(1, true)], span, at(3) + 2000)).toBe(at(2));
  });

  it('of an old span, accepts a bar that never was', () => {
    expect(settledTo([candleEvent(0, true)], span, at(3) + 120_000)).toBe(at(3));
  });

  it('of a fresh span without any bar, settles nothing', () => {
    expect(settledTo([], span, at(3) + 2000)).toBe(at(0));
  });
});

describe('createOutbox', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('hands batches over one after the other', async () => {
    const log: string[] = [];
    const outbox = createOutbox(
      async ([event]) => {
        log.push(`begin ${eventTimeMs(event)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
        log.push(`end ${eventTimeMs(event)}`);
      },
      () => 0.5,
      new AbortController().signal,
    );
    void outbox.sendFirst([mark(1, 1)]);
    void outbox.sendFirst([mark(2, 1)]);
    expect(outbox.isBusy()).toBe(true);
    await vi.advanceTimersByTimeAsync(300);
    expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
    expect(outbox.isBusy()).toBe(false);
  });

  it('hands a batch over again until it is stored, and only then the next', async () => {
    const stored: number[] = [];
    let failures = 3;
    const outbox = createOutbox(
      async ([event]) => {
        if (failures-- > 0) throw new Error('worker gone');
        stored.push(eventTimeMs(event));
      },
      () => 0.5,
      new AbortController().signal,
    );
    void outbox.send([mark(1, 1)]);
    void outbox.send([mark(2, 1)]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stored).toEqual([1, 2]);
  });

  it('hands a day of events over in parts, and what happens meanwhile before the parts that wait', async () => {
    const stored: string[] = [];
    const outbox = createOutbox(
      async (events) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        stored.push(`${eventTimeMs(events[0])} and ${events.length - 1} more`);
      },
      () => 0.5,
      new AbortController().signal,
    );
    const past = Array.from({ length: 2 * PART_EVENTS + 1 }, (_, index) => mark(index, 1));
    const isPastStored = vi.fn();
    void outbox.send(past).then(isPastStored);
    expect(outbox.isBusy()).toBe(false);
    void outbox.sendFirst([mark(99_999, 1)]);
    expect(outbox.isBusy()).toBe(true);
    await vi.advanceTimersByTimeAsync(250);
    expect(outbox.isBusy()).toBe(false);
    expect(isPastStored).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(250);
    expect(stored).toEqual([
      `0 and ${PART_EVENTS - 1} more`,
      '99999 and 0 more',
      `${PART_EVENTS} and ${PART_EVENTS - 1} more`,
      `${2 * PART_EVENTS} and 0 more`,
    ]);
    expect(isPastStored).toHaveBeenCalled();
  });

  it('of an empty batch, calls nobody and resolves after what is under way', async () => {
    const onEvents = vi.fn(async () => undefined);
    const outbox = createOutbox(onEvents, () => 0.5, new AbortController().signal);
    await outbox.send([]);
    expect(onEvents).not.toHaveBeenCalled();
  });

  it('aborted, gives up a batch that cannot be stored', async () => {
    const stop = new AbortController();
    const outbox = createOutbox(
      () => Promise.reject(new Error('gone')),
      () => 0.5,
      stop.signal,
    );
    const sending = outbox.sendFirst([mark(1, 1)]);
    stop.abort();
    await sending;
    expect(outbox.isBusy()).toBe(false);
  });
});

describe('statusAt', () => {
  const BTC = instrumentOf({ exchange: 'binance', symbol: 'BTCUSDT' });
  const fresh = () => freshCondition(BTC, 'sockets', T0, 1000);
  const flowing = () => ({ ...fresh(), hasHistory: true, priceReceivedMs: T0, lastDataMs: T0 });
  const stateAfter = (condition: ReturnType<typeof fresh>, ms: number) => statusAt(condition, T0 + ms).state;

  it('says when the newest price was told by our clock, not by that of the exchange', () => {
    const condition = { ...flowing(), lastDataMs: T0 + 60_000, lastDataOursMs: T0 };
    expect(statusAt(condition, T0).lastDataMs).toBe(T0);
  });

  it('before the first price, is loading, and offline when nothing comes for long', () => {
    expect(stateAfter(fresh(), 1000)).toBe('loading');
    expect(stateAfter(fresh(), 120_000)).toBe('offline');
  });

  it('with a price but without history, is still loading', () => {
    expect(stateAfter({ ...fresh(), priceReceivedMs: T0 }, 1000)).toBe('loading');
  });

  it('with sockets, grows from live over ageing and stale to offline', () => {
    expect([1000, 30_000, 120_000, 700_000].map((ms) => stateAfter(flowing(), ms))).toEqual([
      'live',
      'ageing',
      'stale',
      'offline',
    ]);
  });

  it('polled once a minute, is patient', () => {
    const polled = { ...flowing(), mode: 'polling' as const };
    expect([70_000, 200_000, 400_000].map((ms) => stateAfter(polled, ms))).toEqual([
      'live',
      'ageing',
      'stale',
    ]);
  });

  it('live, has no reason', () => {
    expect(statusAt(flowing(), T0).reason).toBe('');
  });

  it.each(['blocked', 'rate-limited', 'no-permission'] as const)(
    'in trouble %s without prices, says it',
    (kind) => {
      const trouble = { kind, reason: 'words', retryAtMs: T0 + 5000 };
      expect(statusAt({ ...fresh(), trouble }, T0)).toMatchObject({
        state: kind,
        reason: 'words',
        retryAtMs: T0 + 5000,
      });
    },
  );

  it('in trouble while prices flow, stays live', () => {
    const trouble = { kind: 'rate-limited' as const, reason: 'words', retryAtMs: T0 + 5000 };
    expect(statusAt({ ...flowing(), trouble }, T0 + 1000).state).toBe('live');
  });

  it('under quarantine, says so before anything else', () => {
    expect(
      statusAt(
        { ...flowing(), quarantine: { reason: 'it lies', why: { code: 'price-off', value: 0.3 } } },
        T0,
      ),
    ).toMatchObject({
      state: 'quarantined',
      reason: 'it lies',
      why: { code: 'price-off', value: 0.3 },
    });
  });

  it('counts refusals by channel and keeps the words of the last', () => {
    const condition = fresh();
    const error = { exchange: 'binance', channel: 'klines', field: '4', reason: 'is NaN' };
    countRefusal(condition, error);
    countRefusal(condition, error);
    countRefusal(condition, { ...error, channel: 'forceOrder', field: 'S' });
    expect(statusAt(condition, T0)).toMatchObject({
      refused: { klines: 2, forceOrder: 1 },
      lastRefusal: 'binance forceOrder: S is NaN',
    });
  });

  it('hands out its own copy of the counts', () => {
    const condition = fresh();
    const status = statusAt(condition, T0);
    countRefusal(condition, { exchange: 'a', channel: 'b', field: 'c', reason: 'd' });
    expect(status.refused).toEqual({});
  });

  it('names exchange and instrument', () => {
    expect(statusAt(fresh(), T0)).toMatchObject({ exchange: 'binance', instrument: 'binance:BTCUSDT' });
  });
});

describe('pick', () => {
  it('of equal seeds, picks equally', () => {
    const draw = () => {
      const random = seeded(9);
      return Array.from({ length: 5 }, () => pick(['a', 'b', 'c'], random));
    };
    expect(draw()).toEqual(draw());
  });
});
