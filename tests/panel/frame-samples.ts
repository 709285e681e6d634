import type { Cluster } from '../../src/core/clusters/cluster';
import type { MarketContext } from '../../src/core/context/market-context';
import { DEFAULT_QUERY } from '../../src/core/frame/frame-query';
import type { HeatmapFrame, LiquidationProfile } from '../../src/core/frame/heatmap-frame';
import type { Scorecard } from '../../src/core/frame/scorecard';
import type { SourceState, SourceStatus } from '../../src/core/market/source-status';
import { BTC_PERPETUAL } from '../core/market/btc-perpetual';

/** 21 Nov 2026 12:00 UTC; every sample is told relative to it. */
export const SAMPLE_NOW_MS = Date.UTC(2026, 10, 21, 12);
const HOUR_MS = 3_600_000;
const PRICE = 96_812;

export const SAMPLE_INSTRUMENT = BTC_PERPETUAL;

/** A cluster with everything set; `part` overrides. */
export function sampleCluster(part: Partial<Cluster> = {}): Cluster {
  return {
    id: 'short-1',
    side: 'short',
    lowPrice: 97_940,
    highPrice: 98_120,
    centrePrice: 98_030,
    notionalUsd: 38_400_000,
    notionalLowUsd: 20_100_000,
    notionalHighUsd: 61_200_000,
    share: 0.21,
    distancePct: 1.17,
    distanceAtr: 1.6,
    class: 'stack',
    life: 'building',
    reach: 'today',
    reachProbability24h: 0.46,
    importance: 9,
    ageMs: 72 * HOUR_MS,
    firstSeenMs: SAMPLE_NOW_MS - 80 * HOUR_MS,
    groupShare: { low: 0.18, medium: 0.47, high: 0.35 },
    exchanges: 4,
    ...part,
  };
}

/** Two clusters above the price and two below, and one that is cleared. */
export function sampleClusters(): Cluster[] {
  return [
    sampleCluster(),
    sampleCluster({
      id: 'short-2',
      lowPrice: 99_300,
      highPrice: 99_420,
      centrePrice: 99_360,
      notionalUsd: 21_000_000,
      notionalLowUsd: 9_000_000,
      notionalHighUsd: 40_000_000,
      class: 'single',
      reach: 'far',
      importance: 4,
      ageMs: 30 * HOUR_MS,
      groupShare: { low: 0.4, medium: 0.45, high: 0.15 },
      exchanges: 3,
    }),
    sampleCluster({
      id: 'long-1',
      side: 'long',
      lowPrice: 95_910,
      highPrice: 96_050,
      centrePrice: 95_980,
      notionalUsd: 29_000_000,
      notionalLowUsd: 15_000_000,
      notionalHighUsd: 47_000_000,
      class: 'single',
      life: 'partly-cleared',
      reach: 'near',
      importance: 8,
      ageMs: 14 * HOUR_MS,
      groupShare: { low: 0.08, medium: 0.32, high: 0.6 },
      exchanges: 3,
    }),
    sampleCluster({
      id: 'long-2',
      side: 'long',
      lowPrice: 93_020,
      highPrice: 93_480,
      centrePrice: 93_220,
      notionalUsd: 64_000_000,
      notionalLowUsd: 38_000_000,
      notionalHighUsd: 121_000_000,
      reach: 'far',
      importance: 5,
      ageMs: 130 * HOUR_MS,
    }),
    sampleCluster({ id: 'short-0', life: 'cleared', lowPrice: 96_900, highPrice: 96_950, importance: 20 }),
  ];
}

/** A profile of 400 bins of 5 bp around the price with the clusters' mass in it. */
export function sampleProfile(clusters: Cluster[]): LiquidationProfile {
  const bins = 400;
  const logBin = 0.0005;
  const logPriceMin = Math.log(PRICE) - (bins / 2) * logBin;
  const long = new Float32Array(bins);
  const short = new Float32Array(bins);
  const groups = new Float32Array(3 * bins);
  for (const { side, centrePrice, notionalUsd } of clusters) {
    for (let bin = 0; bin < bins; bin++) {
      const away = (logPriceMin + (bin + 0.5) * logBin - Math.log(centrePrice)) / (2 * logBin);
      const usd =
        (notionalUsd / 5) * Math.exp((-away * away) / 2) + 40_000 + 25_000 * Math.sin(bin * 0.7) ** 2;
      if (side === 'long' && bin < bins / 2) long[bin] += usd;
      if (side === 'short' && bin >= bins / 2) short[bin] += usd;
    }
  }
  return { logPriceMin, logBin, bins, long, short, groups };
}

export const SAMPLE_CONTEXT: MarketContext = {
  trend4h: 'up',
  trend1d: 'flat',
  rsi: 58.3,
  relativeVolume: 1.42,
  divergence: 'bearish',
  fundingPer8h: 0.00011,
  fundingAnnualised: 0.1205,
  openInterestChange1h: 0.0021,
  openInterestChange24h: 0.0312,
  volumeDayUsd: 14_200_000_000,
  longShare: 0.54,
  momentum: 'clean-rise',
  range: { top: 97_400, bottom: 95_980, heightAtr: 2.1, isTight: true },
  isAbnormal: false,
  observedLongUsd1h: 3_100_000,
  observedShortUsd1h: 1_140_000,
  levels: [
    { kind: 'prior-day-high', price: 98_060, timeMs: SAMPLE_NOW_MS - 20 * HOUR_MS },
    { kind: 'swing-low', price: 95_940, timeMs: SAMPLE_NOW_MS - 9 * HOUR_MS },
    { kind: 'swing-low', price: 95_700, timeMs: SAMPLE_NOW_MS - 31 * HOUR_MS },
    { kind: 'round', price: 98_000, timeMs: 0 },
  ],
  broken: [
    {
      kind: 'swing-high',
      price: 96_930,
      timeMs: SAMPLE_NOW_MS - 30 * HOUR_MS,
      brokenMs: SAMPLE_NOW_MS - HOUR_MS / 2,
    },
    {
      kind: 'swing-low',
      price: 96_020,
      timeMs: SAMPLE_NOW_MS - 40 * HOUR_MS,
      brokenMs: SAMPLE_NOW_MS - 2 * HOUR_MS,
    },
  ],
};

/** One source; live and complete unless told otherwise. */
export function sampleSource(
  exchange: string,
  state: SourceState,
  part: Partial<SourceStatus> = {},
): SourceStatus {
  return {
    exchange,
    instrument: `${exchange}:BTCUSDT`,
    state,
    reason: '',
    lastDataMs: SAMPLE_NOW_MS - 2000,
    retryAtMs: 0,
    refused: {},
    lastRefusal: null,
    historyMs: 168 * HOUR_MS,
    wantedHistoryMs: 168 * HOUR_MS,
    ...part,
  };
}

export function sampleSources(): SourceStatus[] {
  return ['binance', 'bybit', 'okx', 'hyperliquid'].map((exchange) => sampleSource(exchange, 'live'));
}

/** Enough of the past to judge everything. */
export const SAMPLE_SCORECARD: Scorecard = {
  fromMs: SAMPLE_NOW_MS - 20 * 86_400_000,
  untilMs: SAMPLE_NOW_MS,
  horizonMs: 86_400_000,
  touches: {
    count: 212,
    touchedShare: 0.41,
    controlShare: 0.35,
    difference: { value: 0.06, low: -0.01, high: 0.13 },
  },
  bands: {
    count: 64,
    inside: 0.72,
    insideLow: 0.6,
    insideHigh: 0.82,
    below: 0.2,
    above: 0.08,
    log2Bias: -1,
  },
  byBadge: [
    { badge: 'prior-day-high', through: 4, reversed: 7, partial: 1, total: 12 },
    { badge: 'floating', through: 9, reversed: 5, partial: 3, total: 17 },
  ],
};

/** A full frame; `part` overrides. */
export function sampleFrame(part: Partial<HeatmapFrame> = {}): HeatmapFrame {
  const clusters = part.clusters ?? sampleClusters();
  return {
    version: 1,
    instrument: SAMPLE_INSTRUMENT,
    query: DEFAULT_QUERY,
    asOfMs: SAMPLE_NOW_MS - 2000,
    clockOffsetMs: 0,
    markPrice: PRICE,
    atr1h: 690,
    sigmaDay: 0.021,
    trueRanges: {
      '5m': new Float32Array(60).fill(90),
      '15m': new Float32Array(60).fill(210),
      '1h': new Float32Array(60).fill(690),
      '4h': new Float32Array(60).fill(1480),
      '1d': new Float32Array(20).fill(3100),
    },
    volumeHourUsd: 95_000_000,
    grid: emptyGrid(),
    profile: sampleProfile(clusters),
    clusters,
    observed: {
      bars: [],
      points: [],
      flushes: [],
      isLowerBound: true,
      lastMinute: { count: 0, usd: 0 },
    },
    sources: sampleSources(),
    provenance: {
      inputs: [
        { exchange: 'binance', name: 'open-interest', newestMs: SAMPLE_NOW_MS - 41_000, note: '' },
        { exchange: 'binance', name: 'candles', newestMs: SAMPLE_NOW_MS - 2000, note: '5 min' },
        { exchange: 'binance', name: 'leverage-tiers', newestMs: 0, note: 'exchange' },
        { exchange: 'bybit', name: 'open-interest', newestMs: SAMPLE_NOW_MS - 60_000, note: '' },
      ],
      assumptions: [
        { name: 'opening-mix', value: '0.100 0.150 0.200 0.250 0.150 0.100 0.050' },
        { name: 'learns', value: 'true' },
      ],
      calibration: 'calibrated',
      predictedOverReported: 1.18,
      coverage: 0.74,
      observedShare: 0.06,
      shares: [
        { exchange: 'binance', share: 0.48, openInterestUsd: 7.91e9, isIncluded: true },
        { exchange: 'bybit', share: 0.27, openInterestUsd: 4.42e9, isIncluded: true },
        { exchange: 'okx', share: 0.16, openInterestUsd: 2.61e9, isIncluded: true },
        { exchange: 'hyperliquid', share: 0.09, openInterestUsd: 1.5e9, isIncluded: true },
      ],
    },
    context: SAMPLE_CONTEXT,
    margin: {
      tiers: [
        {
          notionalFloor: 0,
          notionalCap: 300_000,
          maxLeverage: 150,
          maintenanceMarginRate: 0.004,
          maintenanceAmount: 0,
        },
        {
          notionalFloor: 300_000,
          notionalCap: Number.POSITIVE_INFINITY,
          maxLeverage: 100,
          maintenanceMarginRate: 0.005,
          maintenanceAmount: 300,
        },
      ],
      feeRate: 0,
    },
    touches: { through: 12, reversed: 14, partial: 4, total: 30 },
    badge: 'live',
    isThin: false,
    ...part,
  };
}

/** A frame before anything stands out. */
export function emptyFrame(): HeatmapFrame {
  const { context: _, ...frame } = sampleFrame({ clusters: [], atr1h: Number.NaN, sources: [] });
  const provenance = { ...frame.provenance, inputs: [], shares: [], assumptions: [], coverage: Number.NaN };
  return { ...frame, provenance };
}

function emptyGrid(): HeatmapFrame['grid'] {
  return {
    startMs: SAMPLE_NOW_MS - 72 * HOUR_MS,
    columnMs: 300_000,
    columns: 0,
    logPriceMin: Math.log(PRICE) - 0.1,
    logBin: 0.0005,
    bins: 400,
    salience: new Uint8Array(0),
    salienceMax: 1,
    usd: new Uint8Array(0),
    usdFloor: 1,
    usdCeil: 1e9,
    split: new Uint16Array(0),
    high: new Float32Array(0),
    low: new Float32Array(0),
    close: new Float32Array(0),
    frozenColumns: 0,
    frozenHash: '0',
  };
}
