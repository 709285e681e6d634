import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { build } from 'vite';

/** A page script of this folder with all it imports. */
async function bundle(page: string): Promise<string> {
  const result = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: resolve(import.meta.dirname, page), formats: ['iife'], name: 'harnessPage' },
    },
  });
  const output = (Array.isArray(result) ? result[0] : result) as { output: { code?: string }[] };
  return output.output[0].code ?? '';
}

/** Chromium of the variable CHROMIUM or of PATH; undefined lets puppeteer look for its own. */
function findChromium(): string | undefined {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Opens the harness page in Chromium; `dpr` is the real device scale, set at launch. */
export async function openHarness(
  width: number,
  height: number,
  dpr = 1,
  script = 'harness-page.ts',
): Promise<{ browser: Browser; page: Page; errors: string[] }> {
  const code = await bundle(script);
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', `--force-device-scale-factor=${dpr}`, '--hide-scrollbars'],
    defaultViewport: { width, height, deviceScaleFactor: dpr },
  });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.setContent('<!doctype html><html><body></body></html>');
  await page.addScriptTag({ content: code });
  return { browser, page, errors };
}
