/** The part of a WebSocket that the product uses. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** Everything impure that feeds need; tests hand in their own. Works without a window. */
export interface Environment {
  fetch(url: string, init: RequestInit): Promise<Response>;
  openSocket(url: string): SocketLike;
  /** Unix ms. */
  now(): number;
  /** 0..1, for jitter. */
  random(): number;
  /** Calls `listener` whenever the machine comes back to a network, where the context can tell. */
  onOnline?(listener: () => void): void;
}

/**
 * A clock that follows `wallMs` forwards, over the machine's sleep too, but never runs backwards: when the user sets
 * the clock back, waits and ages must not stand still for as long. `monotonicMs` counts on regardless.
 */
export function steadyClock(wallMs: () => number, monotonicMs: () => number): () => number {
  let shiftMs = wallMs() - monotonicMs();
  return () => {
    shiftMs = Math.max(shiftMs, wallMs() - monotonicMs());
    return Math.round(monotonicMs() + shiftMs);
  };
}

/** The running context's own fetch, WebSocket, clock and random numbers. */
export function systemEnvironment(): Environment {
  return {
    fetch: (url, init) => fetch(url, init),
    openSocket: (url) => new WebSocket(url) as SocketLike,
    now: steadyClock(
      () => Date.now(),
      () => performance.now(),
    ),
    random: () => Math.random(),
    onOnline: (listener) => globalThis.addEventListener?.('online', listener),
  };
}

/** Resolves after `ms`, or at once when the signal aborts; the caller looks at the signal. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, Math.max(0, ms));
    signal.addEventListener('abort', finish, { once: true });
  });
}
