import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { build } from 'vite';
import type { StringKey } from '../../../src/panel/strings/text';
import { findBrowser } from '../../browsers/find-browser.mjs';
import { PANEL_STATES } from '../panel-states';

/**
 * `npx tsx tests/panel/gallery/gallery.ts [--firefox] [name...]`: renders every state of the panel, of the pill and of the
 * extension pages with made-up figures and writes `demo/gallery/panel-<name>-<theme>.png`, in Firefox
 * `demo/gallery/firefox/...`. Names limit it to states that contain one.
 */
const ROOT = resolve(import.meta.dirname, '../../..');
const OUT = join(ROOT, 'demo/gallery');
const THEMES = ['dark', 'light'];
const MIME: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Every picture as `kind/state`. */
const SCENES = [
  ...Object.keys(PANEL_STATES).map((state) => `panel/${state}`),
  'panel/more-look',
  'panel/more-model',
  'panel/more-made',
  'panel/more-check',
  // The longest and the densest scripts, where lines are most likely to break badly.
  ...['ru', 'tr', 'ja', 'vi'].flatMap((language) => [`panel/cascade@${language}`, `panel/plan@${language}`]),
  // The pill with its tooltip, over a chart and over one that is hardly wider.
  ...Object.keys(PANEL_STATES).flatMap((state) => [`pill/${state}`, `narrow-pill/${state}`]),
  'popup/on',
  'popup/crowded',
  'popup/not-aligned',
  'popup/permission',
  'popup/no-page',
  'options/all',
  'welcome/first',
];

/** Builds the gallery page into a new temporary folder and serves it; `stop` removes both. */
export async function serveGallery(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'liqlens-gallery-'));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: folder, emptyOutDir: true, target: 'esnext' },
  });
  const server = serve(folder);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}/index.html`, stop };
}

function serve(folder: string): Server {
  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://gallery').pathname;
    readFile(join(folder, path)).then(
      (body) =>
        response.setHeader('content-type', MIME[extname(path)] ?? 'application/octet-stream').end(body),
      () => response.writeHead(404).end(),
    );
  });
}

/** Starts the installed browser of that name, without the extension; the theme is the system's, for Firefox. */
export function startBrowser(name: 'chrome' | 'firefox' = 'chrome', theme = 'light'): Promise<Browser> {
  const executablePath = findBrowser(name);
  if (executablePath === null) throw new Error(`no browser found: ${name}`);
  return puppeteer.launch({
    browser: name,
    executablePath,
    headless: true,
    extraPrefsFirefox: { 'ui.systemUsesDarkTheme': theme === 'dark' ? 1 : 0 },
    args: name === 'chrome' ? ['--no-sandbox', '--force-color-profile=srgb'] : [],
  });
}

/** Disclosures to open before the picture is taken, from the outside in; their names are keys of the locale files. */
const OPENED: Record<string, StringKey[]> = {
  'panel/plan': ['sectionPlan'],
  'panel/more-look': ['more', 'sectionLook'],
  'panel/more-model': ['more', 'sectionFilters'],
  'panel/more-made': ['more', 'sectionProvenance'],
  'panel/more-check': ['more', 'sectionCrossCheck'],
  'panel/scored': ['more', 'sectionScorecard'],
};

async function stringsOf(language: string): Promise<Record<string, string>> {
  const file = join(ROOT, 'src/panel/locales', `${language}.json`);
  return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
}

async function openFold(page: Page, title: string): Promise<void> {
  await page.evaluate((wanted) => {
    const root = document.querySelector('div')?.shadowRoot ?? document;
    const fold = [...root.querySelectorAll('summary, .footer button')].find(
      (item) => item.textContent === wanted,
    );
    (fold as HTMLElement | undefined)?.click();
  }, title);
  await page.evaluate((wanted) => {
    const root = document.querySelector('div')?.shadowRoot ?? document;
    const fold = [...root.querySelectorAll('summary, .footer button')].find(
      (item) => item.textContent === wanted,
    );
    fold?.scrollIntoView();
  }, title);
}

function viewportOf(scene: string): { width: number; height: number } {
  if (scene.startsWith('pill')) return { width: 720, height: 320 };
  if (scene.startsWith('narrow-pill')) return { width: 320, height: 320 };
  if (scene.startsWith('popup')) return { width: 320, height: 420 };
  return scene.startsWith('panel') ? { width: 420, height: 760 } : { width: 800, height: 620 };
}

/** All pictures are called `panel-...`: the panel's states by state, the extension pages by page and state. */
function pathOf(folder: string, scene: string, theme: string): `${string}.png` {
  const plain = scene.replace('@', '-');
  const name = scene.startsWith('panel/') ? plain.replace('/', '-') : `panel-${plain.replace('/', '-')}`;
  return `${join(folder, `${name}-${theme}`)}.png`;
}

/** Opens one scene, `kind/state` or `kind/state@language`, and its disclosures in a new page. */
export async function openScene(browser: Browser, url: string, scene: string, theme: string): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`${scene}: ${String(error)}`));
  await page.setViewport({ ...viewportOf(scene), deviceScaleFactor: 2 });
  // Firefox has no emulation of the system's theme; it is started with one.
  if (!(await browser.version()).startsWith('firefox')) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  }
  const [place, language = 'en'] = scene.split('@');
  await page.goto(`${url}#${place}/${theme}/${language}`);
  await page.waitForSelector('body > *:not(script)');
  const strings = await stringsOf(language);
  for (const key of OPENED[place] ?? []) await openFold(page, strings[key] ?? key);
  return page;
}

async function shoot(browser: Browser, url: string, scene: string, theme: string, path: `${string}.png`) {
  const page = await openScene(browser, url, scene, theme);
  if (scene.includes('pill/')) await page.locator('div >>> .pill-open').hover();
  await page.screenshot({ path, fullPage: scene.startsWith('options') });
  await page.close();
}

async function shootAll(name: 'chrome' | 'firefox', theme: string, url: string, scenes: string[]) {
  const folder = name === 'firefox' ? join(OUT, name) : OUT;
  await mkdir(folder, { recursive: true });
  const browser = await startBrowser(name, theme);
  try {
    for (const scene of scenes) {
      const path = pathOf(folder, scene, theme);
      await shoot(browser, url, scene, theme, path);
      console.log(relative(ROOT, path));
    }
  } finally {
    await browser.close();
  }
}

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { firefox: { type: 'boolean' } },
    allowPositionals: true,
  });
  const scenes = SCENES.filter(
    (scene) => positionals.length === 0 || positionals.some((name) => scene.includes(name)),
  );
  const gallery = await serveGallery();
  try {
    for (const theme of THEMES)
      await shootAll(values.firefox ? 'firefox' : 'chrome', theme, gallery.url, scenes);
  } finally {
    await gallery.stop();
  }
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
