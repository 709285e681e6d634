import type { LaunchedBrowser } from '../browsers/launched-browser';

const ROUNDS = 30;
const MEGABYTE = 1024 * 1024;

/**
 * Milliseconds for calls from Chrome's service worker to the engine's Worker that carry one megabyte: the background's
 * own road (offscreen document, MessagePort, Comlink), with a call that does no work.
 */
export async function workerRoundTripMs(launched: LaunchedBrowser): Promise<number[]> {
  const target = await launched.browser.waitForTarget(
    (candidate) => candidate.type() === 'service_worker' && candidate.url().includes(launched.extensionId),
  );
  const worker = await target.worker();
  if (worker === null) throw new Error('the service worker is not running');
  const times = await worker.evaluate(
    async (rounds, bytes) => {
      const scope = globalThis as unknown as {
        clients: { matchAll(options: unknown): Promise<{ url: string; postMessage: typeof postMessage }[]> };
      };
      const all = await scope.clients.matchAll({ includeUncontrolled: true });
      const host = all.find(({ url }) => url.endsWith('/offscreen.html'));
      if (host === undefined) throw new Error('no offscreen document');
      const { port1, port2 } = new MessageChannel();
      host.postMessage({ type: 'liqlens-port' }, [port2] as never);
      port1.start();
      const payload = new Uint8Array(bytes);
      const measured: number[] = [];
      for (let i = 0; i < rounds; i++) {
        const startMs = performance.now();
        await new Promise((resolve) => {
          port1.onmessage = resolve;
          // Comlink's call message; `bootId` ignores its arguments.
          const argumentList = [{ type: 'RAW', value: payload }];
          port1.postMessage({ id: `bench-${i}`, type: 'APPLY', path: ['bootId'], argumentList });
        });
        measured.push(performance.now() - startMs);
      }
      return measured;
    },
    ROUNDS,
    MEGABYTE,
  );
  return times.slice(5);
}
