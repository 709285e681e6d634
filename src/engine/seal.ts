import { applyBar } from '../core/estimate/apply-bar';
import { CHECKPOINT_VERSION, checkpoint } from '../core/estimate/checkpoint';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import { type ColumnChunk, type ColumnLevel, chunkStart } from '../core/frame/column-chunk';
import { type ColumnTable, dropBefore, markSealed } from '../core/frame/column-table';
import { type SealedStretch, writeSealed } from '../store/estimate-store';
import type { LiqlensDatabase } from '../store/open-database';
import type { CheckpointRecord, ColumnRecord } from '../store/schema';
import { dayOf } from '../store/series-rows';
import { toBarRecord } from './bar-rows';
import { packChunk } from './column-records';
import { COARSE_KEEP_MS, FINE_KEEP_MS } from './column-writer';
import { BAR_MS } from './event-faults';
import { trimWindow } from './input-window';
import { type InstrumentRuntime, sealedEndMs } from './instrument-runtime';
import { cloneState } from './state-copy';
import type { TimeSlices } from './time-slices';

/** A bar without its open interest or mark price waits this long for them, ms after its end. */
const READING_PATIENCE_MS = 120_000;
/** A venue that gave a range of the mark price within this many bars is expected to give the next one. */
const MARK_MEMORY_BARS = 12;
/** A hole in the bars is accepted this long after it was noticed, ms: by a feed that has delivered all, or at last. */
const HOLE_PATIENCE_MS = { settled: 60_000, atLast: 600_000 } as const;
/** Sealing starts when no older input came in for this long, ms: pages of slow series follow the candles. */
const QUIET_MS = 6_000;
/** A checkpoint is written at least every so many bars. */
const CHECKPOINT_BARS = 12;
/** Checkpoints of this many day ends are kept besides the newest. */
const KEPT_DAY_CHECKPOINTS = 2;

/**
 * Seals what cannot change any more: stores the bars, the columns and the state, day by day, and freezes them. Only
 * after the history is complete, since older bars change all newer ones; from then on a bar is sealed as soon as its
 * readings are there. Input that comes later is stored but no longer changes a column.
 * Returns the number of bars sealed; rejects with a StoreFault.
 */
export async function sealReady(
  runtime: InstrumentRuntime,
  database: LiqlensDatabase,
  nowMs: number,
  slices: TimeSlices,
): Promise<number> {
  if (!runtime.isHistoryComplete || nowMs - runtime.lastBackfillMs < QUIET_MS) return 0;
  // History that an exchange comes with counts in every sum; what it delivers later counts if it came in time.
  const sealedAtMs = runtime.sealedBarMs === null ? 0 : nowMs;
  let sealed = 0;
  let ready = readyBars(runtime, nowMs);
  while (ready.length > 0) {
    const dayMs = dayOf(ready[0].openTimeMs);
    const day = ready.filter((bar) => dayOf(bar.openTimeMs) === dayMs);
    await sealDay(runtime, database, dayMs, day, sealedAtMs);
    sealed += day.length;
    ready = ready.slice(day.length);
    await slices.breathe();
  }
  return sealed;
}

/** Applied provisional bars, oldest first, up to the first that has to wait. */
function readyBars(runtime: InstrumentRuntime, nowMs: number): EstimatorBar[] {
  const applied = runtime.provisional.slice(0, runtime.liveCount);
  const hole = firstHole(runtime, applied);
  runtime.holeNoticedMs = hole < 0 ? null : (runtime.holeNoticedMs ?? nowMs);
  const joined = hole < 0 || isHoleAccepted(runtime, nowMs) ? applied : applied.slice(0, hole);
  const expectsMark = runtime.recent.slice(-MARK_MEMORY_BARS).some((bar) => bar.markHigh !== null);
  const unread = joined.findIndex((bar) => {
    const isComplete = bar.openInterestBase !== null && (bar.markHigh !== null || !expectsMark);
    return !isComplete && nowMs - (bar.openTimeMs + BAR_MS) < READING_PATIENCE_MS;
  });
  return unread < 0 ? joined : joined.slice(0, unread);
}

/** Index of the first bar that does not follow the one before it, -1 when all do. */
function firstHole(runtime: InstrumentRuntime, bars: readonly EstimatorBar[]): number {
  let expectedMs = runtime.sealedBarMs === null ? bars[0]?.openTimeMs : sealedEndMs(runtime);
  return bars.findIndex((bar) => {
    const isHole = bar.openTimeMs !== expectedMs;
    expectedMs = bar.openTimeMs + BAR_MS;
    return isHole;
  });
}

function isHoleAccepted({ holeNoticedMs, isFeedSettled }: InstrumentRuntime, nowMs: number): boolean {
  const waitedMs = nowMs - (holeNoticedMs ?? nowMs);
  return waitedMs >= (isFeedSettled ? HOLE_PATIENCE_MS.settled : HOLE_PATIENCE_MS.atLast);
}

/** Stores first and changes the memory only after that: a write that fails leaves the estimate as it was. */
async function sealDay(
  runtime: InstrumentRuntime,
  database: LiqlensDatabase,
  dayMs: number,
  bars: EstimatorBar[],
  sealedAtMs: number,
): Promise<void> {
  const isAll = bars.length === runtime.liveCount && runtime.live !== null;
  const state = isAll && runtime.live ? runtime.live : cloneState(runtime.sealed);
  if (!isAll) for (const bar of bars) applyBar(state, bar);
  const sealedBarMs = bars[bars.length - 1].openTimeMs;
  const sealedDay = isSameDay(runtime, dayMs) ? [...runtime.sealedDay, ...bars] : bars;
  const isDayEnd = dayOf(sealedBarMs + BAR_MS) !== dayMs;
  const isDue =
    isDayEnd ||
    runtime.mustCheckpoint ||
    (isAll && barsSinceCheckpoint(runtime, sealedBarMs) >= CHECKPOINT_BARS);
  const saved = isDue ? checkpointRecord(runtime, sealedBarMs, checkpoint(state)) : null;
  const kept = saved ? keptCheckpoints([sealedBarMs, ...runtime.checkpoints]) : runtime.checkpoints;
  for (const { openTimeMs } of bars) {
    const atMs = sealMoment(runtime, openTimeMs, sealedAtMs);
    markSealed(runtime.fine, openTimeMs, atMs);
    markSealed(runtime.coarse, openTimeMs, atMs);
  }
  const stretch: SealedStretch = {
    instrument: runtime.key,
    bars: [toBarRecord(runtime.key, dayMs, sealedDay)],
    columns: [...columnRecords(runtime, runtime.fine, bars), ...columnRecords(runtime, runtime.coarse, bars)],
    checkpoint: saved,
    dropCheckpoints: runtime.checkpoints.filter((barMs) => !kept.includes(barMs)),
    dropFineBeforeMs: chunkStart(runtime.fine.level, sealedBarMs - FINE_KEEP_MS),
    sealedBarMs,
    firstSealedBarMs: runtime.firstSealedBarMs ?? bars[0].openTimeMs,
  };
  await writeSealed(database, stretch);
  runtime.sealed = state;
  if (isAll) runtime.live = null;
  runtime.provisional = runtime.provisional.slice(bars.length);
  runtime.liveCount -= bars.length;
  runtime.sealedBarMs = sealedBarMs;
  runtime.firstSealedBarMs = stretch.firstSealedBarMs;
  runtime.sealedDay = sealedDay;
  runtime.checkpoints = kept;
  if (saved) runtime.mustCheckpoint = false;
  trimWindow(runtime.window, sealedEndMs(runtime));
  dropBefore(runtime.fine, sealedBarMs - FINE_KEEP_MS);
  dropBefore(runtime.coarse, sealedBarMs - COARSE_KEEP_MS);
}

/** A bar without which a sum was frozen counts as sealed after that, whatever the clock says now. */
function sealMoment({ passed }: InstrumentRuntime, openTimeMs: number, sealedAtMs: number): number {
  const isPassed = passed !== null && openTimeMs + BAR_MS <= passed.untilMs;
  return isPassed ? Math.max(sealedAtMs, passed.atMs) : sealedAtMs;
}

function isSameDay(runtime: InstrumentRuntime, dayMs: number): boolean {
  return runtime.sealedBarMs !== null && dayOf(runtime.sealedBarMs) === dayMs;
}

function barsSinceCheckpoint(runtime: InstrumentRuntime, barMs: number): number {
  const newest = runtime.checkpoints[0];
  return newest === undefined ? Number.POSITIVE_INFINITY : (barMs - newest) / BAR_MS;
}

function checkpointRecord(runtime: InstrumentRuntime, barMs: number, state: Uint8Array): CheckpointRecord {
  return {
    instrument: runtime.key,
    barMs,
    layout: `estimator-${CHECKPOINT_VERSION}`,
    state: { bytes: state, config: runtime.config },
    bytes: state.byteLength,
  };
}

/** The newest and the last day ends before it; newest first. */
function keptCheckpoints(barsMs: readonly number[]): number[] {
  const [newest, ...older] = barsMs;
  const dayEnds = older.filter((barMs) => dayOf(barMs + BAR_MS) !== dayOf(barMs));
  return [newest, ...dayEnds.slice(0, KEPT_DAY_CHECKPOINTS)];
}

function columnRecords(
  runtime: InstrumentRuntime,
  table: ColumnTable,
  bars: readonly EstimatorBar[],
): ColumnRecord[] {
  const touched = new Set<ColumnChunk>();
  for (const bar of bars) {
    const chunk = table.chunks.get(chunkStart(table.level, bar.openTimeMs));
    if (chunk) touched.add(chunk);
  }
  return [...touched].map((chunk) => columnRecord(runtime, table.level, chunk));
}

function columnRecord(runtime: InstrumentRuntime, level: ColumnLevel, chunk: ColumnChunk): ColumnRecord {
  const packed = packChunk(chunk, runtime.config.binWidth);
  const bytes = packed.cells.byteLength + packed.base.byteLength * 4;
  return { instrument: runtime.key, level: level.name, chunkMs: chunk.chunkMs, columns: packed, bytes };
}
