import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_QUERY } from '../../src/core/frame/frame-query';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import { closedCandles, collectEvents, demoMarket, withTruth } from '../../src/demo/demo-market';
import { demoWorkerApi } from '../../src/demo/demo-worker';

const END_MS = 1_795_305_000_000;
const SEED = 7;

describe('demoMarket', () => {
  it('gives the same market for the same seed and another for another', () => {
    const run = (seed: number) => {
      const market = demoMarket(seed, 0.25, END_MS);
      return closedCandles(collectEvents(market, END_MS)).map(({ close }) => close);
    };
    expect(run(SEED)).toEqual(run(SEED));
    expect(run(SEED)).not.toEqual(run(SEED + 1));
  });

  it('hands the engine bars of five minutes only, in order', () => {
    const candles = closedCandles(collectEvents(demoMarket(SEED, 0.25, END_MS), END_MS));
    expect(candles).toHaveLength(72);
    expect(new Set(candles.map(({ intervalMs }) => intervalMs))).toEqual(new Set([300_000]));
    const times = candles.map(({ openTimeMs }) => openTimeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe('demoWorkerApi', () => {
  const api = demoWorkerApi();
  const progress: number[] = [];
  let frame: HeatmapFrame | null;
  beforeAll(async () => {
    await api.start(SEED, 0.5, END_MS, (share) => void progress.push(share));
    frame = await api.frame(DEFAULT_QUERY, false);
  });

  it('start() tells how far it is, rising to the end', () => {
    expect(progress.length).toBeGreaterThan(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBeCloseTo(1, 1);
  });

  it('frame() is the engine estimate with the badge of the demo', () => {
    expect(frame?.badge).toBe('demo');
    expect(frame?.grid.columns).toBeGreaterThan(0);
    expect(Math.max(...(frame?.profile.long ?? []))).toBeGreaterThan(0);
  });

  it('frame(truth) puts true positions on the right sides of the price and leaves the columns alone', async () => {
    const truth = await api.frame(DEFAULT_QUERY, true);
    const markBin = Math.floor(
      (Math.log(truth?.markPrice ?? 0) - (truth?.profile.logPriceMin ?? 0)) / (truth?.profile.logBin ?? 1),
    );
    const above = truth?.profile.long.slice(markBin + 2).reduce((a, b) => a + b, 0);
    const below = truth?.profile.long.slice(0, markBin).reduce((a, b) => a + b, 0);
    expect(above).toBe(0);
    expect(below).toBeGreaterThan(0);
    expect(truth?.profile.long).not.toEqual(frame?.profile.long);
    expect(truth?.grid.usd).toEqual(frame?.grid.usd);
  });

  it('step() lets the market run on and says the forming bar', async () => {
    const step = await api.step(10_000);
    expect(step.nowMs).toBe(END_MS + 10_000);
    expect(step.candles.at(-1)?.isClosed).toBe(false);
    expect(step.markPrice).toBeGreaterThan(0);
  });
});

describe('withTruth', () => {
  it('sums to the notional of the positions whose liquidation lies in the window', async () => {
    const api = demoWorkerApi();
    await api.start(SEED, 0.25, END_MS, () => {});
    const frame = await api.frame(DEFAULT_QUERY, false);
    if (!frame) throw new Error('no frame');
    const market = demoMarket(SEED, 0.25, END_MS);
    collectEvents(market, END_MS);
    const { profile } = withTruth(frame, market);
    const sides = [...profile.long, ...profile.short].reduce((a, b) => a + b, 0);
    const groups = profile.groups.reduce((a, b) => a + b, 0);
    expect(sides).toBeGreaterThan(0);
    expect(groups / sides).toBeCloseTo(1, 4);
  });
});
