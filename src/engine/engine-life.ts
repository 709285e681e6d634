/** The part of `navigator.locks` that is used; absent outside of browsers. */
interface Locks {
  request(name: string, options: { signal?: AbortSignal }, use: () => Promise<unknown>): Promise<unknown>;
}

function locks(): Locks | undefined {
  return globalThis.navigator?.locks as Locks | undefined;
}

function lockOf(bootId: string): string {
  return `liqlens-engine ${bootId}`;
}

/**
 * Called by the Worker: holds a lock until the Worker dies, of whatever cause; the browser lets go of it then. Resolves
 * when the lock is held.
 */
export function holdLife(bootId: string): Promise<void> {
  return new Promise((resolve) => {
    const available = locks();
    if (!available) return resolve();
    void available.request(lockOf(bootId), {}, () => {
      resolve();
      return new Promise(() => {});
    });
  });
}

/**
 * Calls `onDeath` when the Worker that holds the lock of `bootId` is gone, within milliseconds and however busy the
 * machine is; never after the signal aborts, and never where there are no locks.
 */
export function watchLife(bootId: string, onDeath: () => void, signal: AbortSignal): void {
  locks()
    ?.request(lockOf(bootId), { signal }, async () => onDeath())
    // Aborted: nobody waits for it any more.
    .catch(() => undefined);
}
