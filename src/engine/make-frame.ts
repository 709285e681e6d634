import { type ClusterDraft, measureClusters } from '../core/clusters/measure-clusters';
import { zoneAgeMs } from '../core/clusters/zone-age';
import { type BuiltGrid, buildGrid, FRAME_USD_RANGE, type GridSource } from '../core/frame/build-grid';
import { type BuiltProfile, buildProfile } from '../core/frame/build-profile';
import { COLUMN_BINS } from '../core/frame/column-chunk';
import type { ColumnTable } from '../core/frame/column-table';
import { layersOf } from '../core/frame/frame-layers';
import type { FrameQuery } from '../core/frame/frame-query';
import { frameWindow } from '../core/frame/frame-window';
import type { HeatGrid, HeatmapFrame } from '../core/frame/heatmap-frame';
import { observedBetween } from '../core/frame/observed-ledger';
import { decodeUsd } from '../core/frame/quantise';
import type { SourceStatus } from '../core/market/source-status';
import { type ClusterTracker, type TrackedView, trackView, viewName } from './cluster-tracker';
import { FINE_KEEP_MS } from './column-writer';
import { logBinOf } from './instrument-config';
import { type InstrumentRuntime, newestBar, sealedEndMs } from './instrument-runtime';
import { contextOf } from './market-context-of';
import { gaugesOf, type MarketGauges } from './market-gauges';
import { provenanceOf } from './provenance';

/** An exchange this far behind the frame's own is shown as it was and does not hold up freezing, ms. */
const BEHIND_MS = 30 * 60_000;
/** Below this one-sided open interest a market is thin, USD. */
const THIN_OPEN_INTEREST_USD = 5e6;
const THIN_HISTORY_MS = 86_400_000;
/** Columns looked at for the age of a zone. */
const AGE_COLUMNS = 400;

/** Ready-made grids by query; a frame every second must not sum a thousand columns again. */
export type GridCache = Map<string, BuiltGrid>;

/** What frames remember of earlier ones. */
export interface FrameMemory {
  grids: GridCache;
  tracker: ClusterTracker;
}

/** A frame, and the cluster history to store when it changed. */
export interface MadeFrame {
  frame: HeatmapFrame;
  changedView: TrackedView | null;
}

const MAX_CACHED = 6;

/**
 * The frame of `own`, summed over `included` (first `own` itself). Every runtime has been brought up to date. Null
 * while `own` has no bar.
 */
export function makeFrame(
  own: InstrumentRuntime,
  included: readonly InstrumentRuntime[],
  others: readonly InstrumentRuntime[],
  query: FrameQuery,
  sources: SourceStatus[],
  memory: FrameMemory,
): MadeFrame | null {
  const { newest } = own;
  if (!newest) return null;
  const withData = included.filter((runtime) => runtime.newest !== null);
  const markPrice = own.mark?.price ?? newest.column.close;
  const gauges = gaugesOf(own.recent);
  const { grid, built } = gridOf(own, withData, query, markPrice, memory.grids);
  const asOfMs = Math.max(newest.column.openTimeMs, own.mark?.timeMs ?? 0, lastBarEndMs(own));
  const drafts = draftsOf(own, grid, built, markPrice, gauges);
  const name = viewName(own.key, query);
  const tracked = trackView(memory.tracker, name, drafts, own.recent, asOfMs);
  const context = contextOf(own);
  const frame: HeatmapFrame = {
    version: 1,
    instrument: own.instrument,
    query,
    asOfMs,
    markPrice,
    atr1h: gauges.atr1h,
    sigmaDay: gauges.sigmaDay,
    grid,
    profile: built.profile,
    clusters: tracked.clusters,
    observed: observedBetween(
      withData.map((runtime) => runtime.ledger),
      grid.startMs,
      grid.startMs + grid.columns * grid.columnMs,
      grid.columnMs,
    ),
    sources,
    provenance: provenanceOf(withData, others),
    ...(context ? { context } : {}),
    badge: 'live',
    isThin: isThin(own, gauges),
  };
  return { frame, changedView: tracked.isChanged ? tracked.view : null };
}

function lastBarEndMs(runtime: InstrumentRuntime): number {
  const bar = newestBar(runtime);
  return bar ? bar.openTimeMs + bar.intervalMs : 0;
}

function gridOf(
  own: InstrumentRuntime,
  included: readonly InstrumentRuntime[],
  query: FrameQuery,
  markPrice: number,
  cache: GridCache,
): { grid: HeatGrid; built: BuiltProfile } {
  const isFine = query.rangeMs <= FINE_KEEP_MS && query.columnMs < own.coarse.level.columnMs;
  const tableOf = (runtime: InstrumentRuntime): ColumnTable => (isFine ? runtime.fine : runtime.coarse);
  const columnMs = Math.max(query.columnMs, tableOf(own).level.columnMs);
  const columns = Math.max(1, Math.round(query.rangeMs / columnMs));
  const newestMs = own.newest?.column.openTimeMs ?? 0;
  const startMs = (Math.floor(newestMs / columnMs) + 1 - columns) * columnMs;
  const logBin = logBinOf(own.instrument.base);
  const { high, low } = rangeOf(tableOf(own), startMs);
  const window = frameWindow(markPrice, high, low, logBin);
  const layers = layersOf(query);
  const sources = included.map(
    (runtime): GridSource => ({
      table: tableOf(runtime),
      forming: runtime.newest?.isForming ? runtime.newest.column : null,
    }),
  );
  const key = [
    included.map((runtime) => runtime.key).join(),
    layers.join(),
    query.side,
    columnMs,
    window.firstBin,
    window.bins,
  ].join('|');
  const plan = {
    startMs,
    columnMs,
    columns,
    window,
    logBin,
    layers,
    side: query.side,
    frozenUntilMs: frozenUntilMs(included),
    sources,
  };
  const slot = `${own.key}|${included.length}|${layers.join()}|${query.side}|${columnMs}`;
  const grid = buildGrid(plan, key, cache.get(slot) ?? null);
  remember(cache, slot, grid);
  const newest = included.flatMap((runtime) => (runtime.newest ? [runtime.newest.column] : []));
  return { grid: grid.grid, built: buildProfile({ window, logBin, layers, side: query.side, newest }) };
}

function remember(cache: GridCache, slot: string, built: BuiltGrid): void {
  cache.delete(slot);
  cache.set(slot, built);
  for (const oldest of cache.keys()) {
    if (cache.size <= MAX_CACHED) break;
    cache.delete(oldest);
  }
}

function rangeOf(table: ColumnTable, fromMs: number): { high: number; low: number } {
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  const { columnMs, slots } = table.level;
  for (const chunk of table.chunks.values()) {
    if (chunk.chunkMs + columnMs * slots <= fromMs) continue;
    for (let slot = 0; slot < slots; slot += 1) {
      if (chunk.chunkMs + slot * columnMs < fromMs || !(chunk.close[slot] > 0)) continue;
      high = Math.max(high, chunk.high[slot]);
      low = Math.min(low, chunk.low[slot]);
    }
  }
  return { high, low };
}

/** Columns are frozen up to where every exchange of the sum is sealed, those far behind left out. */
function frozenUntilMs(included: readonly InstrumentRuntime[]): number {
  const ownMs = sealedEndMs(included[0]);
  const ends = included
    .filter((runtime) => lastBarEndMs(runtime) > lastBarEndMs(included[0]) - BEHIND_MS)
    .map(sealedEndMs);
  return Math.min(ownMs, ...ends);
}

function draftsOf(
  own: InstrumentRuntime,
  grid: HeatGrid,
  { profile, exchangeUsd }: BuiltProfile,
  markPrice: number,
  gauges: MarketGauges,
): ClusterDraft[] {
  const base = (own.newest?.column.base ?? 0) - Math.round(grid.logPriceMin / grid.logBin);
  return measureClusters({
    profile,
    coverage: { firstBin: Math.max(-1, base), lastBin: Math.min(grid.bins, base + COLUMN_BINS - 1) },
    exchangeUsd,
    markPrice,
    atr1h: gauges.atr1h,
    sigmaDay: gauges.sigmaDay,
    q10Usd: gauges.q10Usd,
    isScored: false,
    ageMs: (_side, firstBin, lastBin) => zoneAgeMs(pastUsd(grid, firstBin, lastBin), grid.columnMs),
  });
}

const FRAME_USD = Float32Array.from({ length: 256 }, (_, code) => decodeUsd(code, FRAME_USD_RANGE));

function pastUsd(grid: HeatGrid, firstBin: number, lastBin: number): number[] {
  const past: number[] = [];
  for (let column = Math.max(0, grid.columns - AGE_COLUMNS); column < grid.columns; column += 1) {
    const from = column * grid.bins;
    let usd = 0;
    for (let cell = from + firstBin; cell <= from + lastBin; cell += 1) usd += FRAME_USD[grid.usd[cell]];
    past.push(usd);
  }
  return past;
}

function isThin(own: InstrumentRuntime, gauges: MarketGauges): boolean {
  const first = own.recent[0];
  const spanMs = first ? lastBarEndMs(own) - first.openTimeMs : 0;
  const hasStock = gauges.openInterestUsd >= THIN_OPEN_INTEREST_USD;
  return !hasStock || Number.isNaN(gauges.volumeDayUsd) || spanMs < THIN_HISTORY_MS;
}
