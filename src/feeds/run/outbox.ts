import type { MarketEvent } from '../../core/market/market-event';
import { backOffMs } from '../transport/back-off';
import { wait } from '../transport/environment';

/** Hands batches over one after the other; a batch that could not be stored is handed over again. */
export interface Outbox {
  /** Resolves when stored, or when the signal aborts. */
  send(events: MarketEvent[]): Promise<void>;
  /** Whether a batch is under way; live events then wait and merge instead of queueing up. */
  isBusy(): boolean;
}

/**
 * Hands batches to `onEvents` one after another, each again until it is taken.
 * @param random 0..1, for the jitter of the waits in between.
 */
export function createOutbox(
  onEvents: (events: MarketEvent[]) => Promise<unknown>,
  random: () => number,
  signal: AbortSignal,
): Outbox {
  let last: Promise<void> = Promise.resolve();
  let pending = 0;

  const deliver = async (events: MarketEvent[]): Promise<void> => {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await onEvents(events);
        return;
      } catch {
        // The engine may be starting anew; the events are still ours.
        await wait(backOffMs(attempt, 500, 15_000, random()), signal);
      }
    }
  };

  return {
    isBusy: () => pending > 0,
    send(events) {
      if (events.length === 0) return last;
      pending += 1;
      last = last
        .then(() => deliver(events))
        .finally(() => {
          pending -= 1;
        });
      return last;
    },
  };
}
