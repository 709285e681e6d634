import { type EstimatorState, SIDE_LAYERS } from './estimator-state';

/**
 * What a bar is about to change, so that a forming bar can be taken back. One kind of entry: a run of bins of one
 * layer in all three planes. The single numbers are copied as a whole.
 */
export interface UndoJournal {
  scalars: Float64Array;
  /** Pairs of first index into the planes and length. */
  runs: { start: number; length: number; at: number }[];
  used: number;
  store: Float64Array;
}

export function createJournal(state: EstimatorState): UndoJournal {
  return {
    scalars: new Float64Array(state.scalars.length),
    runs: [],
    used: 0,
    store: new Float64Array(3 * SIDE_LAYERS * 256),
  };
}

/** Starts afresh: the journal now describes `state` as it is. */
export function openJournal(journal: UndoJournal, state: EstimatorState): void {
  journal.scalars.set(state.scalars);
  journal.runs.length = 0;
  journal.used = 0;
}

/** Keeps bins `[low, high)` of a layer before they change. */
export function keepBins(
  journal: UndoJournal | null,
  state: EstimatorState,
  layer: number,
  low: number,
  high: number,
): void {
  if (journal === null || high <= low) return;
  const length = high - low;
  const start = layer * state.config.bins + low;
  if (journal.used + 3 * length > journal.store.length) grow(journal, 3 * length);
  const { store, used } = journal;
  store.set(state.mass.subarray(start, start + length), used);
  store.set(state.reach.subarray(start, start + length), used + length);
  store.set(state.pending.subarray(start, start + length), used + 2 * length);
  journal.runs.push({ start, length, at: used });
  journal.used = used + 3 * length;
}

/** Takes back everything since {@link openJournal}, bit for bit. */
export function undo(journal: UndoJournal, state: EstimatorState): void {
  for (let index = journal.runs.length - 1; index >= 0; index--) {
    const { start, length, at } = journal.runs[index];
    state.mass.set(journal.store.subarray(at, at + length), start);
    state.reach.set(journal.store.subarray(at + length, at + 2 * length), start);
    state.pending.set(journal.store.subarray(at + 2 * length, at + 3 * length), start);
  }
  state.scalars.set(journal.scalars);
}

function grow(journal: UndoJournal, more: number): void {
  const store = new Float64Array(2 * (journal.store.length + more));
  store.set(journal.store);
  journal.store = store;
}
