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
}

/** The running context's own fetch, WebSocket, clock and random numbers. */
export function systemEnvironment(): Environment {
  return {
    fetch: (url, init) => fetch(url, init),
    openSocket: (url) => new WebSocket(url) as SocketLike,
    now: () => Date.now(),
    random: () => Math.random(),
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
