import { type EstimatorState, SIDE_LAYERS } from './estimator-state';

/** The planes of the state that a bar may change. */
type PlaneName = 'mass' | 'reach' | 'pending';

/**
 * What a bar is about to change, so that a forming bar can be taken back: runs of cells of one plane with their old
 * content. The single numbers are copied as a whole.
 */
export interface UndoJournal {
  scalars: Float64Array;
  runs: { plane: PlaneName; start: number; length: number }[];
  count: number;
  store: Float64Array;
  used: number;
}

/** An empty journal for a state of this size. */
export function createJournal(state: EstimatorState): UndoJournal {
  return {
    scalars: new Float64Array(state.scalars.length),
    runs: [],
    count: 0,
    store: new Float64Array(SIDE_LAYERS * 256),
    used: 0,
  };
}

/** Starts afresh: the journal now describes `state` as it is. */
export function openJournal(journal: UndoJournal, state: EstimatorState): void {
  journal.scalars.set(state.scalars);
  journal.count = 0;
  journal.used = 0;
}

/** Keeps bins `[low, high)` of a layer in one plane before they change. */
export function keepBins(
  journal: UndoJournal | null,
  state: EstimatorState,
  plane: PlaneName,
  layer: number,
  low: number,
  high: number,
): void {
  if (journal === null || high <= low) return;
  const length = high - low;
  if (journal.used + length > journal.store.length) grow(journal, length);
  const start = layer * state.config.bins + low;
  const from = state[plane];
  const { store, used } = journal;
  for (let cell = 0; cell < length; cell++) store[used + cell] = from[start + cell];
  noteRun(journal, plane, start, length);
  journal.used = used + length;
}

/** Runs are kept as objects that are used again, so that a preview allocates nothing. */
function noteRun(journal: UndoJournal, plane: PlaneName, start: number, length: number): void {
  const run = journal.runs[journal.count];
  journal.count++;
  if (run === undefined) {
    journal.runs.push({ plane, start, length });
    return;
  }
  run.plane = plane;
  run.start = start;
  run.length = length;
}

/** Takes back everything since {@link openJournal}, bit for bit. */
export function undo(journal: UndoJournal, state: EstimatorState): void {
  let at = journal.used;
  for (let index = journal.count - 1; index >= 0; index--) {
    const { plane, start, length } = journal.runs[index];
    const to = state[plane];
    at -= length;
    for (let cell = 0; cell < length; cell++) to[start + cell] = journal.store[at + cell];
  }
  state.scalars.set(journal.scalars);
}

function grow(journal: UndoJournal, more: number): void {
  const store = new Float64Array(2 * (journal.store.length + more));
  store.set(journal.store);
  journal.store = store;
}
