import { describe, expect, it } from 'vitest';
import { clusterConfidence } from '../../../src/core/context/cluster-confidence';
import { clusterScenario, type ScenarioMarket } from '../../../src/core/context/cluster-scenario';
import { imbalanceScore, shortShareHistory } from '../../../src/core/context/imbalance-history';
import type { HeatGrid, LiquidationProfile } from '../../../src/core/frame/heatmap-frame';
import { sampleClusters, sampleFrame, sampleProfile } from '../../panel/frame-samples';
import { cluster } from '../alerts/samples';

/** Upper end of the zones' band, as a factor. */
const UPPER = 1.7;
const BAND = { notionalUsd: 4e6, notionalHighUsd: 4e6 * UPPER };

describe('clusterConfidence', () => {
  const { provenance } = sampleFrame();

  it.each([
    [4, 'high'],
    [3, 'high'],
    [2, 'medium'],
    [1, 'low'],
  ] as const)('of %s agreeing exchanges out of four is %s', (exchanges, word) => {
    expect(clusterConfidence({ exchanges }, { provenance, isThin: false })).toEqual({
      word,
      agreeing: exchanges,
      of: 4,
      doubts: [],
    });
  });

  it('takes a step off for a thin market and another for a model that warms up', () => {
    expect(clusterConfidence({ exchanges: 4 }, { provenance, isThin: true })).toMatchObject({
      word: 'medium',
      doubts: ['thin'],
    });
    const young = { ...provenance, calibration: 'warming-up' as const };
    expect(clusterConfidence({ exchanges: 4 }, { provenance: young, isThin: true }).word).toBe('low');
  });

  it('takes a step off for a level that reports contradict', () => {
    const contradicted = { ...provenance, calibration: 'uncalibrated' as const };
    expect(clusterConfidence({ exchanges: 4 }, { provenance: contradicted, isThin: false })).toMatchObject({
      word: 'medium',
      doubts: ['uncalibrated'],
    });
  });

  it('of a single exchange is medium at most, and low without any', () => {
    const one = { ...provenance, shares: provenance.shares.slice(0, 1) };
    expect(clusterConfidence({ exchanges: 1 }, { provenance: one, isThin: false }).word).toBe('medium');
    const none = { ...provenance, shares: [] };
    expect(clusterConfidence({ exchanges: 1 }, { provenance: none, isThin: false })).toMatchObject({
      word: 'low',
      of: 0,
    });
  });
});

/** 400 bins of 5 bp around 100 with `usd` short in each bin from `from` to `to` above the price. */
function shortsAbove(from: number, to: number, usd: number): LiquidationProfile {
  const profile: LiquidationProfile = {
    logPriceMin: Math.log(100) - 0.1,
    logBin: 0.0005,
    bins: 400,
    long: new Float32Array(400),
    short: new Float32Array(400),
    groups: new Float32Array(1200),
  };
  profile.short.fill(usd, 200 + from, 200 + to);
  return profile;
}

describe('clusterScenario', () => {
  const zone = cluster({ ...BAND, lowPrice: 100 * Math.exp(0.01), highPrice: 100 * Math.exp(0.012) });
  const market = (part: Partial<ScenarioMarket> = {}): ScenarioMarket => ({
    profile: shortsAbove(20, 24, 1e6),
    markPrice: 100,
    sigmaDay: 0.02,
    volumeHourUsd: 50e6,
    clusters: [zone],
    ...part,
  });

  it('counts what lies from the touch on, at the upper end of the band, as hours of volume', () => {
    const scenario = clusterScenario(zone, market());
    // Four bins of a million, seven tenths of them market orders, times the upper end of the band there.
    expect(scenario?.forcedUsd).toBeCloseTo(4e6 * 0.7 * UPPER, -4);
    expect(scenario?.hoursOfVolume).toBeCloseTo((4e6 * 0.7 * UPPER) / 50e6, 3);
    expect(scenario?.withinPct).toBeGreaterThan(0.2);
    expect(scenario?.nextClusterPct).toBeNull();
  });

  it('leaves out what price met before the touch', () => {
    const profile = shortsAbove(20, 24, 1e6);
    profile.short.fill(1e6, 205, 215);
    const before = clusterScenario(zone, market())?.forcedUsd ?? 0;
    const after = clusterScenario(zone, market({ profile }))?.forcedUsd ?? 0;
    expect(after).toBeCloseTo(before, -5);
  });

  it('runs on through a next cluster that it reaches, and tells how far that is', () => {
    const next = cluster({ id: 'next', lowPrice: 100 * Math.exp(0.013), highPrice: 100 * Math.exp(0.016) });
    const profile = shortsAbove(20, 24, 20e6);
    profile.short.fill(20e6, 226, 232);
    const alone = clusterScenario(zone, market({ profile: shortsAbove(20, 24, 20e6) }));
    const chained = clusterScenario(zone, market({ profile, clusters: [zone, next] }));
    expect(chained?.forcedUsd ?? 0).toBeGreaterThan(2 * (alone?.forcedUsd ?? 0));
    expect(chained?.nextClusterPct).toBeCloseTo(0.1, 2);
  });

  it('is bounded: two daily standard deviations beyond the cluster at most', () => {
    const scenario = clusterScenario(zone, market({ profile: shortsAbove(20, 200, 1e9) }));
    expect(scenario?.withinPct).toBeLessThan((Math.exp(0.002 + 0.04 + 0.001) - 1) * 100);
  });

  it('mirrors that for longs below', () => {
    const profile = shortsAbove(0, 0, 0);
    profile.long.fill(1e6, 176, 180);
    const longs = cluster({
      ...BAND,
      side: 'long',
      lowPrice: 100 * Math.exp(-0.012),
      highPrice: 100 * Math.exp(-0.01),
    });
    expect(clusterScenario(longs, market({ profile }))?.forcedUsd).toBeCloseTo(4e6 * 0.7 * UPPER, -4);
  });

  it('is null without volume, volatility or mass, and behind the price', () => {
    expect(clusterScenario(zone, market({ volumeHourUsd: Number.NaN }))).toBeNull();
    expect(clusterScenario(zone, market({ sigmaDay: Number.NaN }))).toBeNull();
    expect(clusterScenario(zone, market({ profile: shortsAbove(0, 0, 0) }))).toBeNull();
    expect(clusterScenario(zone, market({ markPrice: 103 }))).toBeNull();
    expect(clusterScenario({ ...zone, notionalUsd: 0 }, market())).toBeNull();
  });
});

/** A grid of five-minute columns at 100 whose shorts hold `share(hour)` of both sides within one percent. */
function gridOfShares(hours: number, share: (hour: number) => number): HeatGrid {
  const columns = hours * 12;
  const bins = 100;
  const grid: HeatGrid = {
    startMs: 0,
    columnMs: 300_000,
    columns,
    logPriceMin: Math.log(100) - 0.05,
    logBin: 0.001,
    bins,
    salience: new Uint8Array(0),
    salienceMax: 1,
    usd: new Uint8Array(columns * bins),
    usdFloor: 1,
    usdCeil: 1e7,
    split: new Uint16Array(columns).fill(50),
    high: new Float32Array(columns).fill(100),
    low: new Float32Array(columns).fill(100),
    close: new Float32Array(columns).fill(100),
    frozenColumns: columns,
    frozenHash: 'x',
  };
  const code = (usd: number): number => 1 + Math.round((Math.log(usd) / Math.log(1e7)) * 254);
  for (let column = 0; column < columns; column += 1) {
    const part = share(Math.floor(column / 12));
    grid.usd[column * bins + 45] = code(1e6 * (1 - part));
    grid.usd[column * bins + 55] = code(1e6 * part);
    // Far from the price: not part of the gauge.
    grid.usd[column * bins + 90] = 255;
  }
  return grid;
}

describe('shortShareHistory', () => {
  it('gives one share an hour of what lies within the distance', () => {
    const shares = shortShareHistory(
      gridOfShares(24, (hour) => (hour % 2 === 0 ? 0.3 : 0.7)),
      1,
    );
    expect(shares).toHaveLength(24);
    expect(shares[0]).toBeCloseTo(0.3, 1);
    expect(shares[23]).toBeCloseTo(0.7, 1);
  });

  it('has no share for columns without a bar, and none at all before columns are frozen', () => {
    const grid = gridOfShares(12, () => 0.5);
    grid.close.fill(Number.NaN);
    expect(shortShareHistory(grid, 1).every(Number.isNaN)).toBe(true);
    expect(shortShareHistory({ ...grid, frozenColumns: 0 }, 1)).toEqual([]);
  });
});

describe('imbalanceScore', () => {
  const frame = sampleFrame({ profile: sampleProfile(sampleClusters()) });

  it('tells how far the share now is from its own mean, in standard deviations', () => {
    const usual = Array.from({ length: 40 }, (_, index) => 0.1 + 0.02 * (index % 3));
    const { z, hours } = imbalanceScore(frame, usual, frame.atr1h, 2);
    expect(z).toBeGreaterThan(3);
    expect(hours).toBe(40);
  });

  it('has no score with fewer than ten hours', () => {
    expect(imbalanceScore(frame, [0.4, 0.5, Number.NaN], frame.atr1h, 2)).toEqual({
      z: Number.NaN,
      hours: 2,
    });
  });
});
