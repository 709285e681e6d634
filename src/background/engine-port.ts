import { browser } from 'wxt/browser';
import { type EngineHost, hostEngine } from '../engine/engine-host';
import { watchLife } from '../engine/engine-life';
import { offscreenApi } from './chrome-only';

const OFFSCREEN_PAGE = '/offscreen.html';
const WORKER_SCRIPT = '/engine-worker.js';

/** Message with which a port travels from the background to the document that hosts the Worker. */
export const PORT_MESSAGE = 'liqlens-port';
export const RESTART_MESSAGE = 'liqlens-restart';

/** A way to the Worker, wherever this browser lets it live. */
export interface EngineRoad {
  /** A fresh port that the Worker answers Comlink calls on. */
  openPort(): Promise<MessagePort>;
  /** Ends a Worker that no longer answers and starts another one. */
  restart(): Promise<void>;
  /** Tells when the Worker of this boot is gone; not after the signal aborts. */
  watchLife(bootId: string, onDeath: () => void, signal: AbortSignal): void;
}

/** Firefox: the event page constructs the Worker itself. */
function directRoad(): EngineRoad {
  let host: EngineHost | null = null;
  const getHost = () => {
    host ??= hostEngine({ createWorker: () => new Worker(WORKER_SCRIPT) });
    // Tests of the healing end the Worker from outside; in Firefox there is no other way to reach it.
    if (import.meta.env.MODE === 'e2e') Object.assign(globalThis, { liqlensEngineHost: host });
    return host;
  };
  return {
    async openPort() {
      const { port1, port2 } = new MessageChannel();
      getHost().connect(port2);
      return port1;
    },
    async restart() {
      getHost().restart();
    },
    watchLife,
  };
}

let opening: Promise<void> | null = null;

/** Two concurrent `createDocument` calls reject, hence one promise in flight. */
async function ensureOffscreen(): Promise<void> {
  const offscreen = offscreenApi();
  if (await offscreen.exists()) return;
  opening ??= offscreen
    .create(OFFSCREEN_PAGE, 'Runs the estimator in a Web Worker, off the page and off the service worker.')
    .finally(() => {
      opening = null;
    });
  await opening;
}

async function findOffscreenClient(): Promise<{
  postMessage(message: unknown, transfer: Transferable[]): void;
}> {
  const url = browser.runtime.getURL(OFFSCREEN_PAGE);
  for (let attempt = 0; attempt < 20; attempt++) {
    const found = await offscreenApi().findClient(url);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the offscreen document did not appear');
}

/** Chrome: a service worker cannot construct Workers; the offscreen document hosts it and hands ports on. */
function offscreenRoad(): EngineRoad {
  return {
    async openPort() {
      await ensureOffscreen();
      const client = await findOffscreenClient();
      const { port1, port2 } = new MessageChannel();
      client.postMessage({ type: PORT_MESSAGE }, [port2]);
      return port1;
    },
    watchLife,
    async restart() {
      // A new document brings a new Worker.
      if (!(await offscreenApi().exists())) return ensureOffscreen();
      const client = await findOffscreenClient();
      client.postMessage({ type: RESTART_MESSAGE }, []);
    },
  };
}

export function engineRoad(): EngineRoad {
  return import.meta.env.FIREFOX ? directRoad() : offscreenRoad();
}
