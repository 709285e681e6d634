import { countOutcomes } from '../core/clusters/cluster-touch';
import { endedClusters } from '../core/clusters/ended-clusters';
import { type ClusterDraft, type ClusterInput, measureClusters } from '../core/clusters/measure-clusters';
import { zoneAgeMs } from '../core/clusters/zone-age';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import { type BuiltGrid, buildGrid, FRAME_USD_RANGE } from '../core/frame/build-grid';
import { type BuiltProfile, buildProfile } from '../core/frame/build-profile';
import { COLUMN_BINS } from '../core/frame/column-chunk';
import type { ColumnTable } from '../core/frame/column-table';
import type { FrameQuery } from '../core/frame/frame-query';
import { frameWindow } from '../core/frame/frame-window';
import type { HeatGrid, HeatmapFrame, ObservedLiquidations } from '../core/frame/heatmap-frame';
import { observedBetween } from '../core/frame/observed-ledger';
import { decodeUsd } from '../core/frame/quantise';
import type { SourceStatus } from '../core/market/source-status';
import { type ClusterTracker, createTracker, type TrackedView, trackView, viewName } from './cluster-tracker';
import { type FrameView, isAbandoned, lastBarEndMs, type Participant, viewOf } from './frame-view';
import type { InstrumentRuntime } from './instrument-runtime';
import { trustNow, trustThen } from './level-trust';
import { contextOf } from './market-context-of';
import { gaugesOf, type MarketGauges } from './market-gauges';
import { countedInterestUsd, provenanceOf } from './provenance';
import { hourlyVolume, lastMinuteOf, trueRangesOf } from './reading-aids';
import { pastFields, type ViewPast } from './view-past';

/** Below this one-sided open interest a market is thin, USD. */
const THIN_OPEN_INTEREST_USD = 5e6;
const THIN_HISTORY_MS = 86_400_000;
/** Columns looked at for the age of a zone. */
const AGE_COLUMNS = 400;
/** Grids kept for the next frame, about 1 MB each: a dozen views may take turns. */
const MAX_GRIDS = 12;

/** What frames remember of earlier ones: a frame every second must not sum a thousand columns again. */
export interface FrameMemory {
  grids: Map<string, BuiltGrid>;
  tracker: ClusterTracker;
  /** What became of what views showed, by view. */
  pasts: Map<string, ViewPast>;
  isJudging: boolean;
}

/** A frame, and the cluster history to store when it changed. */
export interface MadeFrame {
  frame: HeatmapFrame;
  changedView: TrackedView | null;
}

export function freshMemory(): FrameMemory {
  return { grids: new Map(), tracker: createTracker(), pasts: new Map(), isJudging: false };
}

/**
 * The frame of the first participant's instrument, summed over all that count. Every runtime has been brought up to
 * date at `nowMs` (Unix ms). Null while there is no bar, or none at the moment of a replay.
 */
export function makeFrame(
  participants: readonly Participant[],
  query: FrameQuery,
  sources: SourceStatus[],
  memory: FrameMemory,
  nowMs: number,
): MadeFrame | null {
  const own = participants[0].runtime;
  const withData = participants
    .filter(({ runtime }) => runtime === own || runtime.newest !== null)
    .map((each) => ({ ...each, isCounted: each.isCounted && !isAbandoned(each.runtime, own) }));
  const view = viewOf(withData, query, nowMs);
  if (!view) return null;
  const isReplay = typeof query.untilMs === 'number';
  const asOfMs = query.untilMs ?? Math.max(view.own.openTimeMs, own.mark?.timeMs ?? 0, lastBarEndMs(own));
  const markPrice = (isReplay ? null : own.mark?.price) ?? view.own.close;
  const bars = isReplay ? barsUntil(own.recent, asOfMs) : own.recent;
  const gauges = gaugesOf(bars);
  const { grid, built } = gridOf(withData, view, query, markPrice, memory);
  const name = viewName(own.key, query);
  const past = memory.pasts.get(name);
  const drafts = draftsOf(view, grid, built, markPrice, gauges, {
    openInterestUsd: countedInterestUsd(withData, gauges.openInterestUsd),
    isScored: past?.judged?.isScored ?? false,
    ...(isReplay ? trustThen(withData, asOfMs) : trustNow(withData)),
  });
  const tracker = isReplay ? createTracker() : memory.tracker;
  const tracked = trackView(tracker, name, drafts, bars, asOfMs);
  const { history } = tracked.view;
  const context = isReplay ? null : contextOf(own);
  const counted = withData.filter(({ isCounted }) => isCounted).map(({ runtime }) => runtime);
  const frame: HeatmapFrame = {
    version: 1,
    instrument: own.instrument,
    query,
    asOfMs,
    clockOffsetMs: own.clockOffsetMs,
    markPrice,
    atr1h: gauges.atr1h,
    sigmaDay: gauges.sigmaDay,
    trueRanges: trueRangesOf(own, bars, isReplay ? asOfMs : null),
    ...(isReplay ? {} : hourlyVolume(counted)),
    grid,
    profile: built.profile,
    clusters: [...tracked.clusters, ...endedClusters(history, markPrice, gauges.atr1h)],
    observed: observedIn(grid, counted, asOfMs, isReplay),
    sources,
    provenance: provenanceOf(own, participants),
    ...(context ? { context } : {}),
    ...(isReplay ? {} : pastFields(past, own, built.profile, markPrice, gauges)),
    touches: countOutcomes(tracked.view.history.touches),
    margin: { tiers: own.config.tiers, feeRate: own.config.feeRate },
    badge: isReplay ? 'replay' : 'live',
    isThin: isThin(own, gauges),
  };
  return { frame, changedView: tracked.isChanged && !isReplay ? tracked.view : null };
}

/** What was reported within the columns of the grid; a replay knows nothing that came later. */
function observedIn(
  { startMs, columns, columnMs }: HeatGrid,
  counted: readonly InstrumentRuntime[],
  asOfMs: number,
  isReplay: boolean,
): ObservedLiquidations {
  const ledgers = counted.map(({ ledger }) => ledger);
  const gridEndMs = startMs + columns * columnMs;
  const endMs = isReplay ? Math.min(gridEndMs, asOfMs) : gridEndMs;
  return {
    ...observedBetween(ledgers, startMs, endMs, columnMs),
    lastMinute: lastMinuteOf(ledgers, asOfMs),
  };
}

function barsUntil(bars: readonly EstimatorBar[], untilMs: number): EstimatorBar[] {
  return bars.filter((bar) => bar.openTimeMs + bar.intervalMs <= untilMs);
}

function gridOf(
  participants: readonly Participant[],
  view: FrameView,
  query: FrameQuery,
  markPrice: number,
  memory: FrameMemory,
): { grid: HeatGrid; built: BuiltProfile } {
  const own = participants[0].runtime;
  const logBin = own.config.binWidth;
  const { high, low } = rangeOf(view.grids[0].sources[0].table, view.startMs, query.untilMs ?? null);
  const window = frameWindow(markPrice, high, low, logBin);
  const { columnMs, columns, startMs, frozenUntilMs, grids: models, profiles, hasGroups } = view;
  // An exchange whose history has come in is another part of the sum than one that still brings it.
  const parts = participants
    .map(({ runtime, isCounted }) => `${runtime.key}:${isCounted}:${runtime.sealedBarMs !== null}`)
    .join();
  const layers = models.map((model) => model.layers.join('')).join('/');
  const slot = [parts, query.model, layers, query.side, columnMs, typeof query.untilMs].join('|');
  const key = [slot, window.firstBin, window.bins].join('|');
  const plan = { startMs, columnMs, columns, window, logBin, side: query.side, frozenUntilMs, models };
  const grid = buildGrid(plan, key, memory.grids.get(slot) ?? null);
  remember(memory, slot, grid);
  const built = buildProfile({ window, logBin, side: query.side, models: profiles, hasGroups });
  return { grid: grid.grid, built };
}

function remember({ grids }: FrameMemory, slot: string, built: BuiltGrid): void {
  grids.delete(slot);
  grids.set(slot, built);
  const [oldest] = grids.keys();
  if (grids.size > MAX_GRIDS && oldest !== undefined) grids.delete(oldest);
}

function rangeOf(table: ColumnTable, fromMs: number, untilMs: number | null): { high: number; low: number } {
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  const { columnMs, slots } = table.level;
  for (const chunk of table.chunks.values()) {
    if (chunk.chunkMs + columnMs * slots <= fromMs) continue;
    for (let slot = 0; slot < slots; slot += 1) {
      const startMs = chunk.chunkMs + slot * columnMs;
      const isLater = untilMs !== null && startMs >= untilMs;
      if (startMs < fromMs || isLater || !(chunk.close[slot] > 0)) continue;
      high = Math.max(high, chunk.high[slot]);
      low = Math.min(low, chunk.low[slot]);
    }
  }
  return { high, low };
}

function draftsOf(
  view: FrameView,
  grid: HeatGrid,
  { profile, exchangeUsd }: BuiltProfile,
  markPrice: number,
  gauges: MarketGauges,
  trust: Pick<ClusterInput, 'openInterestUsd' | 'isScored' | 'levelEvents' | 'levelDoubt'>,
): ClusterDraft[] {
  const base = view.own.base - Math.round(grid.logPriceMin / grid.logBin);
  return measureClusters({
    profile,
    coverage: { firstBin: Math.max(-1, base), lastBin: Math.min(grid.bins, base + COLUMN_BINS - 1) },
    exchangeUsd,
    markPrice,
    atr1h: gauges.atr1h,
    sigmaDay: gauges.sigmaDay,
    q10Usd: gauges.q10Usd,
    ...trust,
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
