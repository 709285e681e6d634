import puppeteer from 'puppeteer';
import { findBrowser } from './find-browser.mjs';
import type { LaunchedBrowser, LaunchOptions } from './launched-browser';

/** Chromium or Chrome with every host name mapped to the local exchange. */
export async function launchChrome(options: LaunchOptions): Promise<LaunchedBrowser> {
  const executablePath = findBrowser('chrome');
  if (executablePath === null) throw new Error('no Chromium or Chrome found; set LIQLENS_CHROME');
  const { width = 1440, height = 900, scale = 1 } = options;
  const browser = await puppeteer.launch({
    executablePath,
    pipe: true,
    enableExtensions: true,
    headless: options.isHeadless ?? true,
    userDataDir: options.profileDir,
    env: { ...process.env, ...options.environment },
    acceptInsecureCerts: options.serverPort !== null,
    defaultViewport: null,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.serverPort === null
        ? []
        : [
            `--host-resolver-rules=MAP * 127.0.0.1:${options.serverPort}`,
            '--ignore-certificate-errors',
            '--disable-quic',
          ]),
      `--window-size=${width},${height}`,
      `--force-device-scale-factor=${scale}`,
      '--no-first-run',
      '--lang=en-US',
      '--disable-dev-shm-usage',
    ],
  });
  const extensionId =
    options.extensionDir === null ? '' : await browser.installExtension(options.extensionDir);
  const openPage = async (url: string) => {
    const page = await browser.newPage();
    await page.goto(url, { waitUntil: 'load' });
    return page;
  };
  return {
    name: 'chrome',
    browser,
    extensionId,
    openPage,
    openExtensionPage: (path) => openPage(`chrome-extension://${extensionId}/${path}`),
    close: () => browser.close(),
  };
}
