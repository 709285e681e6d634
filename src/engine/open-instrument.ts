import { applyBar } from '../core/estimate/apply-bar';
import { CHECKPOINT_VERSION, restore } from '../core/estimate/checkpoint';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import type { EstimatorConfig } from '../core/estimate/estimator-config';
import { createEstimator, type EstimatorState } from '../core/estimate/estimator-state';
import { chunkStart } from '../core/frame/column-chunk';
import type { ColumnTable } from '../core/frame/column-table';
import { addObserved } from '../core/frame/observed-ledger';
import type { ExactPosition } from '../core/market/exact-position';
import { type Instrument, instrumentKey } from '../core/market/instrument';
import type { LeverageTier } from '../core/market/leverage-tier';
import { listCheckpoints, readBars, readCheckpoint, readColumns } from '../store/estimate-store';
import { newestRow, readInstrument, readLiquidations, readMeta, readSeries } from '../store/input-reader';
import type { LiqlensDatabase } from '../store/open-database';
import { dayOf } from '../store/series-rows';
import { trimRecent } from './advance';
import { fromBarRecord } from './bar-rows';
import { unpackChunk } from './column-records';
import { COARSE_KEEP_MS, FINE_KEEP_MS } from './column-writer';
import { BAR_MS } from './event-faults';
import { SERIES_KINDS } from './input-window';
import { engineConfig } from './instrument-config';
import { CONTEXT_MS, createRuntime, type InstrumentRuntime, sealedEndMs } from './instrument-runtime';
import { moveState } from './state-copy';

/** Observed forced closings are shown this far back, ms. */
const OBSERVED_MS = 7 * 86_400_000;

/** An instrument as the store holds it: frozen columns, the state of the newest usable checkpoint, open inputs. */
export async function openInstrument(
  database: LiqlensDatabase,
  instrument: Instrument,
  nowMs: number,
): Promise<InstrumentRuntime> {
  const key = instrumentKey(instrument);
  const record = await readInstrument(database, key);
  const lastCandle = await newestRow(database, key, 'candle');
  const tiers = tiersOf(await readMeta(database, `tiers:${key}`));
  const runtime = createRuntime(instrument, engineConfig(instrument, tiers, lastCandle?.[4] ?? null), nowMs);
  runtime.hasExchangeTiers = tiers !== null;
  if (!record) return runtime;
  runtime.isHistoryComplete = record.isHistoryComplete;
  runtime.sealedBarMs = record.sealedBarMs;
  runtime.firstSealedBarMs = record.firstSealedBarMs;
  runtime.passed = record.passed ? { ...record.passed, isStored: true } : null;
  if (record.sealedBarMs !== null) await openSealed(runtime, database, record.sealedBarMs);
  runtime.positions = positionsOf(await readMeta(database, `positions:${key}`));
  await openInputs(runtime, database, nowMs);
  return runtime;
}

/** The tiers inside the stored `leverage-tiers` event, null when there are none. */
export function tiersOf(value: unknown): LeverageTier[] | null {
  if (typeof value !== 'object' || value === null || !('tiers' in value)) return null;
  return Array.isArray(value.tiers) ? (value.tiers as LeverageTier[]) : null;
}

/** The positions inside the stored `exact-positions` event, none when there is no such event. */
export function positionsOf(value: unknown): ExactPosition[] {
  if (typeof value !== 'object' || value === null || !('positions' in value)) return [];
  return Array.isArray(value.positions) ? (value.positions as ExactPosition[]) : [];
}

async function openSealed(
  runtime: InstrumentRuntime,
  database: LiqlensDatabase,
  sealedBarMs: number,
): Promise<void> {
  await openState(runtime, database, sealedBarMs);
  const bars = await barsFrom(runtime, database, sealedBarMs - CONTEXT_MS);
  runtime.recent = bars;
  trimRecent(runtime, sealedBarMs);
  runtime.sealedDay = bars.filter((bar) => dayOf(bar.openTimeMs) === dayOf(sealedBarMs));
  await openColumns(runtime, database, runtime.fine, sealedBarMs - FINE_KEEP_MS);
  await openColumns(runtime, database, runtime.coarse, sealedBarMs - COARSE_KEEP_MS);
}

/** Newest checkpoint that can be read, then the stored bars after it: the same state as before the stop, bit for bit. */
async function openState(
  runtime: InstrumentRuntime,
  database: LiqlensDatabase,
  sealedBarMs: number,
): Promise<void> {
  const stored = (await listCheckpoints(database, runtime.key)).filter((barMs) => barMs <= sealedBarMs);
  runtime.checkpoints = stored;
  for (const barMs of stored) {
    const state = await restoreAt(runtime, database, barMs);
    if (!state) continue;
    await replay(runtime, database, state, barMs, sealedBarMs);
    return;
  }
  runtime.mustCheckpoint = true;
  await replay(runtime, database, createEstimator(runtime.config), Number.NEGATIVE_INFINITY, sealedBarMs);
}

async function replay(
  runtime: InstrumentRuntime,
  database: LiqlensDatabase,
  state: EstimatorState,
  afterMs: number,
  sealedBarMs: number,
): Promise<void> {
  for (const bar of await barsFrom(runtime, database, afterMs)) {
    if (bar.openTimeMs > afterMs && bar.openTimeMs <= sealedBarMs) applyBar(state, bar);
  }
  runtime.sealed = state;
  runtime.config = state.config;
}

/**
 * The state of a checkpoint, under today's assumptions: what was open stays, what opens follows the present version
 * of the product, with the margin tiers that were in force. Null when it cannot be read or has another grid.
 */
async function restoreAt(
  runtime: InstrumentRuntime,
  database: LiqlensDatabase,
  barMs: number,
): Promise<EstimatorState | null> {
  const record = await readCheckpoint(database, runtime.key, barMs);
  if (record?.layout !== `estimator-${CHECKPOINT_VERSION}`) return null;
  const { bytes, config: then } = record.state as { bytes?: unknown; config?: EstimatorConfig };
  if (!(bytes instanceof Uint8Array) || !then) return null;
  const now: EstimatorConfig = { ...runtime.config, tiers: then.tiers, referencePrice: then.referencePrice };
  try {
    const restored = restore(bytes, then);
    if (!restored.ok || then.binWidth !== now.binWidth || then.bins !== now.bins) return null;
    if (JSON.stringify(then) === JSON.stringify(now)) return restored.state;
    runtime.mustCheckpoint = true;
    return moveState(restored.state, now);
  } catch {
    return null;
  }
}

async function barsFrom(
  runtime: InstrumentRuntime,
  database: LiqlensDatabase,
  fromMs: number,
): Promise<EstimatorBar[]> {
  const records = await readBars(database, runtime.key, Math.max(0, fromMs));
  return records.flatMap(fromBarRecord);
}

async function openColumns(
  runtime: InstrumentRuntime,
  database: LiqlensDatabase,
  table: ColumnTable,
  fromMs: number,
): Promise<void> {
  const { level } = table;
  const records = await readColumns(database, runtime.key, level.name, chunkStart(level, fromMs));
  for (const record of records) {
    const chunk = unpackChunk(record, level, runtime.config.binWidth, sealedEndMs(runtime));
    if (chunk) table.chunks.set(chunk.chunkMs, chunk);
  }
}

async function openInputs(
  runtime: InstrumentRuntime,
  database: LiqlensDatabase,
  nowMs: number,
): Promise<void> {
  const fromMs = Math.max(0, sealedEndMs(runtime));
  for (const kind of SERIES_KINDS) {
    runtime.window.rows[kind] = (await readSeries(database, runtime.key, kind, fromMs)).slice();
  }
  runtime.newestFunding = await newestRow(database, runtime.key, 'funding');
  for (const record of await readLiquidations(database, runtime.key, nowMs - OBSERVED_MS)) {
    if (record.timeMs >= fromMs) runtime.window.liquidations.push(record);
    runtime.liquidationsSinceMs = Math.min(runtime.liquidationsSinceMs ?? record.timeMs, record.timeMs);
    addObserved(runtime.ledger, { ...record, positionSide: record.side }, BAR_MS);
  }
  runtime.dirtyFromMs = fromMs;
}
