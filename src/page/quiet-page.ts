/** A page that is still loading after this long is not waited for. */
const PATIENCE_MS = 4000;
/** A page that is never idle gets what waits for it after this long. */
const IDLE_LIMIT_MS = 1000;

/** Calls `run` once, when the page has loaded and is idle: what can wait must not slow the page's own start. */
export function whenQuiet(window: Window, signal: AbortSignal, run: () => void): void {
  let isAsked = false;
  const ask = () => {
    if (isAsked || signal.aborted) return;
    isAsked = true;
    window.clearTimeout(timer);
    const handle = window.requestIdleCallback(run, { timeout: IDLE_LIMIT_MS });
    signal.addEventListener('abort', () => window.cancelIdleCallback(handle), { once: true });
  };
  const timer = window.setTimeout(ask, PATIENCE_MS);
  signal.addEventListener('abort', () => window.clearTimeout(timer), { once: true });
  if (window.document.readyState === 'complete') ask();
  else window.addEventListener('load', ask, { once: true, signal });
}
