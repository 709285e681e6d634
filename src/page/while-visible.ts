import { whenReopened } from './when-reopened';

/**
 * Calls `tick` every `periodMs` while `document` is on screen. A hidden tab has no timer at all; when it is shown
 * again, `tick` runs at once.
 */
export function whileVisible(
  document: Document,
  periodMs: number,
  signal: AbortSignal,
  tick: () => void,
): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const start = () => {
    timer ??= setInterval(tick, periodMs);
  };
  const follow = () => {
    if (document.visibilityState === 'hidden') return stop();
    tick();
    start();
  };
  if (signal.aborted) return;
  if (document.visibilityState !== 'hidden') start();
  const listen = () => document.addEventListener('visibilitychange', follow, { signal });
  listen();
  whenReopened(document, signal, listen);
  signal.addEventListener('abort', stop, { once: true });
}
