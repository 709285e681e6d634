import type { Page } from 'puppeteer';
import type { LaunchedBrowser } from './launched-browser';

const POPUP_WAIT_MS = 5000;
/** About what the popup measures over a page; in a tab of its own it would be as wide as the window. */
const FIREFOX_POPUP_PX = { width: 340, height: 620 };

/** The real popup over `page` in Chrome, true to size; in Firefox the popup's page in a tab behind `page`. */
export async function openPopup(opened: LaunchedBrowser, page: Page): Promise<Page> {
  const popup = opened.name === 'firefox' ? await openBehind(opened, page) : await openOverPage(opened, page);
  await popup.waitForFunction('document.querySelectorAll("button").length > 3', { timeout: POPUP_WAIT_MS });
  return popup;
}

/** The popup asks which tab is in front when it loads, so it loads again once `page` is. */
async function openBehind(opened: LaunchedBrowser, page: Page): Promise<Page> {
  const popup = await opened.openExtensionPage('popup.html');
  await popup.setViewport(FIREFOX_POPUP_PX);
  await page.bringToFront();
  const firstLoadMs = await popup.evaluate(() => performance.timeOrigin);
  // Not `reload()`, which waits for an event that Firefox does not send for pages of extensions.
  await popup.evaluate(() => location.reload());
  await popup.waitForFunction(
    (before) => performance.timeOrigin > before,
    { timeout: POPUP_WAIT_MS },
    firstLoadMs,
  );
  return popup;
}

async function openOverPage(opened: LaunchedBrowser, page: Page): Promise<Page> {
  await page.bringToFront();
  const workerTarget = await opened.browser.waitForTarget(
    (target) => target.type() === 'service_worker' && target.url().includes(opened.extensionId),
    { timeout: POPUP_WAIT_MS },
  );
  const worker = await workerTarget.worker();
  if (worker === null) throw new Error('no service worker');
  await worker.evaluate('chrome.action.openPopup()');
  const target = await opened.browser.waitForTarget((candidate) => candidate.url().endsWith('/popup.html'), {
    timeout: POPUP_WAIT_MS,
  });
  return target.asPage();
}
