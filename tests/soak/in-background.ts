import type { WebWorker } from 'puppeteer';
import type { LaunchedBrowser } from '../browsers/launched-browser';

/** Chrome's service worker of the extension. */
export async function serviceWorker(launched: LaunchedBrowser): Promise<WebWorker> {
  const target = await launched.browser.waitForTarget(
    (candidate) => candidate.type() === 'service_worker' && candidate.url().includes(launched.extensionId),
  );
  const worker = await target.worker();
  if (worker === null) throw new Error('the service worker is not running');
  return worker;
}

/** Runs code in it. */
export async function evaluateInBackground(launched: LaunchedBrowser, code: string): Promise<unknown> {
  return (await serviceWorker(launched)).evaluate(code);
}
