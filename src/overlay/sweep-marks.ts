import type { Cluster } from '../core/clusters/cluster';
import type { HeatGrid } from '../core/frame/heatmap-frame';
import { decodeUsd } from '../core/frame/quantise';

/** A strong level that the price ran through. */
export interface SweepMark {
  timeMs: number;
  price: number;
  /** Side of the positions that were closed. */
  side: 'long' | 'short';
  /** Estimated USD that stood there one column before. */
  usd: number;
}

/** Part of a cluster that is gone: drawn grey from the touch on. */
export interface ClearedZone {
  fromMs: number;
  lowPrice: number;
  highPrice: number;
}

/** Marks drawn at most; the largest are kept. */
const MOST_MARKS = 24;
/** Smaller marks of the same side this near to a larger one are left out, share of the range. */
const APART = 1 / 60;
/** A level counts as strong from this share of the top code on. */
const STRONG = 0.6;

/**
 * Where price ran through a strong level in columns `from` to `to` (one past the last), in order of time; what a closed
 * column adds stays. `topCode` is the salience code that counts as "most".
 */
export function findSweeps(grid: HeatGrid, topCode: number, from: number, to: number): SweepMark[] {
  const marks: SweepMark[] = [];
  if (topCode <= 0) return marks;
  for (let column = Math.max(1, from); column < to; column += 1) {
    addSweep(marks, grid, column, 'short', topCode);
    addSweep(marks, grid, column, 'long', topCode);
  }
  return marks;
}

/** Of all sweeps those that are drawn, largest first. */
export function chooseSweeps(grid: HeatGrid, marks: readonly SweepMark[]): SweepMark[] {
  return thinOut(
    [...marks].sort((a, b) => b.usd - a.usd),
    grid.columns * grid.columnMs * APART,
  );
}

function thinOut(largestFirst: SweepMark[], apartMs: number): SweepMark[] {
  const kept: SweepMark[] = [];
  for (const mark of largestFirst) {
    if (kept.length >= MOST_MARKS) break;
    const isNear = (other: SweepMark) =>
      other.side === mark.side && Math.abs(other.timeMs - mark.timeMs) < apartMs;
    if (!kept.some(isNear)) kept.push(mark);
  }
  return kept;
}

function addSweep(
  marks: SweepMark[],
  grid: HeatGrid,
  column: number,
  side: SweepMark['side'],
  topCode: number,
): void {
  const extreme = side === 'short' ? grid.high[column] : grid.low[column];
  const reached = Math.floor((Math.log(extreme) - grid.logPriceMin) / grid.logBin);
  if (!Number.isFinite(reached)) return;
  const start = grid.split[column - 1];
  const from = Math.max(0, Math.min(start, reached));
  const to = Math.min(grid.bins - 1, Math.max(start, reached));
  if (side === 'short' ? reached < start : reached > start) return;
  const before = (column - 1) * grid.bins;
  let best = 0;
  let bestBin = from;
  for (let bin = from; bin <= to; bin += 1) {
    const code = grid.salience[before + bin];
    if (code > best) {
      best = code;
      bestBin = bin;
    }
  }
  if (best < STRONG * topCode) return;
  const range = { floor: grid.usdFloor, ceil: grid.usdCeil };
  let usd = 0;
  for (let bin = from; bin <= to; bin += 1) usd += decodeUsd(grid.usd[before + bin], range);
  const price = Math.exp(grid.logPriceMin + (bestBin + 0.5) * grid.logBin);
  marks.push({ timeMs: grid.startMs + column * grid.columnMs, price, side, usd });
}

/** The parts of touched clusters that price has already run through. */
export function clearedZones(grid: HeatGrid, clusters: readonly Cluster[]): ClearedZone[] {
  return clusters.flatMap((cluster) => {
    if (cluster.life !== 'partly-cleared' && cluster.life !== 'cleared') return [];
    const zone = clearedZone(grid, cluster);
    return zone === null ? [] : [zone];
  });
}

function clearedZone(grid: HeatGrid, cluster: Cluster): ClearedZone | null {
  const first = Math.max(0, Math.ceil((cluster.firstSeenMs - grid.startMs) / grid.columnMs));
  let fromMs = Number.NaN;
  let reached = cluster.side === 'short' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  for (let column = first; column < grid.columns; column += 1) {
    const isTouched =
      cluster.side === 'short'
        ? grid.high[column] >= cluster.lowPrice
        : grid.low[column] <= cluster.highPrice;
    if (!isTouched) continue;
    if (Number.isNaN(fromMs)) fromMs = grid.startMs + column * grid.columnMs;
    reached =
      cluster.side === 'short' ? Math.max(reached, grid.high[column]) : Math.min(reached, grid.low[column]);
  }
  if (Number.isNaN(fromMs)) return null;
  const lowPrice = cluster.side === 'short' ? cluster.lowPrice : Math.max(cluster.lowPrice, reached);
  const highPrice = cluster.side === 'short' ? Math.min(cluster.highPrice, reached) : cluster.highPrice;
  return highPrice > lowPrice ? { fromMs, lowPrice, highPrice } : null;
}
