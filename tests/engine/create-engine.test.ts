import { describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../src/core/market/market-event';
import {
  BAR,
  BTC,
  BYBIT_BTC,
  completeSource,
  DAY,
  filledEngine,
  frameOf,
  freshEngine,
  marketEvents,
  QUERY,
  QUIET_MS,
  START,
  seeded,
  timeOf,
} from './market-fixture';

const BARS = 400;
const END = START + BARS * BAR;
const LATER = END + 60_000;

describe('frame', () => {
  test('frame before any bar is null', async () => {
    const { engine } = freshEngine(END);
    expect(await engine.frame(BTC, QUERY, [])).toBeNull();
  });

  test('frame after a day of bars has heat on both sides of the price and clusters', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), LATER);
    const frame = await frameOf(engine);
    const { grid } = frame;
    const newest = (grid.columns - 1) * grid.bins;
    const split = grid.split[grid.columns - 1];
    expect(grid.columns).toBe(288);
    expect(Math.max(...grid.usd.subarray(newest, newest + split))).toBeGreaterThan(100);
    expect(Math.max(...grid.usd.subarray(newest + split, newest + grid.bins))).toBeGreaterThan(100);
    expect(new Set(frame.clusters.map(({ side }) => side))).toEqual(new Set(['long', 'short']));
    expect(
      frame.clusters.every(({ side, distancePct }) =>
        side === 'long' ? distancePct <= 0 : distancePct >= 0,
      ),
    ).toBe(true);
    expect(frame.atr1h).toBeGreaterThan(0);
    expect(frame.sigmaDay).toBeGreaterThan(0);
    expect(frame.observed.isLowerBound).toBe(true);
    expect(frame.observed.bars.length).toBeGreaterThan(10);
  });

  test('frame has no frozen column before the history is complete, and all closed ones after', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), LATER);
    const partial = { ...completeSource(BTC), historyMs: 1 };
    expect((await frameOf(engine, BTC, QUERY, [partial])).grid.frozenColumns).toBe(0);
    expect((await frameOf(engine)).grid.frozenColumns).toBe(288);
  });

  test('frame of a filter shows less than the whole and does not change the frozen columns of the other query', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), LATER);
    const whole = await frameOf(engine);
    const high = await frameOf(engine, BTC, { ...QUERY, groups: ['high'] });
    const long = await frameOf(engine, BTC, { ...QUERY, side: 'long' });
    const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
    expect(sum(high.profile.long)).toBeLessThan(sum(whole.profile.long));
    expect(sum(long.profile.short)).toBe(0);
    expect(sum(long.profile.long)).toBeCloseTo(sum(whole.profile.long), 0);
    expect((await frameOf(engine)).grid.frozenHash).toBe(whole.grid.frozenHash);
  });

  test('frame of two exchanges is the sum of both, and names their shares', async () => {
    const { engine } = freshEngine(LATER);
    const sources = [completeSource(BTC), completeSource(BYBIT_BTC)];
    await engine.ingest(BTC, marketEvents(BARS));
    const one = await frameOf(engine, BTC, QUERY, sources);
    await engine.ingest(BYBIT_BTC, marketEvents(BARS));
    const both = await frameOf(engine, BTC, QUERY, sources);
    const only = await frameOf(engine, BTC, { ...QUERY, exchanges: ['binance'] }, sources);
    const other = await frameOf(engine, BTC, { ...QUERY, exchanges: ['bybit'] }, sources);
    for (const side of ['long', 'short'] as const) {
      const [sum, a, b] = [both, only, other].map(({ profile }) => profile[side]);
      const largest = Math.max(...sum);
      const apart = sum.map((usd, bin) => Math.abs(usd - a[bin] - b[bin]) / largest);
      expect(Math.max(...apart)).toBeLessThan(1e-3);
    }
    const total = (frame: typeof one): number =>
      frame.profile.long.reduce((sum, usd) => sum + usd, 0) +
      frame.profile.short.reduce((sum, usd) => sum + usd, 0);
    expect(total(both)).toBeGreaterThan(total(one) * 1.5);
    expect(total(only)).toBeCloseTo(total(one), -3);
    expect(both.provenance.shares.map(({ share }) => share)).toEqual([
      expect.closeTo(0.5, 5),
      expect.closeTo(0.5, 5),
    ]);
    expect(only.provenance.coverage).toBeCloseTo(0.5, 5);
  });

  test('frame with a forming bar, asked any number of times, leaves the closed columns as they are', async () => {
    const { engine, clock } = await filledEngine(marketEvents(BARS), LATER);
    const before = await frameOf(engine);
    const close = before.grid.close[before.grid.columns - 1];
    for (let tick = 1; tick <= 5; tick += 1) {
      clock.nowMs += 1000;
      await engine.ingest(BTC, [formingCandle(END, close, tick)]);
      await engine.ingest(BTC, [
        { type: 'mark-price', markPrice: { timeMs: clock.nowMs, price: close, indexPrice: null } },
      ]);
      const frame = await frameOf(engine);
      expect(frame.grid.frozenColumns).toBe(287);
      const kept = Buffer.from(frame.grid.usd.slice(0, 287 * frame.grid.bins));
      expect(kept.equals(before.grid.usd.slice(before.grid.bins))).toBe(true);
    }
  });
});

describe('no repaint', () => {
  test('pages that arrive newest first give the same frozen columns as one batch in order', async () => {
    const events = marketEvents(BARS);
    const ordered = (await filledEngine(events, LATER)).engine;
    const expected = (await frameOf(ordered)).grid.frozenHash;

    const paged = freshEngine(LATER);
    for (let page = 3; page >= 0; page -= 1) {
      const from = START + page * 100 * BAR;
      const inPage = events.filter((event) => timeOf(event) >= from && timeOf(event) < from + 100 * BAR);
      await paged.engine.ingest(BTC, inPage);
      await paged.engine.frame(BTC, QUERY, []);
    }
    paged.clock.nowMs += 30_000;
    expect((await frameOf(paged.engine)).grid.frozenHash).toBe(expected);
  });

  test('shuffled and repeated events give the same frozen columns', async () => {
    const events = marketEvents(BARS);
    const ordered = (await filledEngine(events, LATER)).engine;
    const expected = (await frameOf(ordered)).grid.frozenHash;

    const { engine, clock } = freshEngine(LATER);
    const random = seeded(9);
    const shuffled = [...events, ...events.slice(0, 200)].sort(() => random() - 0.5);
    let stored = 0;
    let duplicates = 0;
    for (let at = 0; at < shuffled.length; at += 300) {
      const receipt = await engine.ingest(BTC, shuffled.slice(at, at + 300));
      stored += receipt.stored;
      duplicates += receipt.duplicates;
    }
    clock.nowMs += 30_000;
    expect([stored, duplicates]).toEqual([events.length, 200]);
    expect((await frameOf(engine)).grid.frozenHash).toBe(expected);
  });

  test('input for bars already frozen is stored and changes no column', async () => {
    const { engine, clock } = freshEngine(LATER);
    const events = marketEvents(BARS);
    const late: MarketEvent[] = events.filter((event) => event.type === 'liquidation').slice(0, 20);
    await engine.ingest(
      BTC,
      events.filter((event) => !late.includes(event)),
    );
    clock.nowMs += QUIET_MS;
    const before = await frameOf(engine);
    const receipt = await engine.ingest(BTC, late);
    clock.nowMs += 60_000;
    expect(receipt.stored).toBe(late.length);
    expect((await frameOf(engine)).grid.frozenHash).toBe(before.grid.frozenHash);
  });
});

describe('killed at any moment', () => {
  test('an engine killed after every batch ends with the same frozen columns, without a missing or doubled bar', async () => {
    const events = marketEvents(BARS);
    const ordered = (await filledEngine(events, LATER)).engine;
    const expected = (await frameOf(ordered)).grid.frozenHash;

    const test = freshEngine(START);
    const history = 200;
    const before = events.filter((event) => timeOf(event) < START + history * BAR);
    test.clock.nowMs = START + history * BAR + 20_000;
    await test.engine.ingest(BTC, before);
    test.clock.nowMs += QUIET_MS;
    await frameOf(test.engine);
    for (let bar = history; bar < BARS; bar += 1) {
      const from = START + bar * BAR;
      test.clock.nowMs = from + BAR + 20_000;
      if (bar % 7 === 0) test.restart();
      await test.engine.ingest(
        BTC,
        events.filter((event) => timeOf(event) >= from && timeOf(event) < from + BAR),
      );
      if (bar % 5 === 0) await frameOf(test.engine);
      if (bar % 11 === 0) test.restart();
    }
    test.clock.nowMs = LATER;
    const frame = await frameOf(test.restart());
    expect(frame.grid.frozenHash).toBe(expected);
    expect(frame.grid.frozenColumns).toBe(288);
    expect((await test.engine.usage()).instruments).toMatchObject([{ key: 'binance:BTCUSDT', bars: BARS }]);
  });

  test('resumePoint of the next engine is the end of what was stored', async () => {
    const test = await filledEngine(marketEvents(BARS), LATER);
    const expected = {
      firstBarMs: START,
      lastClosedBarMs: END - BAR,
      wholeUntilMs: null,
    };
    expect(await test.restart().resumePoint(BTC)).toMatchObject({ ...expected, isHistoryComplete: false });
    await frameOf(test.engine);
    expect(await test.restart().resumePoint(BTC)).toMatchObject({ ...expected, isHistoryComplete: true });
  });

  test('resumePoint with a hole behind the sealed bars points before the hole', async () => {
    const { engine, clock } = freshEngine(LATER);
    const events = marketEvents(BARS);
    const upTo = (bar: number) => (event: MarketEvent) => timeOf(event) < START + bar * BAR;
    clock.nowMs = START + 200 * BAR + 60_000;
    await engine.ingest(BTC, events.filter(upTo(200)));
    clock.nowMs += QUIET_MS;
    await frameOf(engine);
    clock.nowMs = START + 301 * BAR;
    await engine.ingest(
      BTC,
      events.filter((event) => !upTo(300)(event) && upTo(301)(event)),
    );
    expect((await engine.resumePoint(BTC)).lastClosedBarMs).toBe(START + 199 * BAR);
  });
});

describe('a hole in the bars', () => {
  const events = marketEvents(BARS);
  const between = (from: number, to: number) =>
    events.filter((event) => timeOf(event) >= START + from * BAR && timeOf(event) < START + to * BAR);

  async function unbroken(): Promise<string> {
    const { engine } = await filledEngine(events, LATER);
    return (await frameOf(engine)).grid.frozenHash;
  }

  test('after hours of sleep, pages that fill the gap newest first give the columns of an unbroken run', async () => {
    const test = freshEngine(START + 200 * BAR + 60_000);
    await test.engine.ingest(BTC, between(0, 200));
    test.clock.nowMs += QUIET_MS;
    await frameOf(test.engine);
    test.clock.nowMs = LATER;
    test.restart();
    const loading = [{ ...completeSource(BTC), historyMs: 1 }];
    for (const [from, to] of [
      [350, 400],
      [250, 350],
      [200, 250],
    ]) {
      await test.engine.ingest(
        BTC,
        between(from, to).filter(({ type }) => type === 'candle'),
      );
      expect((await frameOf(test.engine, BTC, QUERY, loading)).grid.frozenColumns).toBeLessThan(288);
      test.clock.nowMs += 2000;
      await test.engine.ingest(BTC, between(from, to));
      await frameOf(test.engine, BTC, QUERY, loading);
      test.clock.nowMs += 2000;
    }
    test.clock.nowMs += 20_000;
    const frame = await frameOf(test.engine);
    expect(frame.grid.frozenColumns).toBe(288);
    expect(frame.grid.frozenHash).toBe(await unbroken());
  });

  test('a hole that nobody fills is accepted after a while, and the columns behind it freeze', async () => {
    const { engine, clock } = freshEngine(LATER);
    await engine.ingest(BTC, [...between(0, 300), ...between(310, 400)]);
    clock.nowMs += 20_000;
    expect((await frameOf(engine)).grid.frozenColumns).toBe(288 - 100);
    clock.nowMs += 50_000;
    await frameOf(engine);
    clock.nowMs += 20_000;
    const frame = await frameOf(engine);
    expect(frame.grid.frozenColumns).toBe(288);
    expect([...frame.grid.close].filter(Number.isNaN)).toHaveLength(10);
  });

  test('a bar waits for its open interest for two minutes, not longer', async () => {
    const { engine, clock } = freshEngine(END + 1000);
    const withoutLast = events.filter((event) => event.type !== 'open-interest' || timeOf(event) < END - BAR);
    await engine.ingest(BTC, withoutLast);
    clock.nowMs = END + 30_000;
    expect((await frameOf(engine)).grid.frozenColumns).toBe(287);
    clock.nowMs = END + 120_000;
    expect((await frameOf(engine)).grid.frozenColumns).toBe(288);
  });
});

describe('ingest', () => {
  const closes: [string, MarketEvent, string][] = [
    ['a price a thousand times too high', candle({ open: 6e7, high: 6e7, low: 6e7, close: 6e7 }), 'open'],
    ['NaN', candle({ close: Number.NaN }), 'close'],
    ['a high below the close', candle({ high: 1 }), 'high'],
    ['a bar of another length', candle({ intervalMs: 60_000 }), 'intervalMs'],
    ['a time in the future', candle({ openTimeMs: END + DAY }), 'isClosed'],
    ['negative volume', candle({ volumeBase: -1 }), 'volumeBase'],
    [
      'negative open interest',
      { type: 'open-interest', openInterest: { timeMs: END, base: -1, quote: null, counted: 'single' } },
      'base',
    ],
  ];

  test.each(closes)(
    'ingest of %s refuses the event, names the field and keeps the rest',
    async (_name, bad, field) => {
      const { engine } = freshEngine(LATER);
      await engine.ingest(BTC, marketEvents(20));
      await frameOf(engine);
      const good: MarketEvent = {
        type: 'open-interest',
        openInterest: { timeMs: END - 1, base: 5, quote: null, counted: 'single' },
      };
      const receipt = await engine.ingest(BTC, [bad, good]);
      expect(receipt.stored).toBe(1);
      expect(receipt.refused).toMatchObject([{ channel: bad.type, field }]);
    },
  );
});

function candle(change: Partial<Extract<MarketEvent, { type: 'candle' }>['candle']>): MarketEvent {
  return {
    type: 'candle',
    candle: {
      openTimeMs: START + 20 * BAR,
      intervalMs: BAR,
      open: 60_000,
      high: 60_100,
      low: 59_900,
      close: 60_000,
      volumeBase: 1,
      takerBuyBase: null,
      isClosed: true,
      ...change,
    },
  };
}

function formingCandle(openTimeMs: number, price: number, tick: number): MarketEvent {
  return candle({
    openTimeMs,
    open: price,
    close: price,
    high: price * (1 + tick * 0.0005),
    low: price * (1 - tick * 0.0005),
    isClosed: false,
  });
}
