import type { Page } from 'puppeteer';
import type { BrowserName } from './extension-build';
import { launchChrome } from './launch-chrome';
import { launchFirefox } from './launch-firefox';
import type { LaunchedBrowser, LaunchOptions } from './launched-browser';

const REGISTER_WAIT_MS = 10_000;
const POLL_MS = 50;

/** Starts either browser; returns when the extension has registered its scripts for the sites. */
export async function launchBrowser(name: BrowserName, options: LaunchOptions): Promise<LaunchedBrowser> {
  const launched = name === 'chrome' ? await launchChrome(options) : await launchFirefox(options);
  if (options.extensionDir !== null) {
    await waitForRegistration(launched, options.keepsWelcome ?? false);
  }
  return launched;
}

/** A page opened before the registration would never get the scripts. */
async function waitForRegistration(launched: LaunchedBrowser, keepsWelcome: boolean): Promise<void> {
  const page = await launched.openExtensionPage('popup.html');
  const untilMs = Date.now() + REGISTER_WAIT_MS;
  let count = 0;
  while (count === 0 && Date.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    count = await page.evaluate(async () => {
      const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
      return (await api.scripting.getRegisteredContentScripts()).length;
    });
  }
  if (!keepsWelcome) await closeWelcome(page);
  await page.close();
  if (count === 0) throw new Error(`the extension registered no scripts within ${REGISTER_WAIT_MS} ms`);
}

/**
 * The extension greets after its installation, before it registers; a page opened later would not be in front of it.
 * Asked of the browser from inside, since Firefox shows such a tab to nobody else.
 */
async function closeWelcome(own: Page): Promise<void> {
  await own.evaluate(async () => {
    const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
    for (const { id, url } of await api.tabs.query({})) {
      if (id !== undefined && url?.endsWith('/welcome.html')) await api.tabs.remove(id);
    }
  });
}
