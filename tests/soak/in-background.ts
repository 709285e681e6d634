import type { LaunchedBrowser } from '../browsers/launched-browser';

/** Runs code in Chrome's service worker of the extension. */
export async function evaluateInBackground(launched: LaunchedBrowser, code: string): Promise<unknown> {
  const target = await launched.browser.waitForTarget(
    (candidate) => candidate.type() === 'service_worker' && candidate.url().includes(launched.extensionId),
  );
  const worker = await target.worker();
  if (worker === null) throw new Error('the service worker is not running');
  return worker.evaluate(code);
}
