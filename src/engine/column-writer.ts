import { levelDoubt, levelEvents } from '../core/estimate/calibration';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import { AT, type EstimatorState } from '../core/estimate/estimator-state';
import { LAYER_COUNT } from '../core/estimate/leverage-classes';
import { writeLayers } from '../core/estimate/write-column';
import { baseOf, COARSE, COLUMN_BINS, COLUMN_CELLS } from '../core/frame/column-chunk';
import { putColumn } from '../core/frame/column-table';
import type { FormingColumn } from '../core/frame/grid-source';
import { blendLayers } from './exact-layers';
import type { InstrumentRuntime } from './instrument-runtime';

/** Five-minute columns are kept for this long, ms: the default range and some room for its edge. */
export const FINE_KEEP_MS = 78 * 3_600_000;
/** Half-hour columns are kept for this long, ms. */
export const COARSE_KEEP_MS = 31 * 86_400_000;

const scratch = new Float32Array(COLUMN_CELLS);

/** Writes the display columns of an applied bar; `next` is the bar after it, `newestMs` the start of the newest. */
export function putColumns(
  runtime: InstrumentRuntime,
  state: EstimatorState,
  bar: EstimatorBar,
  next: EstimatorBar | null,
  newestMs: number,
): void {
  const { openTimeMs } = bar;
  const isFine = openTimeMs >= newestMs - FINE_KEEP_MS;
  const isLastOfCoarse = !next || coarseStart(next.openTimeMs) !== coarseStart(openTimeMs);
  if (!isFine && !isLastOfCoarse) return;
  const base = baseOf(bar.close, state.config.binWidth);
  fillLayers(runtime, state, bar, base, scratch);
  const { high, low, close } = bar;
  const trust = { levelEvents: levelEvents(state), levelDoubt: levelDoubt(state) };
  if (isFine) putColumn(runtime.fine, openTimeMs, { base, high, low, close, usd: scratch, trust });
  if (isLastOfCoarse) {
    putColumn(runtime.coarse, openTimeMs, { ...coarseRange(runtime, bar), base, close, usd: scratch, trust });
  }
}

/** The state as the newest column of a frame, at full precision. */
export function formingColumn(
  runtime: InstrumentRuntime,
  state: EstimatorState,
  bar: EstimatorBar,
): FormingColumn {
  const { openTimeMs, high, low, close } = bar;
  const base = baseOf(close, state.config.binWidth);
  const cells = new Float32Array(COLUMN_CELLS);
  runtime.observedShare = fillLayers(runtime, state, bar, base, cells);
  const layers = Array.from({ length: LAYER_COUNT }, (_, layer) =>
    cells.subarray(layer * COLUMN_BINS, (layer + 1) * COLUMN_BINS),
  );
  return { openTimeMs, high, low, close, base, layers };
}

/** Share of the open interest that is known exactly, 0..1. */
function fillLayers(
  { positions }: InstrumentRuntime,
  state: EstimatorState,
  bar: EstimatorBar,
  base: number,
  out: Float32Array,
): number {
  const { binWidth } = state.config;
  writeLayers(state, { logPriceMin: base * binWidth, logBin: binWidth, bins: COLUMN_BINS }, out);
  const nowMs = bar.openTimeMs + bar.intervalMs;
  const openInterestBase = state.clock[AT.openInterest];
  const known = positions.filter((position) => position.timeMs <= nowMs);
  return blendLayers(out, known, { base, logBin: binWidth, close: bar.close, openInterestBase, nowMs });
}

/** Range of the half hour up to and including `bar`, from the bars applied so far. */
function coarseRange({ recent }: InstrumentRuntime, bar: EstimatorBar): { high: number; low: number } {
  const startMs = coarseStart(bar.openTimeMs);
  let { high, low } = bar;
  for (let index = recent.length - 1; index >= 0 && recent[index].openTimeMs >= startMs; index -= 1) {
    high = Math.max(high, recent[index].high);
    low = Math.min(low, recent[index].low);
  }
  return { high, low };
}

function coarseStart(timeMs: number): number {
  return Math.floor(timeMs / COARSE.columnMs) * COARSE.columnMs;
}
