import { levelDoubt, levelEvents } from '../core/estimate/calibration';
import { COARSE, type LevelTrust } from '../core/frame/column-chunk';
import { trustAt } from '../core/frame/column-table';
import { closedState } from './advance';
import type { Participant } from './frame-view';
import type { InstrumentRuntime } from './instrument-runtime';
import { countedDoubt } from './provenance';

/** What the level of a sum rests on now: the events of the frame's own instrument, the doubt of all that count. */
export function trustNow(participants: readonly Participant[]): LevelTrust {
  return {
    levelEvents: levelEvents(participants[0].runtime.sealed),
    levelDoubt: countedDoubt(participants, (runtime) => levelDoubt(closedState(runtime))),
  };
}

/**
 * What it rested on at `untilMs` (Unix ms), as the half-hour columns noted that were over then, so that a band of the past
 * is the one that was shown; nothing where the own column does not tell, as those of older versions.
 */
export function trustThen(participants: readonly Participant[], untilMs: number): Partial<LevelTrust> {
  const overMs = (Math.floor(untilMs / COARSE.columnMs) - 1) * COARSE.columnMs;
  const noted = ({ coarse }: InstrumentRuntime) => trustAt(coarse, overMs);
  const own = noted(participants[0].runtime);
  if (!own) return {};
  const { levelEvents } = own;
  return { levelEvents, levelDoubt: countedDoubt(participants, (each) => noted(each)?.levelDoubt ?? 0) };
}
