import type { AnchorSource } from '../core/axis/axis-mapping';
import { areSameHeights, isSameRect } from './geometry';
import type { ChartReading, RunningStrategy } from './strategy';

/** A reading and the strategy that it comes from. */
export interface SourcedReading extends ChartReading {
  source: AnchorSource;
}

/** A strategy at work, and whether it can be believed. */
export interface Running {
  source: AnchorSource;
  strategy: RunningStrategy;
  /** Its last tick failed, so that what it knows may be old. */
  isBlind: boolean;
}

/**
 * For each chart the first locked reading in the order of the strategies, else the first that says why not. An unsure
 * one counts as locked when a later one, which reads what is painted, says the same.
 * @param reference Price near which two readings must agree; 0 when unknown.
 */
export function chooseReadings(running: Running[], reference: number): SourcedReading[] {
  const chosen: SourcedReading[] = [];
  for (const { source, strategy, isBlind } of running)
    for (const reading of isBlind ? [] : strategy.read()) {
      const at = chosen.findIndex((c) => c.element === reading.element || isSameRect(c.pane, reading.pane));
      const old = chosen[at];
      if (!old) chosen.push({ ...reading, source });
      else {
        old.bars ??= reading.bars;
        if (old.state !== 'locked' && reading.state === 'locked')
          chosen[at] = areSameHeights(old.price, reading.price, reference)
            ? { ...old, state: 'locked' }
            : { ...reading, source };
      }
    }
  return chosen;
}
