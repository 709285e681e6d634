import type { Frame, Page } from 'puppeteer';
import { launchChrome } from '../../browsers/launch-chrome';
import { launchFirefox } from '../../browsers/launch-firefox';
import { type LabHost, labProbeScript, startLabHost } from './lab-host';
import type { LabView } from './lab-probe';

/** One browser with the laboratory's server behind it. */
export interface LabBrowser {
  /** Opens a scene with the probe injected before the page's own scripts. */
  open(scene: string, variant?: string): Promise<LabPage>;
  /** A scene whose page runs `script` after the probe and before anything of its own. */
  openAfter(script: string, scene: string): Promise<LabPage>;
  /** A scene whose page runs `script` before the probe. */
  openBefore(script: string, scene: string): Promise<LabPage>;
  /** The same scene without the probe, for comparison. */
  openBare(scene: string): Promise<LabPage>;
  close(): Promise<void>;
}

export interface LabPage {
  page: Page;
  /** Frame that holds the chart. */
  frame: Frame;
  /** Errors that reached the page. */
  errors: string[];
  runViews(seed: number, count: number): Promise<LabView[]>;
  runTrap(seed: number, count: number): Promise<number[]>;
  close(): Promise<void>;
}

const WAIT_MS = 15_000;
/** The SVG strategy and the re-adding of lost listeners run twice a second. */
const SETTLE_MS = 700;

/**
 * Starts a browser at a device scale; Firefox only at 1.
 * @param zone The user's time zone, as the IANA calls it.
 */
export async function openLab(name: 'chrome' | 'firefox', scale = 1, zone = 'UTC'): Promise<LabBrowser> {
  process.env.TZ = zone;
  const launch = name === 'chrome' ? launchChrome : launchFirefox;
  const [host, script] = await Promise.all([startLabHost(), labProbeScript()]);
  const { browser } = await launch({
    extensionDir: null,
    serverPort: null,
    scale,
    width: 1280,
    height: 800,
  } as never);
  return {
    open: async (scene, variant) => openScene(await browser.newPage(), script, host, scene, variant),
    openAfter: async (hostile, scene) =>
      openScene(await browser.newPage(), `${script};(() => {${hostile}})();`, host, scene),
    openBefore: async (hostile, scene) =>
      openScene(await browser.newPage(), `(() => {${hostile}})();${script}`, host, scene),
    openBare: async (scene) => openScene(await browser.newPage(), '', host, scene),
    close: async () => {
      await browser.close();
      await host.close();
    },
  };
}

async function openScene(
  page: Page,
  script: string,
  host: LabHost,
  scene: string,
  variant?: string,
): Promise<LabPage> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)));
  if (script) await page.evaluateOnNewDocument(script);
  await page.goto(host.url(scene, variant));
  await page.waitForFunction(() => window.__lab !== undefined, { timeout: WAIT_MS });
  const frame = scene.endsWith('-host') ? await innerFrame(page) : page.mainFrame();
  await frame.evaluate(() => window.__liqlensLab?.start());
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return {
    page,
    frame,
    errors,
    runViews: (seed, count) =>
      inChunks(page, seed, count, (s, n) =>
        frame.evaluate((s2, n2) => window.__liqlensLab?.runViews(s2, n2) ?? Promise.resolve([]), s, n),
      ),
    runTrap: (seed, count) =>
      inChunks(page, seed, count, (s, n) =>
        frame.evaluate((s2, n2) => window.__liqlensLab?.runTrap(s2, n2) ?? Promise.resolve([]), s, n),
      ),
    close: () => page.close(),
  };
}

const CHUNK = 20;

/** A long run in calls short enough for the driver's patience on a slow machine. */
async function inChunks<T>(
  page: Page,
  seed: number,
  count: number,
  run: (seed: number, count: number) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = [];
  // A tab in the background paints nothing.
  await page.bringToFront();
  while (all.length < count) all.push(...(await run(seed + all.length, Math.min(CHUNK, count - all.length))));
  return all;
}

/** The frame in which a host page has put its chart. */
async function innerFrame(page: Page): Promise<Frame> {
  const untilMs = performance.now() + WAIT_MS;
  while (performance.now() < untilMs) {
    for (const frame of page.frames().slice(1))
      if (await frame.evaluate(() => window.__lab?.chart !== undefined).catch(() => false)) return frame;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the chart frame did not load');
}
