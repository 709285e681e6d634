import { leastOpened, needsRescale, passTime, rescale } from './activity-clock';
import { flushPending, isPendingNear, openPositions } from './deposit';
import { fillEvenly, fillFromBar } from './entry-density';
import { barFault, type EstimatorBar } from './estimator-bar';
import { AT, type EstimatorState, heldBase, latticePosition, SIDE_LAYERS } from './estimator-state';
import { attributeEvents, bookExposure } from './learning';
import { CLASS_COUNT } from './leverage-classes';
import { openingShares } from './opening-mix';
import { recentre } from './recentre';
import { recount } from './recount';
import { ASSUMED_STOCK, resizeStock } from './resize-stock';
import { decayStops } from './stop-decay';
import { massOnPath, sweepLayer } from './sweep';
import { keepBins, type UndoJournal } from './undo-journal';

/** Whether a bar was taken, and if not, why: `late` and `repeated` bars never change a closed one. */
export type BarOutcome = { isApplied: true } | { isApplied: false; reason: string };

/** Pending mass is moved at least this often, in bars, whatever is asked of the estimator. */
const FLUSH_BARS = 6;
/** The unknown stock at the start is spread this far around the first price (estimation.md 2). */
const COLD_START_SPREAD = 0.03;
/** A fall of the open interest by more than this factor would make the rounding of the running sums visible. */
const RECOUNT_DROP = 100;
const DAY_MS = 86_400_000;
/** Time constant of the mean price that gains are told by. */
const MEAN_PRICE_MS = 5 * DAY_MS;

/**
 * Closes one bar, in the order decay, stops, sweep, open-interest identity, openings. Bars come in time order; a late,
 * repeated or absurd one is refused and changes nothing. After an applied bar both sides hold exactly the last known
 * open interest, which counts as that of all bars before the first one that tells it. The outcome depends only on the bars, never on what was read in between.
 */
export function applyBar(state: EstimatorState, bar: EstimatorBar): BarOutcome {
  return advance(state, bar, null);
}

/** As {@link applyBar}, noting in `journal` what it changes. */
export function advance(state: EstimatorState, bar: EstimatorBar, journal: UndoJournal | null): BarOutcome {
  const fault = barFault(bar) ?? orderFault(state, bar);
  if (fault !== null) return { isApplied: false, reason: fault };
  if (state.clock[AT.bars] === 0) begin(state, bar);
  passTime(state, bar);
  clearPath(state, bar, journal);
  keepIdentity(state, bar, journal);
  finish(state, bar, journal);
  return { isApplied: true };
}

function orderFault(state: EstimatorState, bar: EstimatorBar): string | null {
  if (state.clock[AT.bars] === 0 || bar.openTimeMs > state.clock[AT.openTimeMs]) return null;
  return bar.openTimeMs === state.clock[AT.openTimeMs] ? 'repeated' : 'late';
}

function begin(state: EstimatorState, bar: EstimatorBar): void {
  const { config, clock } = state;
  clock[AT.firstTimeMs] = bar.openTimeMs;
  clock[AT.firstBin] = Math.floor(latticePosition(config, bar.close)) - config.bins / 2;
}

/** Stops and sweeps what the bar's range reached. */
function clearPath(state: EstimatorState, bar: EstimatorBar, journal: UndoJournal | null): void {
  const low = latticePosition(state.config, lowOf(bar));
  const high = latticePosition(state.config, highOf(bar));
  for (let layer = 0; layer < SIDE_LAYERS; layer++) {
    const extreme = layer < CLASS_COUNT ? low : high;
    if (isPendingNear(state, layer, extreme)) flushPending(state, layer, journal);
    state.scratch.exposure[layer] = massOnPath(state, layer, extreme);
    decayStops(state, layer, extreme, journal);
  }
  attributeEvents(state, bar);
  for (let layer = 0; layer < SIDE_LAYERS; layer++) {
    sweepLayer(state, layer, layer < CLASS_COUNT ? low : high, journal);
  }
  bookExposure(state, bar);
}

function lowOf(bar: EstimatorBar): number {
  return bar.markLow !== null && bar.markLow > 0 ? bar.markLow : bar.low;
}

function highOf(bar: EstimatorBar): number {
  return bar.markHigh !== null && bar.markHigh > 0 && Number.isFinite(bar.markHigh) ? bar.markHigh : bar.high;
}

/** Brings both sides to the open interest: what is missing was opened in this bar, what is too much was closed. */
function keepIdentity(state: EstimatorState, bar: EstimatorBar, journal: UndoJournal | null): void {
  const { clock, config } = state;
  const known = bar.openInterestBase;
  const isFirst = clock[AT.stock] === 0;
  if (known !== null && known > 0 && Number.isFinite(known)) takeOpenInterest(state, known);
  else if (isFirst) clock[AT.stock] = ASSUMED_STOCK;
  recentre(state, latticePosition(config, bar.close), journal);
  if (crosses(bar, DAY_MS)) recount(state, journal);
  if (isFirst) coldStart(state, bar, journal);
  const toPlane = (price: number): number => latticePosition(config, price) - clock[AT.firstBin];
  fillFromBar(state.scratch.density, bar, toPlane);
  settleSide(state, bar, true, journal);
  settleSide(state, bar, false, journal);
}

function takeOpenInterest(state: EstimatorState, known: number): void {
  const { clock } = state;
  if (clock[AT.openInterest] === 0 && clock[AT.stock] > 0) resizeStock(state, known / clock[AT.stock]);
  clock[AT.openInterest] = known;
  clock[AT.stock] = known;
}

function settleSide(
  state: EstimatorState,
  bar: EstimatorBar,
  isLong: boolean,
  journal: UndoJournal | null,
): void {
  const first = isLong ? 0 : CLASS_COUNT;
  for (let layer = first; layer < first + CLASS_COUNT; layer++) {
    if (!needsRescale(state, layer)) continue;
    for (const plane of ['mass', 'reach', 'pending'] as const) {
      keepBins(journal, state, plane, layer, 0, state.config.bins);
    }
    rescale(state, layer);
  }
  const held = heldBase(state, isLong ? 'long' : 'short');
  const target = state.clock[AT.stock];
  const missing = target - held;
  const least = leastOpened(state, isLong ? 0 : 1);
  const opened = Math.max(missing, least);
  if (least > missing) {
    if (held > RECOUNT_DROP * target) recount(state, journal);
    const factor = (target - opened) / heldBase(state, isLong ? 'long' : 'short');
    for (let layer = first; layer < first + CLASS_COUNT; layer++) state.scale[layer] *= factor;
  }
  openingShares(state, bar, isLong, state.scratch.share);
  openPositions(state, first, opened, state.scratch.share, state.scratch.density, journal);
}

/** Spreads the stock that nobody saw being opened around the first price, then sweeps what that price excludes. */
function coldStart(state: EstimatorState, bar: EstimatorBar, journal: UndoJournal | null): void {
  const { config, clock, scratch } = state;
  const close = latticePosition(config, bar.close) - clock[AT.firstBin];
  const half = COLD_START_SPREAD / config.binWidth;
  fillEvenly(scratch.density, close - half, close + half);
  for (const first of [0, CLASS_COUNT]) {
    openPositions(state, first, clock[AT.stock], state.mix, scratch.density, journal);
  }
  for (let layer = 0; layer < SIDE_LAYERS; layer++) {
    flushPending(state, layer, journal);
    const extreme = latticePosition(config, layer < CLASS_COUNT ? bar.low : bar.high);
    sweepLayer(state, layer, extreme, journal);
  }
}

/** True when a multiple of `periodMs` lies after the bar's start and not after its end. */
function crosses(bar: EstimatorBar, periodMs: number): boolean {
  return Math.floor((bar.openTimeMs + bar.intervalMs) / periodMs) !== Math.floor(bar.openTimeMs / periodMs);
}

function finish(state: EstimatorState, bar: EstimatorBar, journal: UndoJournal | null): void {
  const { clock, config } = state;
  const end = bar.openTimeMs + bar.intervalMs;
  if (crosses(bar, FLUSH_BARS * config.barMs)) {
    for (let layer = 0; layer < SIDE_LAYERS; layer++) flushPending(state, layer, journal);
  }
  if (bar.longAccountShare !== null && bar.longAccountShare > 0 && bar.longAccountShare < 1) {
    clock[AT.longShare] = bar.longAccountShare;
  }
  followPrice(state, bar.close, end);
  clock[AT.openTimeMs] = bar.openTimeMs;
  clock[AT.endTimeMs] = end;
  clock[AT.close] = bar.close;
  clock[AT.bars] += 1;
}

function followPrice({ clock }: EstimatorState, close: number, endMs: number): void {
  const sinceMs = Math.max(0, endMs - clock[AT.endTimeMs]);
  const moved = clock[AT.bars] > 0 ? 1 - Math.exp(-sinceMs / MEAN_PRICE_MS) : 1;
  clock[AT.meanLogClose] += moved * (Math.log(close) - clock[AT.meanLogClose]);
}
