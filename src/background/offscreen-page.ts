import { hostEngine } from '../engine/engine-host';
import { PORT_MESSAGE, RESTART_MESSAGE } from './engine-port';

/** Chrome's offscreen document: hosts the Worker and hands on the ports that the service worker sends. */
export function runOffscreen(): void {
  const host = hostEngine({ createWorker: () => new Worker('/engine-worker.js') });
  navigator.serviceWorker.addEventListener('message', ({ data, ports }) => {
    if (data?.type === PORT_MESSAGE && ports[0]) host.connect(ports[0]);
    if (data?.type === RESTART_MESSAGE) host.restart();
  });
  navigator.serviceWorker.startMessages();
}
