import type { UsageReport } from '../../src/messages/popup-protocol';
import type { LaunchedBrowser } from './launched-browser';

/** Bytes that the extension has stored, asked from one of its own pages; null when it does not answer. */
export async function readStoredBytes(opened: LaunchedBrowser): Promise<number | null> {
  const usage = await askBackground<UsageReport>(opened, { to: 'background', type: 'usage' }).catch(
    () => null,
  );
  return usage?.storedBytes ?? null;
}

/** Sends a request as the popup would and returns the answer. */
export async function askBackground<T>(opened: LaunchedBrowser, request: unknown): Promise<T | null> {
  const page = await opened.openExtensionPage('popup.html');
  try {
    const text = await page.evaluate(async (message) => {
      const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
      return JSON.stringify((await api.runtime.sendMessage(JSON.parse(message))) ?? null);
    }, JSON.stringify(request));
    return JSON.parse(text) as T | null;
  } finally {
    await page.close().catch(() => undefined);
  }
}
