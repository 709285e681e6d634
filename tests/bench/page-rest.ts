import type { CDPSession, Page } from 'puppeteer';
import type { LaunchedBrowser } from '../browsers/launched-browser';
import { waitForHeat } from '../browsers/read-liqlens';
import { futuresUrl } from '../pages/futures/futures-sites';
import { type Figure, figure } from './figure';
import { scriptMs } from './page-load';

const STEPS = 200;
const HIDDEN_MS = 10_000;

/** What the extension costs a page that stays open, and whether it keeps in step with the chart. */
export async function restFigures(extended: LaunchedBrowser, bare: LaunchedBrowser): Promise<Figure[]> {
  const plain = await open(bare);
  const ours = await open(extended);
  try {
    const layer = await waitForHeat(ours.page, 60_000);
    const steps = await layer.frame.evaluate(frameSteps, STEPS);
    const heap = (await heapMb(ours.client)) - (await heapMb(plain.client));
    const hidden = [await hiddenMs(extended, ours), await hiddenMs(bare, plain)];
    const sameRow = (100 * steps.filter((px) => px < 0.5).length) / steps.length;
    return [
      figure('overlay.frameStepSameRowPct', sameRow, '%', { op: '>=', value: 98 }),
      figure('overlay.frameStepWorstPx', Math.max(...steps), 'px', { op: '<=', value: 1 }),
      figure('page.heapMB', heap, 'MB', { op: '<=', value: 15 }),
      figure('page.hiddenScriptMs', hidden[0] - hidden[1], 'ms in 10 s', { op: '<=', value: 1 }),
    ];
  } finally {
    await plain.page.close();
    await ours.page.close();
  }
}

interface OpenPage {
  page: Page;
  client: CDPSession;
}

async function open({ browser }: LaunchedBrowser): Promise<OpenPage> {
  const page = await browser.newPage();
  const client = await page.createCDPSession();
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(futuresUrl('binance'), { waitUntil: 'load' });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return { page, client };
}

/** Moves and rescales the chart before each picture; px between chart and layer, the worst of 21 heights, after it. */
async function frameSteps(count: number): Promise<number[]> {
  const worst: number[] = [];
  for (let step = 0; step < count; step += 1) {
    window.__chart?.pan(step % 2 === 0 ? 3 : -2, step % 3 === 0 ? 4 : -2);
    window.__chart?.zoomPrice(step % 20 < 10 ? 1.02 : 1 / 1.02);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    // After the picture's own callbacks, before anything of the next one: what is in both canvases is shown now.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const layer = document.querySelector<HTMLElement>('liqlens-layer[data-state="drawn"]');
    const mapping = JSON.parse(layer?.dataset.mapping ?? 'null');
    const chart = window.__chart;
    let most = mapping?.price && chart ? 0 : Number.POSITIVE_INFINITY;
    for (let place = 0; place <= 20 && mapping?.price && chart; place += 1) {
      const { top, height } = chart.rect();
      const y = top + (height * place) / 20;
      const u = (y - mapping.price.b) / mapping.price.a;
      const price = mapping.price.scale === 'log' ? Math.exp(u) : u;
      most = Math.max(most, Math.abs((chart.p2y(price) ?? Number.NaN) - y));
    }
    worst.push(most);
  }
  return worst;
}

/** Heap of the page's process after a collection, with the contents of typed arrays, MB. */
async function heapMb(client: CDPSession): Promise<number> {
  await client.send('HeapProfiler.enable');
  await client.send('HeapProfiler.collectGarbage');
  const usage = (await client.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  return (usage.usedSize + (usage.backingStorageSize ?? 0)) / 1e6;
}

/** Processor time of all scripts of a tab behind another one, ms; the page's own are in it. */
async function hiddenMs({ browser }: LaunchedBrowser, { page, client }: OpenPage): Promise<number> {
  const cover = await browser.newPage();
  await cover.bringToFront();
  if ((await page.evaluate(() => document.visibilityState)) !== 'hidden')
    throw new Error('the tab is not hidden');
  // What was on its way when the tab was hidden has come by then.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const before = await scriptMs(client);
  await new Promise((resolve) => setTimeout(resolve, HIDDEN_MS));
  const after = await scriptMs(client);
  await cover.close();
  return after - before;
}
