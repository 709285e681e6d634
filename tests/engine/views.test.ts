import { describe, expect, test } from 'vitest';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import type { ExactPosition } from '../../src/core/market/exact-position';
import type { EngineApi } from '../../src/engine/engine-api';
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
} from './market-fixture';

const BARS = 400;
const END = START + BARS * BAR;

function totalUsd({ profile }: HeatmapFrame): number {
  let sum = 0;
  for (let bin = 0; bin < profile.bins; bin += 1) sum += profile.long[bin] + profile.short[bin];
  return sum;
}

/** Correlation of two frames' newest densities. */
function likeness(a: HeatmapFrame, b: HeatmapFrame): number {
  const values = ({ profile }: HeatmapFrame) => [...profile.long].map((usd, bin) => usd + profile.short[bin]);
  const [x, y] = [values(a), values(b)];
  const mean = (v: number[]) => v.reduce((sum, value) => sum + value, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const cov = (u: number[], mu: number, v: number[], mv: number) =>
    u.reduce((sum, value, index) => sum + (value - mu) * (v[index] - mv), 0);
  return cov(x, mx, y, my) / Math.sqrt(cov(x, mx, x, mx) * cov(y, my, y, my));
}

describe('models', () => {
  test.each(['turnover', 'oi-delta', 'agreement'] as const)(
    'frame of %s has heat of its own, frozen columns and no leverage groups it does not know',
    async (model) => {
      const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
      const calibrated = await frameOf(engine);
      const frame = await frameOf(engine, BTC, { ...QUERY, model });
      expect(totalUsd(frame)).toBeGreaterThan(0);
      expect(likeness(frame, calibrated)).toBeLessThan(0.999);
      expect(frame.grid.frozenColumns).toBe(calibrated.grid.frozenColumns);
      expect(frame.grid.usd.some((code) => code > 0)).toBe(true);
      expect(frame.profile.groups.some((usd) => usd > 0)).toBe(model === 'agreement');
      expect((await frameOf(engine)).grid.frozenHash).toBe(calibrated.grid.frozenHash);
    },
  );

  test('frame of turnover asked from the start equals one asked at the end', async () => {
    const query = { ...QUERY, model: 'turnover' } as const;
    const early = freshEngine(END + 60_000);
    const events = marketEvents(BARS);
    for (let from = 0; from < events.length; from += 200) {
      await early.engine.ingest(BTC, events.slice(from, from + 200));
      await early.engine.frame(BTC, query, []);
    }
    early.clock.nowMs += 60_000;
    const late = await filledEngine(marketEvents(BARS), END + 60_000);
    const expected = await frameOf(late.engine, BTC, query);
    expect((await frameOf(early.engine, BTC, query)).grid.frozenHash).toBe(expected.grid.frozenHash);
    expect((await frameOf(late.restart(), BTC, query)).grid.frozenHash).toBe(expected.grid.frozenHash);
  });

  test('frame of high leverage is a part of all leverage, nearer to the price', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
    const high = await frameOf(engine, BTC, { ...QUERY, model: 'high-leverage' });
    const all = await frameOf(engine, BTC, { ...QUERY, model: 'all-leverage' });
    const meanDistance = ({ profile, markPrice }: HeatmapFrame) => {
      let weighted = 0;
      for (let bin = 0; bin < profile.bins; bin += 1) {
        const distance = Math.abs(profile.logPriceMin + (bin + 0.5) * profile.logBin - Math.log(markPrice));
        weighted += distance * (profile.long[bin] + profile.short[bin]);
      }
      return weighted;
    };
    expect(totalUsd(high)).toBeLessThan(totalUsd(all));
    expect(meanDistance(high) / totalUsd(high)).toBeLessThan(meanDistance(all) / totalUsd(all));
  });
});

describe('exchanges', () => {
  test('frame of another exchange only has its heat on the prices of the page', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
    const sources = [completeSource(BTC), completeSource(BYBIT_BTC)];
    await engine.ingest(BYBIT_BTC, marketEvents(BARS, 1, 60_600));
    const own = await frameOf(engine, BTC, { ...QUERY, exchanges: ['binance'] }, sources);
    const other = await frameOf(engine, BTC, { ...QUERY, exchanges: ['bybit'] }, sources);
    expect(other.markPrice).toBe(own.markPrice);
    expect(totalUsd(other) / totalUsd(own)).toBeGreaterThan(0.9);
    expect(likeness(own, other)).toBeGreaterThan(0.9);
    expect(other.provenance.shares.map(({ isIncluded }) => isIncluded)).toEqual([false, true]);
    expect(other.clusters.every(({ exchanges }) => exchanges === 1)).toBe(true);
  });

  test('frame leaves an exchange that stopped hours ago out of what is true now, and freezes without it', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
    const sources = [completeSource(BTC), completeSource(BYBIT_BTC)];
    const alone = await frameOf(engine, BTC, QUERY, sources);
    await engine.ingest(BYBIT_BTC, marketEvents(BARS - 36));
    const frame = await frameOf(engine, BTC, QUERY, sources);
    expect(totalUsd(frame)).toBeCloseTo(totalUsd(alone), 0);
    expect(frame.grid.frozenColumns).toBe(288);
  });
});

describe('replay', () => {
  test('frame until a moment shows the frozen columns up to it and nothing later', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
    const live = await frameOf(engine);
    const untilMs = END - 100 * BAR;
    const replay = await frameOf(engine, BTC, { ...QUERY, untilMs });
    const last = replay.grid.columns - 1;
    expect(replay.badge).toBe('replay');
    expect(replay.asOfMs).toBe(untilMs);
    expect(replay.grid.startMs + replay.grid.columns * BAR).toBe(untilMs);
    expect(replay.markPrice).toBe(live.grid.close[287 - 100]);
    expect(replay.grid.close[last]).toBe(live.grid.close[287 - 100]);
    expect(replay.clusters.length).toBeGreaterThan(1);
    expect(Math.max(...replay.observed.bars.map(({ timeMs }) => timeMs))).toBeLessThan(untilMs);
    expect((await frameOf(engine)).grid.frozenHash).toBe(live.grid.frozenHash);
  });

  test('frame until a moment is the same before and after more bars came', async () => {
    const test = freshEngine(END + 60_000);
    const events = marketEvents(BARS + 50);
    const upTo = (bars: number) => events.filter((event) => event.type !== 'liquidation').slice(0, 2 * bars);
    await test.engine.ingest(BTC, upTo(BARS - 40));
    test.clock.nowMs += QUIET_MS;
    const query = { ...QUERY, untilMs: END - 100 * BAR };
    await frameOf(test.engine);
    const before = await frameOf(test.engine, BTC, query);
    test.clock.nowMs += 50 * BAR;
    await test.engine.ingest(BTC, events);
    test.clock.nowMs += QUIET_MS;
    const after = await frameOf(test.engine, BTC, query);
    expect(after.grid.frozenHash).toBe(before.grid.frozenHash);
    expect(after.clusters).toEqual(before.clusters);
  });

  test('frame until a moment before the history is null', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
    expect(await engine.frame(BTC, { ...QUERY, untilMs: START - DAY }, [completeSource(BTC)])).toBeNull();
  });
});

describe('exact positions', () => {
  const position = (account: string, change: Partial<ExactPosition> = {}): ExactPosition => ({
    account,
    timeMs: END - BAR,
    positionSide: 'long',
    base: 8000,
    entryPrice: 60_000,
    liquidationPrice: 0,
    ...change,
  });

  async function withPositions(engine: EngineApi, positions: ExactPosition[]): Promise<HeatmapFrame> {
    const frame = await frameOf(engine);
    const placed = positions.map((entry) =>
      entry.liquidationPrice === 0 ? { ...entry, liquidationPrice: frame.markPrice * 0.96 } : entry,
    );
    await engine.ingest(BTC, [{ type: 'exact-positions', positions: placed, asOfMs: END }]);
    return frameOf(engine);
  }

  test('frame with known positions has them at their liquidation price and says which share is observed', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
    const frame = await withPositions(engine, [position('a'), position('b', { base: 100 })]);
    const { profile, markPrice } = frame;
    const bin = Math.floor((Math.log(markPrice * 0.96) - profile.logPriceMin) / profile.logBin);
    const around = profile.long.subarray(bin - 1, bin + 2).reduce((sum, usd) => sum + usd, 0);
    expect(around).toBeGreaterThan(8000 * markPrice * 0.9);
    expect(frame.provenance.observedShare).toBeGreaterThan(0.03);
    expect(frame.provenance.observedShare).toBeLessThan(0.1);
  });

  test('a newer reading of an account replaces the older one, and 0 coins remove it', async () => {
    const test = await filledEngine(marketEvents(BARS), END + 60_000);
    const share = async (positions: ExactPosition[]) =>
      (await withPositions(test.engine, positions)).provenance.observedShare;
    const one = await share([position('a')]);
    expect(await share([position('a', { timeMs: END })])).toBeCloseTo(one, 2);
    test.restart();
    expect((await frameOf(test.engine)).provenance.observedShare).toBeCloseTo(one, 2);
    expect(await share([position('a', { timeMs: END + 1, base: 0 })])).toBe(0);
  });

  test('a reading with impossible numbers is refused whole', async () => {
    const { engine } = await filledEngine(marketEvents(BARS), END + 60_000);
    const positions = [position('a', { base: Number.NaN })];
    const receipt = await engine.ingest(BTC, [{ type: 'exact-positions', positions, asOfMs: END }]);
    expect(receipt.refused).toMatchObject([{ channel: 'exact-positions', field: 'base' }]);
  });
});
