/** How often a page may take the element out within the window before it stays out until the window is over. */
const RETURN_LIMIT = 5;
const WINDOW_MS = 60_000;

/**
 * Puts `host` back at the end of the body when the page takes it out, as single-page sites do that build their body
 * anew; at most five times a minute, so that a page that does not want it is not fought.
 */
export function keepHost(document: Document, host: HTMLElement, signal: AbortSignal): void {
  let returns: number[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const watch = () => {
    observer.disconnect();
    observer.observe(document, { childList: true });
    for (const parent of [document.documentElement, document.body]) {
      if (parent) observer.observe(parent, { childList: true });
    }
  };
  const putBack = () => {
    if (signal.aborted || host.isConnected || !document.body) return;
    const now = performance.now();
    returns = returns.filter((time) => now - time < WINDOW_MS);
    if (returns.length >= RETURN_LIMIT) {
      timer ??= setTimeout(tryLater, WINDOW_MS);
      return;
    }
    returns.push(now);
    document.body.append(host);
    watch();
  };
  const tryLater = () => {
    timer = undefined;
    putBack();
  };
  const observer = new MutationObserver(() => {
    if (!host.isConnected) watch();
    putBack();
  });
  watch();
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
  });
}
