import { resample } from '../core/context/resample';
import { applyBar } from '../core/estimate/apply-bar';
import { assembleBars } from '../core/estimate/assemble-bars';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import type { EstimatorState } from '../core/estimate/estimator-state';
import { previewBar } from '../core/estimate/preview-bar';
import { createJournal } from '../core/estimate/undo-journal';
import { clearFrom } from '../core/frame/column-table';
import type { MarketEvent } from '../core/market/market-event';
import { formingColumn, putColumns } from './column-writer';
import { BAR_MS } from './event-faults';
import { windowEvents } from './input-window';
import { CONTEXT_MS, type InstrumentRuntime, newestBar, RECENT_MS, sealedEndMs } from './instrument-runtime';
import { candleOf } from './market-context-of';
import { cloneState } from './state-copy';
import type { TimeSlices } from './time-slices';

const HOUR_MS = 3_600_000;

/** Brings an instrument's estimate and columns up to its newest closed bar. */
export async function advance(runtime: InstrumentRuntime, slices: TimeSlices): Promise<void> {
  assembleProvisional(runtime);
  await applyProvisional(runtime, slices);
}

/** The state after all closed bars. */
export function closedState(runtime: InstrumentRuntime): EstimatorState {
  return runtime.live ?? runtime.sealed;
}

/** Joins new inputs into bars; when they touch bars already applied, these are taken back. */
function assembleProvisional(runtime: InstrumentRuntime): void {
  if (runtime.dirtyFromMs === Number.POSITIVE_INFINITY) return;
  const fromMs = Math.max(runtime.dirtyFromMs, sealedEndMs(runtime));
  runtime.dirtyFromMs = Number.POSITIVE_INFINITY;
  const kept = runtime.provisional.findIndex((bar) => bar.openTimeMs >= fromMs);
  const keptCount = kept < 0 ? runtime.provisional.length : kept;
  const assembled = assembleBars(windowEvents(runtime.window, fromMs, runtime.config), {
    barMs: BAR_MS,
    asOfMs: Number.POSITIVE_INFINITY,
    liquidationsSinceMs: heardSinceMs(runtime),
  });
  const bars = assembled.map(({ bar }) => bar).filter((bar) => bar.openTimeMs >= fromMs);
  runtime.provisional = [...runtime.provisional.slice(0, keptCount), ...bars];
  if (keptCount < runtime.liveCount) takeBack(runtime);
}

function takeBack(runtime: InstrumentRuntime): void {
  const endMs = sealedEndMs(runtime);
  runtime.live = null;
  runtime.liveCount = 0;
  runtime.recent = runtime.recent.filter((bar) => bar.openTimeMs < endMs);
  runtime.hours = runtime.hours.filter((hour) => hour.openTimeMs < endMs);
  runtime.context = null;
  runtime.revision += 1;
  clearFrom(runtime.fine, endMs);
  clearFrom(runtime.coarse, endMs);
  runtime.isNewestStale = true;
}

async function applyProvisional(runtime: InstrumentRuntime, slices: TimeSlices): Promise<void> {
  const { provisional } = runtime;
  if (runtime.liveCount === provisional.length) return;
  runtime.live ??= cloneState(runtime.sealed);
  const newestMs = provisional[provisional.length - 1].openTimeMs;
  while (runtime.liveCount < provisional.length) {
    const bar = provisional[runtime.liveCount];
    applyBar(runtime.live, bar);
    runtime.liveCount += 1;
    runtime.recent.push(bar);
    putColumns(runtime, runtime.live, bar, provisional[runtime.liveCount] ?? null, newestMs);
    await slices.breathe();
  }
  trimRecent(runtime, newestMs);
  runtime.revision += 1;
  runtime.isNewestStale = true;
}

/** Bars that leave `recent` live on as hours; whole hours leave, so that none is split. */
export function trimRecent(runtime: InstrumentRuntime, newestMs: number): void {
  const cutMs = Math.floor((newestMs - RECENT_MS) / HOUR_MS) * HOUR_MS;
  const first = runtime.recent.findIndex((bar) => bar.openTimeMs >= cutMs);
  if (first <= 0) return;
  const hours = resample(runtime.recent.slice(0, first).map(candleOf), HOUR_MS);
  runtime.hours = [...runtime.hours, ...hours].filter((hour) => hour.openTimeMs >= newestMs - CONTEXT_MS);
  runtime.recent = runtime.recent.slice(first);
}

/** Reads the state with the forming bar as if it had closed, if anything changed; nothing of that stays. */
export function readNewest(runtime: InstrumentRuntime): void {
  if (!runtime.isNewestStale) return;
  runtime.isNewestStale = false;
  const state = closedState(runtime);
  const last = newestBar(runtime);
  const forming = formingBar(runtime, last);
  if (!last && !forming) {
    runtime.newest = null;
    return;
  }
  if (!forming) {
    runtime.newest = last && { column: formingColumn(runtime, state, last), bar: last, isForming: false };
    return;
  }
  if (runtime.journal?.scalars.length !== state.scalars.length) runtime.journal = createJournal(state);
  const column = previewBar(state, runtime.journal, forming, (ahead) =>
    formingColumn(runtime, ahead, forming),
  );
  runtime.newest = { column, bar: forming, isForming: true };
}

/** From when a bar without forced closings means that there were none, Unix ms; before it nobody listened. */
function heardSinceMs({ liquidationsSinceMs, listeningSinceMs }: InstrumentRuntime): number {
  if (liquidationsSinceMs === null) return Number.POSITIVE_INFINITY;
  return Math.max(liquidationsSinceMs, listeningSinceMs ?? Number.NEGATIVE_INFINITY);
}

/** The forming candle with the readings that belong to it; null when it is older than the newest closed bar. */
function formingBar(runtime: InstrumentRuntime, last: EstimatorBar | null): EstimatorBar | null {
  const { forming, window } = runtime;
  if (!forming || (last && forming.openTimeMs <= last.openTimeMs)) return null;
  const events: MarketEvent[] = [...windowEvents(window, forming.openTimeMs, runtime.config)];
  events.push({ type: 'candle', candle: forming });
  if (runtime.formingMark?.barMs === forming.openTimeMs) {
    const { high, low } = runtime.formingMark;
    for (const price of [high, low]) {
      const markPrice = { timeMs: forming.openTimeMs, price, indexPrice: null };
      events.push({ type: 'mark-price', markPrice });
    }
  }
  const assembled = assembleBars(events, {
    barMs: BAR_MS,
    asOfMs: forming.openTimeMs,
    liquidationsSinceMs: heardSinceMs(runtime),
  });
  return assembled.find(({ bar }) => bar.openTimeMs === forming.openTimeMs)?.bar ?? null;
}
