import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../src/core/clusters/cluster';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import type { Instrument } from '../../src/core/market/instrument';
import type { MarketEvent } from '../../src/core/market/market-event';
import {
  BAR,
  BTC,
  BYBIT_BTC,
  completeSource,
  DAY,
  frameOf,
  freshEngine,
  marketEvents,
  QUERY,
  QUIET_MS,
  START,
  type TestEngine,
  timeOf,
} from './market-fixture';

const HISTORY = 300;
const BARS = 400;
const SOURCES = [completeSource(BTC), completeSource(BYBIT_BTC)];
const EVENTS: [Instrument, MarketEvent[]][] = [
  [BTC, marketEvents(BARS, 1)],
  [BYBIT_BTC, marketEvents(BARS, 2)],
];

function between(events: MarketEvent[], from: number, to: number): MarketEvent[] {
  return events.filter((event) => timeOf(event) >= START + from * BAR && timeOf(event) < START + to * BAR);
}

/** Both venues with their history, sealed. */
async function withHistory(): Promise<TestEngine> {
  const test = freshEngine(START + HISTORY * BAR + 20_000);
  for (const [instrument, events] of EVENTS)
    await test.engine.ingest(instrument, between(events, 0, HISTORY));
  test.clock.nowMs += QUIET_MS;
  await frameOf(test.engine, BTC, QUERY, SOURCES);
  return test;
}

/** Bars that come live, one by one, from the venues for which `isThere`. */
async function live(
  test: TestEngine,
  from: number,
  to: number,
  isThere: (instrument: Instrument) => boolean,
): Promise<void> {
  for (let bar = from; bar < to; bar += 1) {
    test.clock.nowMs = START + (bar + 1) * BAR + 20_000;
    for (const [instrument, events] of EVENTS) {
      if (isThere(instrument)) await test.engine.ingest(instrument, between(events, bar, bar + 1));
    }
    if (bar % 6 === 0) await frameOf(test.engine, BTC, QUERY, SOURCES);
  }
}

const firstBin = ({ grid }: HeatmapFrame): number => Math.round(grid.logPriceMin / grid.logBin);

/** Frozen columns by start: codes of the bins `from` to `to`, counted from ln price 0, since the window may move. */
function frozenColumns(frame: HeatmapFrame, from: number, to: number): Map<number, string> {
  const { grid } = frame;
  const columns = new Map<number, string>();
  for (let column = 0; column < grid.frozenColumns; column += 1) {
    const start = column * grid.bins - firstBin(frame);
    const codes = [grid.usd, grid.salience].map((cells) => cells.slice(start + from, start + to).join());
    columns.set(grid.startMs + column * grid.columnMs, codes.join());
  }
  return columns;
}

/** Numbers of the bars whose columns are frozen in both frames and differ. */
function repainted(before: HeatmapFrame, after: HeatmapFrame): number[] {
  const from = Math.max(firstBin(before), firstBin(after));
  const to = Math.min(firstBin(before) + before.grid.bins, firstBin(after) + after.grid.bins);
  const later = frozenColumns(after, from, to);
  return [...frozenColumns(before, from, to)]
    .filter(([startMs, codes]) => later.has(startMs) && later.get(startMs) !== codes)
    .map(([startMs]) => (startMs - START) / BAR);
}

const OPEN_INTEREST = { timeMs: START + 4 * DAY, base: 1, quote: null, counted: 'single' } as const;

const isBinance = ({ exchange }: Instrument): boolean => exchange === 'binance';

describe('an exchange that is down for hours', () => {
  test('leaves the sum after half an hour, and what it brings when it comes back changes no frozen column', async () => {
    const test = await withHistory();
    await live(test, HISTORY, 320, () => true);
    await live(test, 320, 380, isBinance);
    const without = await frameOf(test.engine, BTC, QUERY, SOURCES);
    // Half an hour of waiting: columns 373 to 379 may still get their second part.
    expect(without.grid.startMs + without.grid.frozenColumns * BAR).toBe(START + 373 * BAR);
    await test.engine.ingest(BYBIT_BTC, between(EVENTS[1][1], 320, 380));
    test.clock.nowMs += QUIET_MS;
    await frameOf(test.engine, BTC, QUERY, SOURCES);
    await live(test, 380, BARS, () => true);
    const back = await frameOf(test.engine, BTC, QUERY, SOURCES);
    expect(back.grid.startMs + back.grid.frozenColumns * BAR).toBe(START + BARS * BAR);
    expect(repainted(without, back)).toEqual([]);
  });

  test('an engine started after that shows the very same frozen columns', async () => {
    const test = await withHistory();
    await live(test, HISTORY, 320, () => true);
    await live(test, 320, 380, isBinance);
    await test.engine.ingest(BYBIT_BTC, between(EVENTS[1][1], 320, 380));
    test.clock.nowMs += QUIET_MS;
    await live(test, 380, BARS, () => true);
    const before = await frameOf(test.engine, BTC, QUERY, SOURCES);
    const after = await frameOf(test.restart(), BTC, QUERY, SOURCES);
    expect(after.grid.frozenHash).toBe(before.grid.frozenHash);
  });

  test('its own map has the columns of those hours', async () => {
    const test = await withHistory();
    await live(test, HISTORY, 360, isBinance);
    await test.engine.ingest(BYBIT_BTC, between(EVENTS[1][1], HISTORY, 360));
    test.clock.nowMs += QUIET_MS;
    const query = { ...QUERY, exchanges: ['bybit' as const] };
    const own = await frameOf(test.engine, BYBIT_BTC, query, SOURCES);
    expect([...own.grid.close].filter(Number.isNaN)).toHaveLength(0);
    expect(own.grid.frozenColumns).toBe(288);
  });

  test('an exchange late by less than half an hour is waited for and counts', async () => {
    const test = await withHistory();
    await live(test, HISTORY, 304, isBinance);
    const waiting = await frameOf(test.engine, BTC, QUERY, SOURCES);
    expect(waiting.grid.startMs + waiting.grid.frozenColumns * BAR).toBe(START + HISTORY * BAR);
    await test.engine.ingest(BYBIT_BTC, between(EVENTS[1][1], HISTORY, 304));
    test.clock.nowMs += QUIET_MS;
    const late = await frameOf(test.engine, BTC, QUERY, SOURCES);
    const inTime = await withHistory();
    await live(inTime, HISTORY, 304, () => true);
    inTime.clock.nowMs += QUIET_MS;
    const prompt = await frameOf(inTime.engine, BTC, QUERY, SOURCES);
    expect(late.grid.frozenHash).toBe(prompt.grid.frozenHash);
  });
});

describe('an exchange whose newest bar still waits for its readings when a clock is set an hour ahead', () => {
  const HOUR = 3_600_000;

  /** Both venues live up to a bar of which bybit has the candle only; then binance's clock is known to be ahead. */
  async function jumped(): Promise<{ test: TestEngine; before: HeatmapFrame }> {
    const test = await withHistory();
    await live(test, HISTORY, 320, () => true);
    const [[, own], [, other]] = EVENTS;
    const candle = between(other, 320, 321).filter(({ type }) => type === 'candle');
    test.clock.nowMs = START + 321 * BAR + 20_000;
    await test.engine.ingest(BYBIT_BTC, candle);
    await test.engine.ingest(BTC, between(own, 320, 321));
    await test.engine.ingest(BTC, between(own, 320, 321), test.clock.nowMs + HOUR);
    return { test, before: await frameOf(test.engine, BTC, QUERY, SOURCES) };
  }

  test.each([
    ['its own clock', HOUR],
    ['a clock not yet set', 0],
  ])('adds nothing to the columns frozen without it when it is sealed by %s', async (_clock, offsetMs) => {
    const { test, before } = await jumped();
    expect(before.grid.startMs + before.grid.frozenColumns * BAR).toBe(START + 321 * BAR);
    test.clock.nowMs += QUIET_MS;
    const late = between(EVENTS[1][1], 320, 321);
    await test.engine.ingest(BYBIT_BTC, late, test.clock.nowMs + offsetMs);
    const after = await frameOf(test.engine, BTC, QUERY, SOURCES);
    expect(after.grid.frozenColumns).toBe(before.grid.frozenColumns);
    expect(repainted(before, after)).toEqual([]);
  });

  test('adds nothing to them after a start by a clock that was set back', async () => {
    const { test, before } = await jumped();
    test.restart();
    test.clock.nowMs += QUIET_MS;
    await test.engine.ingest(BYBIT_BTC, between(EVENTS[1][1], 320, 321));
    const after = await frameOf(test.engine, BTC, QUERY, SOURCES);
    expect(after.grid.startMs + after.grid.frozenColumns * BAR).toBe(START + 321 * BAR);
    expect(repainted(before, after)).toEqual([]);
  });
});

describe('an exchange that has been silent for days', () => {
  test('keeps its part in the columns of then after a start, and has no part in the coverage of now', async () => {
    const days = 6;
    const own = marketEvents(days * 288, 1);
    const test = await withHistory();
    const query = { ...QUERY, rangeMs: days * DAY, columnMs: 1_800_000 };
    const both = await frameOf(test.engine, BTC, query, SOURCES);
    test.clock.nowMs = START + days * DAY + 20_000;
    await test.engine.ingest(BTC, between(own, HISTORY, days * 288));
    test.clock.nowMs += QUIET_MS;
    await frameOf(test.engine, BTC, query, SOURCES);
    // What has only just come in waits for the other exchange.
    test.clock.nowMs += 31 * 60_000;
    const before = await frameOf(test.engine, BTC, query, SOURCES);
    const after = await frameOf(test.restart(), BTC, query, SOURCES);
    expect(after.grid.frozenColumns).toBe(days * 48);
    expect(after.grid.frozenHash).toBe(before.grid.frozenHash);
    expect(repainted(both, after)).toEqual([]);
    expect(after.provenance.shares.map(({ exchange }) => exchange)).toEqual(['binance']);
    expect(after.provenance.coverage).toBe(1);
  });

  test('is named with its share of what is known, but not covered, after half an hour', async () => {
    const test = await withHistory();
    await live(test, HISTORY, HISTORY + 8, isBinance);
    const { shares, coverage } = (await frameOf(test.engine, BTC, QUERY, SOURCES)).provenance;
    expect(shares).toMatchObject([
      { exchange: 'binance', share: 1, isIncluded: true },
      { exchange: 'bybit', share: 0, isIncluded: true },
    ]);
    expect(coverage).toBeGreaterThan(0.4);
    expect(coverage).toBeLessThan(0.6);
  });
});

describe('older history than the sealed bars', () => {
  test('is stored and changes no frozen column, after a start either', async () => {
    const test = freshEngine(START + HISTORY * BAR + 20_000);
    await test.engine.ingest(BTC, between(EVENTS[0][1], 100, HISTORY));
    test.clock.nowMs += QUIET_MS;
    const before = await frameOf(test.engine, BTC, QUERY, SOURCES);
    const receipt = await test.engine.ingest(BTC, between(EVENTS[0][1], 0, 100));
    expect(receipt.stored).toBeGreaterThan(100);
    test.clock.nowMs += 60_000;
    expect((await frameOf(test.engine, BTC, QUERY, SOURCES)).grid.frozenHash).toBe(before.grid.frozenHash);
    expect((await frameOf(test.restart(), BTC, QUERY, SOURCES)).grid.frozenHash).toBe(before.grid.frozenHash);
  });
});

describe('a method of others, whose columns are not stored', () => {
  test.each(['turnover', 'oi-delta', 'agreement'] as const)(
    'frame of %s in half hours, followed bar by bar, equals that of an engine started later',
    async (model) => {
      const query = { ...QUERY, model, columnMs: 1_800_000 };
      const test = await withHistory();
      await frameOf(test.engine, BTC, query, SOURCES);
      for (let bar = HISTORY; bar < 330; bar += 1) {
        await live(test, bar, bar + 1, () => true);
        await frameOf(test.engine, BTC, query, SOURCES);
      }
      const followed = await frameOf(test.engine, BTC, query, SOURCES);
      const started = await frameOf(test.restart(), BTC, query, SOURCES);
      expect(followed.grid.frozenColumns).toBeGreaterThan(40);
      expect(started.grid.frozenHash).toBe(followed.grid.frozenHash);
    },
  );
});

describe('bars dropped for their age', () => {
  test.each(['turnover', 'oi-delta'] as const)(
    'leave behind what they brought to %s: its frozen columns are the same after a start',
    async (model) => {
      const bars = 4 * 288;
      const query = { ...QUERY, model, columnMs: 1_800_000 };
      const test = freshEngine(START + bars * BAR + 20_000);
      await test.engine.ingest(BTC, marketEvents(bars, 1));
      test.clock.nowMs += QUIET_MS;
      const before = await frameOf(test.engine, BTC, query, SOURCES);
      // The first two days are older than thirty then.
      test.clock.nowMs = START + 32 * DAY + 60_000;
      await test.engine.ingest(BTC, [{ type: 'open-interest', openInterest: OPEN_INTEREST }]);
      const { instruments } = await test.engine.usage();
      expect(instruments[0].bars).toBe(2 * 288);
      const after = await frameOf(test.restart(), BTC, query, SOURCES);
      expect(after.grid.frozenHash).toBe(before.grid.frozenHash);
    },
  );
});

describe('two exchanges whose prices are 20 bp apart', () => {
  /** The sum of two venues, the second with the same market at `factor` times the price. */
  async function sumAt(factor: number): Promise<HeatmapFrame> {
    const test = freshEngine(START + BARS * BAR + 20_000);
    await test.engine.ingest(BTC, marketEvents(BARS, 1, 60_000));
    await test.engine.ingest(BYBIT_BTC, marketEvents(BARS, 1, 60_000 * factor));
    test.clock.nowMs += QUIET_MS;
    return frameOf(test.engine, BTC, QUERY, SOURCES);
  }

  const strongest = ({ clusters }: HeatmapFrame, side: Cluster['side']): Cluster[] =>
    clusters
      .filter((cluster) => cluster.side === side)
      .sort((a, b) => b.notionalUsd - a.notionalUsd)
      .slice(0, 3);

  test('their sum has its clusters where it has them at equal prices', async () => {
    const [equal, apart] = [await sumAt(1), await sumAt(1.002)];
    const { logBin } = equal.grid;
    for (const side of ['long', 'short'] as const) {
      strongest(equal, side).forEach((cluster, rank) => {
        const moved = strongest(apart, side)[rank];
        expect(Math.abs(Math.log(moved.centrePrice / cluster.centrePrice))).toBeLessThan(0.05 * logBin);
        expect(moved.lowPrice).toBeCloseTo(cluster.lowPrice, 6);
        expect(moved.highPrice).toBeCloseTo(cluster.highPrice, 6);
        expect(moved.notionalUsd / cluster.notionalUsd).toBeCloseTo(1, 2);
      });
    }
  });

  test('their sum has the levels of every past column where it has them at equal prices', async () => {
    const [equal, apart] = [(await sumAt(1)).grid, (await sumAt(1.002)).grid];
    expect(apart.logPriceMin).toBe(equal.logPriceMin);
    for (let column = 0; column < equal.columns; column += 1) {
      expect(Math.abs(centreOf(apart, column) - centreOf(equal, column))).toBeLessThan(0.25);
    }
  });

  /** Mean bin of a column, weighted by the codes of the USD. */
  function centreOf(grid: HeatmapFrame['grid'], column: number): number {
    let weighted = 0;
    let total = 0;
    for (let bin = 0; bin < grid.bins; bin += 1) {
      const code = grid.usd[column * grid.bins + bin];
      weighted += code * bin;
      total += code;
    }
    return weighted / total;
  }
});
