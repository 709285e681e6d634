import { advance, type BarOutcome } from './apply-bar';
import type { EstimatorBar } from './estimator-bar';
import type { EstimatorState } from './estimator-state';
import { openJournal, type UndoJournal, undo } from './undo-journal';

/**
 * Shows `read` the state as if the forming bar had closed as it stands, then takes the bar back bit for bit. Any
 * number of previews followed by `applyBar` equals `applyBar` alone. Only what the bar touches is saved. One journal
 * per estimator, from `createJournal`, is reused.
 */
export function previewBar<T>(
  state: EstimatorState,
  journal: UndoJournal,
  bar: EstimatorBar,
  read: (state: EstimatorState, outcome: BarOutcome) => T,
): T {
  openJournal(journal, state);
  try {
    return read(state, advance(state, bar, journal));
  } finally {
    undo(journal, state);
  }
}
