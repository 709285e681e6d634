import type { Page } from 'puppeteer';
import type { LaunchedBrowser } from './launched-browser';

const POPUP_WAIT_MS = 5000;

/** The real popup over `page` in Chrome, true to size; in Firefox the popup's page in a tab. */
export async function openPopup(opened: LaunchedBrowser, page: Page): Promise<Page> {
  if (opened.name === 'firefox') return opened.openExtensionPage('popup.html');
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
  const popup = await target.asPage();
  await popup.waitForFunction('document.body.innerText.length > 20', { timeout: POPUP_WAIT_MS });
  return popup;
}
