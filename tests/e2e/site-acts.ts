import type { Page } from 'puppeteer';
import { feedById } from '../../src/feeds/registry';
import type { Site } from '../../src/sites/site';
import { type LayerReading, measureFit, readLayers, readPanel, waitForHeat } from '../browsers/read-liqlens';
import { openPanel } from '../browsers/use-panel';
import { coinOf, pageAt, siblingPage } from '../pages/sites/site-pages';
import { TESTED_SITES } from '../pages/sites/tested-sites';
import { until } from './stage';

/** Patience with a machine that is busy with other things; a quiet one needs a second or two. */
const WAIT_MS = 30_000;
/** How far a layer's box may be off the chart's own pane, px. */
const BOX_PX = 1;

/** Layers that show heat now. */
export async function drawnLayers(page: Page): Promise<LayerReading[]> {
  return (await readLayers(page)).filter(({ state }) => state === 'drawn');
}

/** What the adapter makes of an address under a title; no document. */
export function readSite(site: Site, address: string, title: string) {
  return site.readInstrument({ url: new URL(address), title, document: null });
}

/** Whether the site's title, and not its address, says which coin is shown. */
export function isTitleLed(site: Site, address: string): boolean {
  const shown = pageAt(TESTED_SITES, new URL(address));
  const next = siblingPage(TESTED_SITES, new URL(address), 'ETH');
  if (!shown || !next) return false;
  const read = readSite(site, new URL(next.address, address).href, shown.title.replace('{price}', '1,234.5'));
  return coinOf(read?.symbol ?? '') !== 'ETH';
}

/** The contract whose map the panel must show: the page's own, or any of the coin where we do not read its exchange. */
export function isContractOf(
  page: { symbol: string; venue: string | null; coin: string },
  shown: string,
): boolean {
  const isRead = page.venue !== null && Boolean(feedById(page.venue));
  return coinOf(shown) === page.coin && (!isRead || shown === page.symbol);
}

/** Waits until the panel has data of the coin at `address`. */
export async function waitForCoin(page: Page, address: string): Promise<void> {
  const wanted = pageAt(TESTED_SITES, new URL(address));
  if (!wanted) throw new Error(`no coin at ${address}`);
  const isShown = async () => {
    const panel = await readPanel(page);
    return panel?.state === 'ready' && isContractOf(wanted, panel.frame?.instrument ?? '');
  };
  await until(`the map of ${wanted.symbol}`, isShown, WAIT_MS);
}

/** Waits for heat within 1 px of the chart's own prices, in a box that is the chart's pane; gives what was drawn. */
export async function waitForFit(page: Page): Promise<LayerReading> {
  await waitForHeat(page, WAIT_MS);
  return until(
    'heat on the chart',
    async () => {
      const layers = await drawnLayers(page);
      if (layers.length !== 1) throw new Error(`${layers.length} layers`);
      const fit = await measureFit(layers[0]);
      const box = await boxError(layers[0]);
      if (!(fit <= 1) || !(box <= BOX_PX)) throw new Error(`fit ${fit} px, box ${box} px`);
      return layers[0];
    },
    WAIT_MS,
  );
}

/** Largest distance between an edge of the layer and the same edge of the chart's pane, px; Infinity over labels. */
async function boxError({ frame }: LayerReading): Promise<number> {
  return frame.evaluate(() => {
    const layer = document.querySelector('liqlens-layer[data-state="drawn"]')?.getBoundingClientRect();
    const pane = window.__chart?.rect();
    if (!layer || !pane) return Number.NaN;
    const edges = [
      layer.left - pane.left,
      layer.top - pane.top,
      layer.right - (pane.left + pane.width),
      layer.bottom - (pane.top + pane.height),
    ];
    const labels = [...document.querySelectorAll('svg text')].map((text) => text.getBoundingClientRect());
    const isOver = labels.some(
      ({ left, right, top, bottom }) =>
        left < layer.right && right > layer.left && top < layer.bottom && bottom > layer.top,
    );
    return isOver ? Number.POSITIVE_INFINITY : Math.max(...edges.map(Math.abs));
  });
}

/** Goes to an address without a load, as single-page sites do, and waits until no heat is left; ms that took. */
export async function goWithoutLoad(page: Page, address: string): Promise<number> {
  const ms = await page.evaluate(async (target) => {
    const drawn = 'liqlens-layer[data-state="drawn"]';
    const frames = [...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument);
    const documents = [document, ...frames].filter((one) => one !== null);
    const startMs = performance.now();
    const hiddenMs = new Promise<number | null>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!documents.some((one) => one.querySelector(drawn))) resolve(performance.now());
      });
      for (const one of documents)
        observer.observe(one, { subtree: true, childList: true, attributeFilter: ['data-state'] });
      setTimeout(() => resolve(null), 5000);
    });
    history.pushState(null, '', target);
    const isGone = !documents.some((one) => one.querySelector(drawn));
    const endMs = isGone ? performance.now() : await hiddenMs;
    return endMs === null ? null : endMs - startMs;
  }, address);
  if (ms === null) throw new Error(`heat is still there after the address became ${address}`);
  return ms;
}

/** The chart shows another coin, by its own controls. */
export function showCoin(page: Page, coin: string): Promise<void> {
  return page.evaluate((name) => window.__chart?.setSymbol(name) as Promise<void>, coin);
}

/** Text of the opened panel; its shadow root is open in test builds. */
export async function panelText(page: Page): Promise<string> {
  await openPanel(page);
  return page.evaluate(() => document.querySelector('liqlens-panel')?.shadowRoot?.textContent ?? '');
}

/** Opens the panel and presses its button whose text has `words`. */
export async function pressInPanel(page: Page, words: string): Promise<void> {
  await openPanel(page);
  await until(`a button "${words}"`, () =>
    page.evaluate((text) => {
      const root = document.querySelector('liqlens-panel')?.shadowRoot;
      const buttons = [...(root?.querySelectorAll('.window button') ?? [])];
      return buttons.some((button) => button.textContent?.includes(text));
    }, words),
  );
  const handle = await page.evaluateHandle((text) => {
    const root = document.querySelector('liqlens-panel')?.shadowRoot;
    return [...(root?.querySelectorAll('.window button') ?? [])].find((button) =>
      button.textContent?.includes(text),
    );
  }, words);
  const element = handle.asElement();
  if (element === null) throw new Error(`no button "${words}"`);
  await (element as Awaited<ReturnType<Page['$']>>)?.click();
}
