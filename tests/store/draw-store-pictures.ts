/**
 * Draws the stores' pictures into docs/store/pictures: `npx tsx tests/store/draw-store-pictures.ts`, or only those of
 * `demo`, `chart` or `look`. Everything in them is the product itself in Chromium, over the local exchange's simulated market.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { ElementHandle, Page } from 'puppeteer';
import en from '../../src/panel/locales/en.json';
import { readLayers, readPanel, waitForHeat } from '../browsers/read-liqlens';
import { findInPanel, openPanel } from '../browsers/use-panel';
import { openStage, type Stage, until } from '../e2e/stage';
import { futuresUrl } from '../pages/futures/futures-sites';

const FOLDER = 'docs/store/pictures';
const SCREEN = { width: 1280, height: 800 };
const PROMOTION = { width: 440, height: 280 };
/** Limit of the listing, bytes. */
const MAX_BYTES = 300_000;
const WHEEL_TURNS = 3;
/** Width of the docked panel. */
const PANEL_PX = 338;
/** The bars above the time axis, their legend, and the plan's line under a cluster. */
const BARS_PX = 150;
const MOST_TURNS = 8;
const STEP = 6;
/** PNG filter 0, none: flat areas and a hard grid compress best so. */
const FILTER = 0;
/** Time for the layer to redraw after a change of the view. */
const REDRAW_MS = 1500;

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Presses the panel's button with this text as a hand would: the panel heeds no made-up events. */
async function press(page: Page, label: string): Promise<void> {
  const found = await page.evaluateHandle((wanted) => {
    const root = document.querySelector('liqlens-panel')?.shadowRoot;
    const buttons = [...(root?.querySelectorAll<HTMLElement>('button, summary') ?? [])];
    return buttons.find(({ textContent }) => textContent?.trim() === wanted) ?? null;
  }, label);
  const button = found.asElement() as ElementHandle<Element> | null;
  if (button === null) throw new Error(`no button in the panel: ${label}`);
  await button.click();
}

/** Types into the fields of the plan, by their ids. */
async function fillPlan(page: Page, values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    const field = await page.waitForSelector(`liqlens-panel >>> .plan-field-${id} input`, { timeout: 5000 });
    await field?.click({ count: 3 });
    await field?.type(value);
  }
}

/**
 * Gives the chart the page beside the docked panel and a wider view: the imitated site around it is not what the picture
 * is about.
 */
async function widenChart(page: Page): Promise<void> {
  await page.evaluate((left) => {
    for (const part of document.querySelectorAll('.order-book, .order-form, .positions')) part.remove();
    const main = document.querySelector<HTMLElement>('.main');
    const header = document.querySelector<HTMLElement>('.header');
    if (header) header.style.marginLeft = left;
    if (!main) return;
    main.style.height = 'calc(100vh - 60px)';
    main.style.marginLeft = left;
  }, `${PANEL_PX}px`);
  await rest(REDRAW_MS);
  // A view that moves without a hand on the chart is no continuation to the product, and puts its time in doubt.
  const box = await (await page.$('.chart-widget-root'))?.boundingBox();
  if (!box) throw new Error('no chart in the page');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turns = 0; turns < WHEEL_TURNS; turns += 1) await page.mouse.wheel({ deltaY: 60 });
  await page.evaluate(() => window.__chart?.zoomPrice(0.62));
  await page.mouse.move(box.x + box.width / 2, 4);
}

async function dockPanel(page: Page): Promise<void> {
  await press(page, en.more);
  await until('the way to dock the panel', () => findInPanel(page, 'button', en.dockLeft));
  await press(page, en.dockLeft);
  await press(page, en.more);
}

/** Until heat lies over all bars in view: time is known, and every source has its history. */
async function waitForWholeHeat(page: Page): Promise<void> {
  await until(
    'heat from the left edge of the chart on, with all history',
    async () => {
      const layer = (await readLayers(page)).find(({ state }) => state === 'drawn');
      const frame = (await readPanel(page))?.frame;
      const { time, pane } = layer?.mapping ?? {};
      if (!time || time.ambiguous || !pane || !frame) return false;
      const firstX = time.x0 + (frame.startMs / 1000) * time.pxPerSec;
      const isIncomplete = (await findInPanel(page, '.badge-history, .badge-partial')) !== null;
      return firstX <= pane.left && frame.missingColumns === 0 && !isIncomplete;
    },
    120_000,
  );
}

async function openChart({ launched }: Stage, site: string, coin: string): Promise<Page> {
  const page = await launched.openPage(futuresUrl(site, { variant: 'top', coin }));
  await page.setViewport(SCREEN);
  await waitForHeat(page, 60_000);
  await until(
    'clusters and sources in the panel',
    async () => {
      const reading = await readPanel(page);
      const sources = reading?.frame?.sources ?? [];
      return (
        (reading?.frame?.clusters.length ?? 0) > 3 &&
        sources.filter(({ state }) => state === 'live').length > 2
      );
    },
    90_000,
  );
  await openPanel(page);
  await dockPanel(page);
  await widenChart(page);
  await rest(2 * REDRAW_MS);
  await waitForWholeHeat(page);
  return page;
}

/** A plan whose stop lies inside the nearest cluster of longs, so that the check has something to say. */
async function planOf(page: Page): Promise<Record<string, string>> {
  const frame = (await readPanel(page))?.frame;
  const below = frame?.clusters.filter(({ side, life }) => side === 'long' && life !== 'cleared') ?? [];
  const above = frame?.clusters.filter(({ side, life }) => side === 'short' && life !== 'cleared') ?? [];
  const nearest = below.sort((a, b) => b.highPrice - a.highPrice)[0];
  const target = above.sort((a, b) => a.lowPrice - b.lowPrice)[0];
  if (!frame || !nearest || !target) throw new Error('no clusters on both sides for the plan');
  return {
    leverage: '10',
    stop: nearest.centrePrice.toFixed(0),
    target: (0.9999 * target.lowPrice).toFixed(0),
    size: '20000',
  };
}

/** Shows more prices until the nearest cluster below, and the plan's line beneath it, stand clear of the bars of what was observed. */
async function clearOfBars(page: Page): Promise<void> {
  const isClear = async (): Promise<boolean> => {
    const frame = (await readPanel(page))?.frame;
    const { price, pane } = (await readLayers(page)).find(({ mapping }) => mapping)?.mapping ?? {};
    const lows = frame?.clusters.filter(({ side }) => side === 'long').map(({ lowPrice }) => lowPrice) ?? [];
    if (!price || !pane || price.scale !== 'linear' || lows.length === 0) return false;
    return price.a * Math.max(...lows) + price.b < pane.top + pane.height - BARS_PX;
  };
  for (let turns = 0; turns < MOST_TURNS && !(await isClear()); turns += 1) {
    await page.evaluate(() => window.__chart?.zoomPrice(0.9));
    await rest(REDRAW_MS);
  }
  if (!(await isClear())) throw new Error('the plan stands on the bars of what was observed');
}

async function openDemo({ launched }: Stage): Promise<Page> {
  const page = await launched.openExtensionPage('demo.html');
  await page.setViewport(SCREEN);
  await until(
    'heat on the demo chart',
    () =>
      page.evaluate(() => document.querySelector('liqlens-layer')?.getAttribute('data-state') === 'drawn'),
    120_000,
  );
  await page.evaluate(() => document.querySelector<HTMLInputElement>('input[type=checkbox]')?.click());
  // The pill is enough here: the picture is about the chart and the true positions beside it.
  const fold = await page.$(`button[aria-label="${en.actionCollapse}"]`);
  await fold?.click();
  await rest(2 * REDRAW_MS);
  return page;
}

/** The promotional picture: the chart's own picture behind name and summary. */
async function drawPromotion({ launched }: Stage, chart: Uint8Array): Promise<Uint8Array> {
  const icon = readFileSync('public/icon/128.png').toString('base64');
  const page = await launched.browser.newPage();
  await page.setViewport({ ...PROMOTION, deviceScaleFactor: 1 });
  await page.setContent(`<style>
    body { margin: 0; width: 440px; height: 280px; position: relative; overflow: hidden; color: #fff;
      font-family: "DejaVu Sans", sans-serif; background: #12161f }
    .chart { position: absolute; inset: 0; background: url(data:image/png;base64,${Buffer.from(chart).toString('base64')})
      -600px -190px / 1060px auto }
    .words { position: absolute; left: 0; right: 0; bottom: 0; padding: 14px 18px; background: #12161fe6 }
    .name { display: flex; align-items: center; gap: 10px; font-size: 26px; font-weight: 700 }
    p { margin: 6px 0 0; font-size: 13px; line-height: 1.35 }
    </style><div class="chart"></div><div class="words"><div class="name">
    <img width="34" height="34" src="data:image/png;base64,${icon}">${en.extName}</div>
    <p>${en.extDescription}</p></div>`);
  await rest(REDRAW_MS);
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

/** The picture without alpha and with channels rounded to `STEP`, which the eye does not see and deflate likes. */
function compress(picture: Uint8Array): Buffer {
  const png = PNG.sync.read(Buffer.from(picture));
  for (let at = 0; at < png.data.length; at++) {
    png.data[at] = Math.min(255, Math.round(png.data[at] / STEP) * STEP);
  }
  return PNG.sync.write(png, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: FILTER });
}

/** Keeps the page as it is now; throws where heat does not lie over the whole chart. */
async function keepWhole(name: string, page: Page): Promise<Uint8Array> {
  await waitForWholeHeat(page);
  const picture = await page.screenshot();
  keep(name, picture);
  return picture;
}

function keep(name: string, screenshot: Uint8Array): void {
  const picture = compress(screenshot);
  if (picture.length > MAX_BYTES) throw new Error(`picture too large: ${name}, ${picture.length} bytes`);
  writeFileSync(join(FOLDER, `${name}.png`), picture);
  process.stdout.write(`${FOLDER}/${name}.png ${(picture.length / 1000).toFixed(0)} kB\n`);
}

async function drawChartPictures(stage: Stage): Promise<void> {
  const page = await openChart(stage, 'binance', 'BTC');
  const chart = await keepWhole('1-chart', page);
  keep('promotion', await drawPromotion(stage, chart));
  await page.bringToFront();
  await press(page, en.sectionPlan);
  await fillPlan(page, await planOf(page));
  await clearOfBars(page);
  await keepWhole('2-plan', page);
  await press(page, en.more);
  await press(page, en.sectionProvenance);
  await rest(REDRAW_MS);
  await keepWhole('3-more', page);
  await page.close();
}

async function drawOtherLook(stage: Stage): Promise<void> {
  const page = await openChart(stage, 'binance', 'ETH');
  await press(page, en.more);
  await press(page, en.sectionLook);
  await rest(REDRAW_MS);
  const [select] = await page.$$('liqlens-panel >>> select:has(option[value="inferno"])');
  await select?.focus();
  await page.keyboard.type('Inferno');
  await rest(2 * REDRAW_MS);
  await keepWhole('5-look', page);
  await page.close();
}

async function drawDemo(stage: Stage): Promise<void> {
  const demo = await openDemo(stage);
  keep('4-demo', await demo.screenshot());
  await demo.close();
}

const PARTS = { demo: drawDemo, chart: drawChartPictures, look: drawOtherLook };

mkdirSync(FOLDER, { recursive: true });
const names = process.argv.slice(2);
const stage = await openStage('chrome', SCREEN);
try {
  for (const [name, draw] of Object.entries(PARTS)) {
    if (names.length === 0 || names.includes(name)) await draw(stage);
  }
} finally {
  await stage.close();
}
