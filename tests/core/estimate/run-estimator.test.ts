import { describe, expect, it } from 'vitest';
import { applyBar } from '../../../src/core/estimate/apply-bar';
import { configFor } from '../../../src/core/estimate/estimator-config';
import { AT, createEstimator } from '../../../src/core/estimate/estimator-state';
import { runBars, runEstimator } from '../../../src/core/estimate/run-estimator';
import { writeColumn } from '../../../src/core/estimate/write-column';
import type { MarketEvent } from '../../../src/core/market/market-event';
import { START_MS, sampleBars } from './sample-bars';

const CONFIG = configFor({ exchange: 'binance', base: 'BTC', kind: 'linear' });
const BARS = sampleBars({ count: 121 });
const GRID = { logPriceMin: 11.2, logBin: 0.001, bins: 500 };

const EVENTS: MarketEvent[] = BARS.flatMap((bar): MarketEvent[] => [
  { type: 'candle', candle: { ...bar, isClosed: true } },
  {
    type: 'open-interest',
    openInterest: {
      timeMs: bar.openTimeMs + bar.intervalMs,
      base: bar.openInterestBase ?? 0,
      quote: null,
      counted: 'single',
    },
  },
  {
    type: 'long-short-ratio',
    longShortRatio: {
      timeMs: bar.openTimeMs + bar.intervalMs,
      longShare: bar.longAccountShare ?? 0.5,
      of: 'accounts',
    },
  },
]);

describe('runEstimator', () => {
  it('of an event sequence, equals the bars applied one by one', () => {
    const state = createEstimator(CONFIG);
    for (const bar of BARS) applyBar(state, bar);
    expect(runEstimator(EVENTS, { config: CONFIG }).state.scalars).toEqual(state.scalars);
  });

  it('leaves a forming bar out', () => {
    const forming: MarketEvent = {
      type: 'candle',
      candle: { ...BARS[120], openTimeMs: BARS[120].openTimeMs + 300_000, isClosed: false },
    };
    const { state } = runEstimator([...EVENTS, forming], { config: CONFIG });
    expect(state.clock[AT.openTimeMs]).toBe(BARS[120].openTimeMs);
  });
});

describe('runBars', () => {
  it('keeps one column at the end of each half hour', () => {
    const { columns } = runBars(BARS, { config: CONFIG, columns: { grid: GRID, columnMs: 1_800_000 } });
    expect(columns.startsMs).toEqual(Array.from({ length: 21 }, (_, index) => START_MS + index * 1_800_000));
    const state = createEstimator(CONFIG);
    for (const bar of BARS.slice(0, 12)) applyBar(state, bar);
    const expected = new Float32Array(GRID.bins);
    writeColumn(state, GRID, expected);
    expect(columns.data.subarray(GRID.bins, 2 * GRID.bins)).toEqual(expected);
  });

  it('leaves the column of an unfinished half hour empty', () => {
    const { columns } = runBars(BARS, { config: CONFIG, columns: { grid: GRID, columnMs: 1_800_000 } });
    expect(columns.data.subarray(20 * GRID.bins)).toEqual(new Float32Array(GRID.bins));
  });

  it('keeps profiles as of each asked time, with what was known then', () => {
    const timesMs = [START_MS - 1, START_MS + 300_000, START_MS + 3_650_000, START_MS + 1e9];
    const { profiles } = runBars(BARS, { config: CONFIG, profiles: { grid: GRID, timesMs } });
    expect(profiles.map((entry) => entry.timeMs)).toEqual(timesMs.slice(1));
    const short = runBars(BARS.slice(0, 12), { config: CONFIG, profiles: { grid: GRID, timesMs } });
    expect(profiles[1].profile).toEqual(short.profiles[1].profile);
  });

  it('shows each bar the state before and after, and counts refusals', () => {
    const seen: number[] = [];
    const { refused } = runBars([BARS[0], BARS[1], BARS[1], BARS[0]], {
      config: CONFIG,
      beforeBar: (state) => seen.push(state.clock[AT.bars]),
      afterBar: (state) => seen.push(state.clock[AT.bars]),
    });
    expect(seen).toEqual([0, 1, 1, 2, 2, 2]);
    expect(refused).toEqual({ repeated: 1, late: 1 });
  });

  it('of no bars, gives an empty result', () => {
    const result = runBars([], { config: CONFIG, columns: { grid: GRID, columnMs: 300_000 } });
    expect(result.columns.data).toHaveLength(0);
    expect(result.state.clock[AT.bars]).toBe(0);
  });
});
