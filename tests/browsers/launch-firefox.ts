import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer';
import { findBrowser } from './find-browser.mjs';
import type { LaunchedBrowser, LaunchOptions } from './launched-browser';

const POLL_MS = 50;
const PAGE_WAIT_MS = 15_000;

/** Firefox with every host name mapped to the local exchange. */
export async function launchFirefox(options: LaunchOptions): Promise<LaunchedBrowser> {
  const executablePath = findBrowser('firefox');
  if (executablePath === null) throw new Error('no Firefox found; set LIQLENS_FIREFOX');
  const { width = 1440, height = 900 } = options;
  const extensionId = options.firefoxExtensionId ?? randomUUID();
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: options.isHeadless ?? true,
    userDataDir: options.profileDir,
    env: { ...process.env, ...options.environment },
    acceptInsecureCerts: options.serverPort !== null,
    defaultViewport: null,
    // Without the first argument no extension page can be opened from outside.
    args: ['--remote-allow-system-access', `--width=${width}`, `--height=${height}`],
    extraPrefsFirefox: preferences(options, extensionId),
  });
  if (options.extensionDir !== null) await browser.installExtension(options.extensionDir);
  return {
    name: 'firefox',
    browser,
    extensionId: options.extensionDir === null ? '' : extensionId,
    async openPage(url) {
      const page = await browser.newPage();
      await page.goto(url, { waitUntil: 'load' });
      return page;
    },
    async openExtensionPage(path) {
      const page = await browser.newPage();
      return gotoExtensionPage(page, `moz-extension://${extensionId}/${path}`);
    },
    close: () => browser.close(),
  };
}

function preferences(options: LaunchOptions, extensionId: string): Record<string, string | number | boolean> {
  const network: Record<string, string | number | boolean> =
    options.serverPort === null
      ? {}
      : {
          'network.dns.forceResolve': '127.0.0.1',
          // 8443: the sockets of OKX.
          'network.socket.forcePort': [443, 80, 8443]
            .map((port) => `${port}=${options.serverPort}`)
            .join(';'),
          'network.trr.mode': 5,
          'network.http.http3.enable': false,
        };
  return {
    ...network,
    'extensions.webextensions.uuids': JSON.stringify({ [geckoId(options.extensionDir)]: extensionId }),
    // An extension that is loaded for a test leaves with the browser, and would take its data along.
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
    ...(options.scale === undefined ? {} : { 'layout.css.devPixelsPerPx': `${options.scale}` }),
    ...(options.grantsPermissions ? { 'extensions.webextOptionalPermissionPrompts': false } : {}),
    'intl.accept_languages': 'en-US',
  };
}

function geckoId(extensionDir: string | null): string {
  if (extensionDir === null) return '';
  const manifest = JSON.parse(readFileSync(join(extensionDir, 'manifest.json'), 'utf8'));
  return String(manifest.browser_specific_settings.gecko.id);
}

/** Firefox navigates to an extension page but the driver's promise never settles: look for the result instead. */
async function gotoExtensionPage(page: Page, url: string): Promise<Page> {
  page.goto(url).catch(() => undefined);
  const untilMs = Date.now() + PAGE_WAIT_MS;
  while (Date.now() < untilMs) {
    const isThere = await page
      .evaluate((wanted) => location.href === wanted && document.readyState === 'complete', url)
      .catch(() => false);
    if (isThere) return page;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`extension page did not load: ${url}`);
}
