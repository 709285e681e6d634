import { createEstimator } from '../core/estimate/estimator-state';
import { addObserved } from '../core/frame/observed-ledger';
import type { LiquidationRecord } from '../store/schema';
import type { CheckedEvents } from './check-events';
import { BAR_MS } from './event-faults';
import { addToWindow } from './input-window';
import { engineConfig } from './instrument-config';
import { type InstrumentRuntime, newestBar, sealedEndMs } from './instrument-runtime';
import { positionsOf, tiersOf } from './open-instrument';
import { cloneState, moveState } from './state-copy';

/** Takes what has just been stored into memory; nothing is estimated yet. */
export function takeInputs(
  runtime: InstrumentRuntime,
  checked: CheckedEvents,
  freshLiquidations: LiquidationRecord[],
  nowMs: number,
): void {
  const oldestMs = addToWindow(runtime.window, checked.batch, freshLiquidations, sealedEndMs(runtime));
  for (const record of freshLiquidations) {
    runtime.liquidationsSinceMs = Math.min(runtime.liquidationsSinceMs ?? record.timeMs, record.timeMs);
    addObserved(runtime.ledger, { ...record, positionSide: record.side }, BAR_MS);
  }
  if (oldestMs < nowMs - 2 * BAR_MS) runtime.lastBackfillMs = nowMs;
  runtime.dirtyFromMs = Math.min(runtime.dirtyFromMs, oldestMs);
  takeFunding(runtime, checked);
  takeTiers(runtime, checked);
  takePositions(runtime, checked);
  const isTicking = checked.forming !== null || checked.marks.length > 0;
  if (isTicking || oldestMs !== Number.POSITIVE_INFINITY) runtime.isNewestStale = true;
}

function takeFunding(runtime: InstrumentRuntime, { batch }: CheckedEvents): void {
  for (const row of batch.rows.funding ?? []) {
    if (row[0] > (runtime.newestFunding?.[0] ?? 0)) runtime.newestFunding = Float64Array.from(row);
  }
}

/** A newer reading replaces the older one; columns that are frozen keep what was known then. */
function takePositions(runtime: InstrumentRuntime, { batch }: CheckedEvents): void {
  const entry = batch.meta.findLast(({ name }) => name === `positions:${runtime.key}`);
  if (!entry) return;
  runtime.positions = positionsOf(entry.value);
  runtime.isNewestStale = true;
}

/** New margin tiers: the whole estimate while nothing is sealed, only what opens from now on after that. */
function takeTiers(runtime: InstrumentRuntime, { batch }: CheckedEvents): void {
  const entry = batch.meta.findLast(({ name }) => name === `tiers:${runtime.key}`);
  if (!entry) return;
  const config = engineConfig(runtime.instrument, tiersOf(entry.value), newestBar(runtime)?.close ?? null);
  runtime.hasExchangeTiers = true;
  if (JSON.stringify(config.tiers) === JSON.stringify(runtime.config.tiers)) return;
  const isSealed = runtime.sealedBarMs !== null;
  const next = isSealed ? { ...runtime.config, tiers: config.tiers } : config;
  runtime.sealed = isSealed ? moveState(runtime.sealed, next) : createEstimator(next);
  runtime.config = next;
  runtime.live = runtime.liveCount > 0 ? cloneState(runtime.sealed) : null;
  runtime.dirtyFromMs = Math.min(
    runtime.dirtyFromMs,
    runtime.provisional[0]?.openTimeMs ?? Number.POSITIVE_INFINITY,
  );
  runtime.mustCheckpoint = isSealed;
}
