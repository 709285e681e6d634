import type { Cluster } from '../../src/core/clusters/cluster';
import { DEFAULT_QUERY } from '../../src/core/frame/frame-query';
import { frozenHash } from '../../src/core/frame/frozen-hash';
import type { HeatGrid, HeatmapFrame, LiquidationProfile } from '../../src/core/frame/heatmap-frame';
import { createUsdQuantiser, usdRange } from '../../src/core/frame/quantise';
import { SALIENCE_MAX, salienceColumn } from '../../src/core/frame/salience';
import { BTC_PERPETUAL } from '../core/market/btc-perpetual';

/** One bar of the price that a synthetic frame is made from. */
export interface SyntheticBar {
  timeMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  /** Newly opened notional, USD. */
  openedUsd: number;
}

const TIERS = [
  { leverage: 5, weight: 0.16, group: 0 },
  { leverage: 10, weight: 0.3, group: 1 },
  { leverage: 25, weight: 0.28, group: 1 },
  { leverage: 50, weight: 0.16, group: 2 },
  { leverage: 100, weight: 0.1, group: 2 },
] as const;
const MAINTENANCE = 0.004;
const DECAY_PER_BAR = 0.9985;

/** A seeded generator of numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A random walk of five-minute bars with calm and busy hours and now and then a large opening. */
export function syntheticBars(count: number, seed = 7, startPrice = 64_000, barMs = 300_000): SyntheticBar[] {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  let price = startPrice;
  let volatility = 0.0012;
  const bars: SyntheticBar[] = [];
  for (let index = 0; index < count; index += 1) {
    volatility = Math.min(
      0.006,
      Math.max(0.0004, volatility * Math.exp(0.12 * normal() - 0.02 * (volatility / 0.0012 - 1))),
    );
    const open = price;
    price *= Math.exp(volatility * normal() + (random() < 0.004 ? 0.012 * normal() : 0));
    const wick = volatility * 0.6;
    bars.push({
      timeMs: 1_767_225_600_000 + index * barMs,
      open,
      close: price,
      high: Math.max(open, price) * (1 + wick * random()),
      low: Math.min(open, price) * (1 - wick * random()),
      openedUsd: 4e6 * Math.exp(0.9 * normal()) * (random() < 0.03 ? 6 : 1),
    });
  }
  return bars;
}

interface Field {
  bins: number;
  logMin: number;
  logBin: number;
  /** Row-major group x bin. */
  groups: Float32Array;
}

function deposit(field: Field, bar: SyntheticBar): void {
  for (const { leverage, weight, group } of TIERS) {
    for (const sign of [-1, 1]) {
      const reach = 1 / leverage - MAINTENANCE;
      const centre = Math.log(bar.close * (1 + sign * reach));
      const width = Math.max(field.logBin, reach * 0.035);
      const from = Math.max(0, Math.floor((centre - 3 * width - field.logMin) / field.logBin));
      const to = Math.min(field.bins - 1, Math.ceil((centre + 3 * width - field.logMin) / field.logBin));
      for (let bin = from; bin <= to; bin += 1) {
        const z = (field.logMin + (bin + 0.5) * field.logBin - centre) / width;
        field.groups[group * field.bins + bin] +=
          ((bar.openedUsd * weight) / 2) * Math.exp(-0.5 * z * z) * (field.logBin / (width * 2.5066));
      }
    }
  }
}

function sweep(field: Field, bar: SyntheticBar): void {
  const low = Math.max(0, Math.floor((Math.log(bar.low) - field.logMin) / field.logBin));
  const high = Math.min(field.bins - 1, Math.floor((Math.log(bar.high) - field.logMin) / field.logBin));
  for (let group = 0; group < 3; group += 1) {
    field.groups.fill(0, group * field.bins + low, group * field.bins + high + 1);
  }
}

export interface SyntheticOptions {
  bars?: SyntheticBar[];
  columns?: number;
  bins?: number;
  logBin?: number;
  /** Bars fed in before the first column. */
  warmUp?: number;
  seed?: number;
  startPrice?: number;
  columnMs?: number;
}

/** A frame from a plain model: good enough to look at and to test painting with, not the product's estimate. */
export function syntheticFrame(options: SyntheticOptions = {}): HeatmapFrame {
  const columnMs = options.columnMs ?? 300_000;
  const warmUp = options.warmUp ?? 400;
  const all =
    options.bars ??
    syntheticBars(
      (options.columns ?? 864) + warmUp,
      options.seed ?? 7,
      options.startPrice ?? 64_000,
      columnMs,
    );
  const bars = all.slice(Math.min(warmUp, Math.max(0, all.length - 1)));
  const logBin = options.logBin ?? 0.0005;
  const bins = options.bins ?? 600;
  const last = all[all.length - 1];
  const middle =
    (Math.log(Math.max(...bars.map((b) => b.high))) + Math.log(Math.min(...bars.map((b) => b.low)))) / 2;
  const field: Field = {
    bins,
    logBin,
    logMin: middle - (bins / 2) * logBin,
    groups: new Float32Array(3 * bins),
  };
  const densities: Float32Array[] = [];
  all.forEach((bar, index) => {
    for (let cell = 0; cell < field.groups.length; cell += 1) field.groups[cell] *= DECAY_PER_BAR;
    sweep(field, bar);
    deposit(field, bar);
    if (index < all.length - bars.length) return;
    const sum = new Float32Array(bins);
    for (let cell = 0; cell < field.groups.length; cell += 1) sum[cell % bins] += field.groups[cell];
    densities.push(sum);
  });
  const place = { logPriceMin: field.logMin, logBin, bins };
  const split = splitBin(last.close, place);
  const newest = densities[densities.length - 1];
  return frameFromDensities(bars, densities, place, columnMs, {
    ...place,
    long: newest.map((v, bin) => (bin < split ? v : 0)),
    short: newest.map((v, bin) => (bin >= split ? v : 0)),
    groups: field.groups,
  });
}

export const INSTRUMENT = BTC_PERPETUAL;

type Place = Pick<HeatGrid, 'logPriceMin' | 'logBin' | 'bins'>;

function splitBin(close: number, { logPriceMin, logBin, bins }: Place): number {
  return Math.min(bins, Math.max(0, Math.floor((Math.log(close) - logPriceMin) / logBin)));
}

/** A frame around given columns: one density array a bar, USD per bin, both sides together. */
export function frameFromDensities(
  bars: SyntheticBar[],
  densities: Float32Array[],
  place: Place,
  columnMs: number,
  profile?: LiquidationProfile,
): HeatmapFrame {
  const grid = emptyGrid(bars, place, columnMs);
  const newest = densities[densities.length - 1];
  codeColumns(
    grid,
    densities,
    densities.reduce((most, column) => column.reduce((max, v) => Math.max(max, v), most), 0),
  );
  const last = bars[bars.length - 1];
  const split = splitBin(last.close, place);
  const shown = profile ?? {
    ...place,
    long: newest.map((v, bin) => (bin < split ? v : 0)),
    short: newest.map((v, bin) => (bin >= split ? v : 0)),
    groups: new Float32Array(3 * place.bins),
  };
  return {
    version: 1,
    instrument: INSTRUMENT,
    query: { ...DEFAULT_QUERY, columnMs, rangeMs: bars.length * columnMs },
    asOfMs: last.timeMs + columnMs,
    clockOffsetMs: 0,
    markPrice: last.close,
    atr1h: last.close * 0.006,
    sigmaDay: 0.02,
    grid,
    profile: shown,
    clusters: topZones(shown, split, last),
    observed: syntheticObserved(bars),
    sources: [],
    provenance: {
      inputs: [],
      assumptions: [],
      calibration: 'prior',
      predictedOverReported: Number.NaN,
      coverage: 0.6,
      observedShare: 0,
      shares: [],
    },
    badge: 'demo',
    isThin: false,
  };
}

function emptyGrid(bars: SyntheticBar[], place: Place, columnMs: number): HeatGrid {
  const columns = bars.length;
  return {
    ...place,
    startMs: bars[0].timeMs,
    columnMs,
    columns,
    salience: new Uint8Array(columns * place.bins),
    salienceMax: SALIENCE_MAX,
    usd: new Uint8Array(columns * place.bins),
    usdFloor: 1,
    usdCeil: 1,
    split: Uint16Array.from(bars, (bar) => splitBin(bar.close, place)),
    high: Float32Array.from(bars, (bar) => bar.high),
    low: Float32Array.from(bars, (bar) => bar.low),
    close: Float32Array.from(bars, (bar) => bar.close),
    frozenColumns: columns - 1,
    frozenHash: '',
  };
}

function codeColumns(grid: HeatGrid, densities: Float32Array[], largest: number): void {
  const quantiser = createUsdQuantiser(usdRange(largest));
  grid.usdFloor = quantiser.range.floor;
  grid.usdCeil = quantiser.range.ceil;
  const scratch = { root: new Float32Array(0) };
  densities.forEach((density, column) => {
    salienceColumn(density, grid.split[column], grid.logBin, scratch, grid.salience, column * grid.bins);
    quantiser.encodeColumn(density, grid.usd, column * grid.bins);
  });
  grid.frozenHash = frozenHash(grid);
}

/** Two strongest zones a side, by plain peak picking. */
function topZones(profile: HeatmapFrame['profile'], split: number, last: SyntheticBar): Cluster[] {
  return (['short', 'long'] as const).flatMap((side) => {
    const mass = profile[side].slice();
    const total = mass.reduce((sum, v) => sum + v, 0);
    return [0, 1].map((rank) => {
      const peak = mass.reduce((best, v, bin) => (v > mass[best] ? bin : best), side === 'long' ? 0 : split);
      const from = Math.max(0, peak - 4);
      const to = Math.min(profile.bins, peak + 5);
      const notionalUsd = mass.slice(from, to).reduce((sum, v) => sum + v, 0);
      mass.fill(0, Math.max(0, peak - 16), Math.min(profile.bins, peak + 16));
      const price = (bin: number) => Math.exp(profile.logPriceMin + bin * profile.logBin);
      const near = side === 'short' ? price(from) : price(to);
      return {
        id: `${side}-${rank}`,
        side,
        lowPrice: price(from),
        highPrice: price(to),
        centrePrice: price(peak + 0.5),
        notionalUsd,
        notionalLowUsd: notionalUsd * 0.55,
        notionalHighUsd: notionalUsd * 1.7,
        share: total > 0 ? notionalUsd / total : 0,
        distancePct: (near / last.close - 1) * 100,
        distanceAtr: Math.abs(near / last.close - 1) / 0.006,
        class: 'single',
        life: 'building',
        reach: 'today',
        reachProbability24h: 0.3,
        importance: notionalUsd,
        ageMs: 9 * 3_600_000,
        firstSeenMs: last.timeMs - 9 * 3_600_000,
        groupShare: { low: 0.1, medium: 0.5, high: 0.4 },
        exchanges: 3,
      } satisfies Cluster;
    });
  });
}

function syntheticObserved(bars: SyntheticBar[]): HeatmapFrame['observed'] {
  const random = seeded(11);
  const observed: HeatmapFrame['observed'] = { bars: [], points: [], flushes: [], isLowerBound: true };
  for (const bar of bars) {
    const move = bar.close / bar.open - 1;
    const size = 2e9 * move * move * (0.3 + random());
    const longUsd = move < 0 ? size * 1000 : size * 60;
    const shortUsd = move > 0 ? size * 1000 : size * 60;
    observed.bars.push({ timeMs: bar.timeMs, longUsd, shortUsd });
    if (Math.abs(move) > 0.006) {
      const side = move < 0 ? 'long' : 'short';
      observed.points.push({
        timeMs: bar.timeMs + 60_000,
        price: side === 'long' ? bar.low : bar.high,
        positionSide: side,
        notionalUsd: Math.max(longUsd, shortUsd) * 0.3,
      });
    }
  }
  observed.flushes = [...observed.points]
    .sort((a, b) => b.notionalUsd - a.notionalUsd)
    .slice(0, 4)
    .map((point) => ({
      lowPrice: point.price * 0.9995,
      highPrice: point.price * 1.0005,
      longUsd: point.positionSide === 'long' ? point.notionalUsd : 0,
      shortUsd: point.positionSide === 'short' ? point.notionalUsd : 0,
      lastMs: point.timeMs,
    }));
  return observed;
}
