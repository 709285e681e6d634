import type { InstrumentKey } from '../core/market/instrument';

/** Who may work on what now: one call at a time on an instrument, or one alone on everything. */
export interface Turns {
  /** Runs `work` when earlier calls for the same instrument are done. */
  alone<T>(key: InstrumentKey, work: () => Promise<T>): Promise<T>;
  /** Runs `work` while nothing else runs; later calls wait for it. */
  exclusive(work: () => Promise<void>): Promise<void>;
}

export function createTurns(): Turns {
  const tails = new Map<InstrumentKey, Promise<unknown>>();
  let barrier: Promise<void> | null = null;
  return {
    alone(key, work) {
      // The barrier of this moment: one that is put up later waits for this call and not the other way round.
      const gate = barrier;
      const before = tails.get(key) ?? Promise.resolve();
      const run = before.then(() => gate).then(work);
      tails.set(
        key,
        run.catch(() => {}),
      );
      return run;
    },
    async exclusive(work) {
      while (barrier) await barrier;
      const idle = Promise.all(tails.values());
      let open = (): void => {};
      barrier = new Promise((resolve) => {
        open = resolve;
      });
      try {
        await idle;
        await work();
      } finally {
        barrier = null;
        open();
      }
    },
  };
}
