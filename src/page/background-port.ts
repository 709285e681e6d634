import { browser } from 'wxt/browser';
import { type BackgroundMessage, PAGE_PORT, type PageMessage } from '../messages/page-protocol';

const HEARTBEAT_MS = 10_000;
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
  let timer: ReturnType<typeof setTimeout> | undefined;

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
    port.onMessage.addListener((message) => {
      pauseMs = FIRST_PAUSE_MS;
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

  // A page that comes back from the back-forward cache holds a port that nobody answers any more.
  const onShow = (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    clearTimeout(timer);
    port?.onDisconnect.removeListener(reopenLater);
    port?.disconnect();
    port = null;
    options.onLost();
    open();
  };
  window.addEventListener('pageshow', onShow, { signal: options.signal });
  const beat = setInterval(() => {
    if (document.visibilityState === 'visible') send({ type: 'heartbeat' });
  }, HEARTBEAT_MS);
  document.addEventListener(
    'visibilitychange',
    () => send({ type: 'visible', isVisible: document.visibilityState === 'visible' }),
    { signal: options.signal },
  );
  options.signal.addEventListener('abort', () => {
    clearInterval(beat);
    clearTimeout(timer);
    port?.disconnect();
    port = null;
  });
  open();
  return { send };
}
