import type { MarketEvent } from '../../core/market/market-event';
import { backOffMs } from '../transport/back-off';
import { wait } from '../transport/environment';

/** Events of one hand-over at most: whatever else is to be stored or drawn waits for no more than that. */
export const PART_EVENTS = 5000;

/** Hands batches over one after the other; a batch that could not be stored is handed over again. */
export interface Outbox {
  /** In parts, in their order. Resolves when all are stored, or when the signal aborts. */
  send(events: MarketEvent[]): Promise<void>;
  /**
   * The same before everything that waits: what is happening now does not wait for the past. `wholeUntilMs` is stored
   * together with the events, see `FeedRun.onEvents`.
   */
  sendFirst(events: MarketEvent[], wholeUntilMs?: number): Promise<void>;
  /** Whether something that went first is under way; what happens meanwhile then merges instead of queueing up. */
  isBusy(): boolean;
}

interface Part {
  events: MarketEvent[];
  wholeUntilMs: number | undefined;
  onStored(): void;
}

/**
 * Hands batches to `onEvents` one after another, each again until it is taken.
 * @param random 0..1, for the jitter of the waits in between.
 */
export function createOutbox(
  onEvents: (events: MarketEvent[], wholeUntilMs?: number) => Promise<unknown>,
  random: () => number,
  signal: AbortSignal,
): Outbox {
  const first: Part[] = [];
  const parts: Part[] = [];
  let last: Promise<void> = Promise.resolve();
  let isRunning = false;
  let pendingFirst = 0;

  const deliver = async ({ events, wholeUntilMs }: Part): Promise<void> => {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await onEvents(events, wholeUntilMs);
        return;
      } catch {
        // The engine may be starting anew; the events are still ours.
        await wait(backOffMs(attempt, 500, 15_000, random()), signal);
      }
    }
  };

  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (let part = first.shift() ?? parts.shift(); part; part = first.shift() ?? parts.shift()) {
      await deliver(part);
      part.onStored();
    }
    isRunning = false;
  };

  const queue = (into: Part[], events: MarketEvent[], wholeUntilMs?: number): Promise<void> => {
    const stored = new Promise<void>((onStored) => into.push({ events, wholeUntilMs, onStored }));
    const before = last;
    last = stored.then(() => before);
    void run();
    return stored;
  };

  return {
    isBusy: () => pendingFirst > 0,
    send(events) {
      for (let at = 0; at < events.length; at += PART_EVENTS) {
        void queue(parts, events.slice(at, at + PART_EVENTS));
      }
      return last;
    },
    sendFirst(events, wholeUntilMs) {
      if (events.length === 0) return Promise.resolve();
      pendingFirst += 1;
      return queue(first, events, wholeUntilMs).finally(() => {
        pendingFirst -= 1;
      });
    },
  };
}
