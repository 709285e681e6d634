import type { Page } from 'puppeteer';
import { runInFirefox } from '../browsers/firefox-chrome';
import type { LaunchedBrowser } from '../browsers/launched-browser';
import { until } from './stage';

/** Patience with a machine that is busy with other things; a quiet one needs a second or two. */
const WAIT_MS = 30_000;
/** A frame that answers at all does so within this. */
const ANSWER_MS = 5000;
/** How far heat and the edges of a layer may be off the chart's own prices and pane, px. */
const FIT_PX = 1;

/** A layer that shows heat now, compared with the chart on which it lies. */
export interface HeatFit {
  /** Name of the chart; `?` where none lies below the layer. */
  name: string;
  /** Largest distance from the chart's own prices at 21 heights, px. */
  fitPx: number;
  /** Largest distance between an edge of the layer and the chart's pane, px. */
  boxPx: number;
  /** Whether the layer's bitmap has a pixel for each pixel of the screen. */
  isSharp: boolean;
}

/** Every layer with heat in all frames, each compared with its chart at one moment, two animation frames from now. */
export async function readFits(page: Page): Promise<HeatFit[]> {
  const fits = page.frames().map((frame) => answered(frame.evaluate(compareLayers).catch(() => [])));
  return (await Promise.all(fits)).flat();
}

/** Rejects where no answer comes: a frame that was just removed has no animation frame, and Firefox never says so. */
async function answered<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('a frame does not answer')), ANSWER_MS);
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}

async function compareLayers(): Promise<HeatFit[]> {
  // No named functions here: the TypeScript runner would wrap them in a helper that the page does not have.
  for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  const known = window.__charts ?? (window.__chart ? [{ name: 'chart', adapter: window.__chart }] : []);
  const layers = [...document.querySelectorAll<HTMLElement>('liqlens-layer[data-state="drawn"]')];
  return layers.map((layer) => {
    const box = layer.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const chart = known.find(({ adapter }) => {
      const { left, top, width, height } = adapter.rect();
      return x > left && x < left + width && y > top && y < top + height;
    });
    const price = JSON.parse(layer.dataset.mapping ?? 'null')?.price;
    if (!chart || !price)
      return { name: '?', fitPx: Number.MAX_VALUE, boxPx: Number.MAX_VALUE, isSharp: false };
    const pane = chart.adapter.rect();
    const bitmap = layer.shadowRoot?.querySelector('canvas');
    const misses = Array.from({ length: 21 }, (_, i) => {
      const at = pane.top + (pane.height * i) / 20;
      const u = (at - price.b) / price.a;
      return Math.abs((chart.adapter.p2y(price.scale === 'log' ? Math.exp(u) : u) ?? 1e9) - at);
    });
    const edges = [
      box.left - pane.left,
      box.top - pane.top,
      box.right - pane.left - pane.width,
      box.bottom - pane.top - pane.height,
    ];
    return {
      name: chart.name,
      fitPx: Math.max(...misses),
      boxPx: Math.max(...edges.map(Math.abs)),
      isSharp: Math.abs((bitmap?.width ?? 0) - box.width * devicePixelRatio) <= 1,
    };
  });
}

/** Waits for heat on exactly the charts of these names, each within a pixel of its chart and as sharp as the screen. */
export async function waitForHeatOn(page: Page, names: readonly string[] = ['chart']): Promise<void> {
  const wanted = [...names].sort().join();
  await until(
    `heat on ${wanted || 'no chart'}`,
    async () => {
      const fits = await readFits(page);
      const isRight =
        fits.every(({ fitPx, boxPx, isSharp }) => fitPx <= FIT_PX && boxPx <= FIT_PX && isSharp) &&
        fits
          .map(({ name }) => name)
          .sort()
          .join() === wanted;
      if (!isRight) throw new Error(JSON.stringify(fits));
      return true;
    },
    WAIT_MS,
  );
}

/** The browser's own zoom of the page's tab, as by Ctrl and +; `own` is a page of the extension, which may ask for it. */
export async function zoomTab(own: Page, page: Page, factor: number): Promise<void> {
  const address = page.url();
  await own.evaluate(
    async (url, zoom) => {
      const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
      const tab = (await api.tabs.query({})).find((one) => one.url === url);
      if (tab?.id === undefined) throw new Error(`no tab at ${url}`);
      await api.tabs.setZoom(tab.id, zoom);
    },
    address,
    factor,
  );
}

/**
 * As when the window moves to a screen with another number of pixels. Chromium emulates it for the page; Firefox draws its
 * whole window anew.
 */
export async function setPixelRatio(launched: LaunchedBrowser, page: Page, ratio: number): Promise<void> {
  if (launched.name === 'firefox') {
    await runInFirefox(
      launched.browser,
      `Services.prefs.setStringPref('layout.css.devPixelsPerPx', '${ratio}')`,
    );
  } else {
    const session = await page.createCDPSession();
    const size = { width: 0, height: 0, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: ratio });
  }
}
