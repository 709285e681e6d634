import { browser } from 'wxt/browser';
import { type BackgroundMessage, PAGE_PORT, type PageMessage } from '../messages/page-protocol';
import { whenReopened } from './when-reopened';
import { whileVisible } from './while-visible';

const HEARTBEAT_MS = 10_000;
const CHECK_MS = 1000;
/** A visible page that hears nothing for this long asks whether anybody is there .. */
const SUSPECT_MS = 2000;
/** .. and takes the port for dead when nobody answers: a killed background does not always close it .. */
const DEAD_MS = 4000;
/** .. but gives the next one longer, since one that is just starting on a busy machine is not dead. */
const LONGEST_DEAD_MS = 16_000;
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 10_000;

export interface BackgroundPort {
  send(message: PageMessage): void;
}

interface PortOptions {
  /** Said again after every reconnection, so that a background that died knows everything at once. */
  introduce(): PageMessage[];
  onMessage(message: BackgroundMessage): void;
  /** The port dropped; what is on screen may be old until the next message. */
  onLost(): void;
  signal: AbortSignal;
}

/** The port to the background, reopened with back-off whenever it drops; visible pages keep Firefox awake. */
export function connectBackground(options: PortOptions): BackgroundPort {
  let port: ReturnType<typeof browser.runtime.connect> | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let deadMs = DEAD_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let heardMs = 0;
  let saidMs = 0;

  const send = (message: PageMessage) => {
    try {
      port?.postMessage(message);
    } catch {
      // The port closed between the check and the call; onDisconnect reconnects and introduces us again.
    }
  };

  const open = () => {
    if (options.signal.aborted) return;
    try {
      port = browser.runtime.connect({ name: PAGE_PORT });
    } catch {
      // The extension was updated or removed: this script is an orphan and its context aborts the signal.
      return;
    }
    heardMs = performance.now();
    port.onMessage.addListener((message) => {
      pauseMs = FIRST_PAUSE_MS;
      deadMs = DEAD_MS;
      heardMs = performance.now();
      if ((message as BackgroundMessage).type !== 'heartbeat')
        options.onMessage(message as BackgroundMessage);
    });
    port.onDisconnect.addListener(reopenLater);
    for (const message of options.introduce()) send(message);
  };

  const reopenLater = () => {
    port = null;
    options.onLost();
    if (options.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(open, pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  };

  const reopenNow = () => {
    clearTimeout(timer);
    port?.onDisconnect.removeListener(reopenLater);
    port?.disconnect();
    port = null;
    options.onLost();
    open();
  };
  // A page that comes back from the back-forward cache holds a port that nobody answers any more.
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) reopenNow();
  };
  const beat = () => {
    if (port === null) return;
    const now = performance.now();
    if (now - heardMs >= deadMs) {
      deadMs = Math.min(deadMs * 2, LONGEST_DEAD_MS);
      return reopenNow();
    }
    if (now - saidMs < (now - heardMs >= SUSPECT_MS ? SUSPECT_MS : HEARTBEAT_MS)) return;
    saidMs = now;
    send({ type: 'heartbeat' });
  };
  const onVisibility = () => {
    // Nothing was sent to the hidden page: it has waited for nothing until now.
    heardMs = performance.now();
    const isVisible = document.visibilityState === 'visible';
    if (isVisible && port === null) return reopenNow();
    send({ type: 'visible', isVisible });
  };
  const listen = () => {
    const { signal } = options;
    window.addEventListener('pageshow', onShow, { signal });
    document.addEventListener('visibilitychange', onVisibility, { signal });
  };
  listen();
  whenReopened(document, options.signal, listen);
  whileVisible(document, CHECK_MS, options.signal, beat);
  options.signal.addEventListener('abort', () => {
    clearTimeout(timer);
    port?.disconnect();
    port = null;
  });
  open();
  return { send };
}
