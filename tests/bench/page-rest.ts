import type { CDPSession, Page } from 'puppeteer';
import type { LaunchedBrowser } from '../browsers/launched-browser';
import { waitForHeat } from '../browsers/read-liqlens';
import { futuresUrl } from '../pages/futures/futures-sites';
import { type Figure, figure } from './figure';
import { scriptMs } from './page-load';

const HIDDEN_MS = 10_000;

/** What the extension costs a page that stays open. */
export async function restFigures(extended: LaunchedBrowser, bare: LaunchedBrowser): Promise<Figure[]> {
  const plain = await open(bare);
  const ours = await open(extended);
  try {
    await waitForHeat(ours.page, 60_000);
    const heap = (await heapMb(ours.client)) - (await heapMb(plain.client));
    const hidden = [await hiddenMs(extended, ours), await hiddenMs(bare, plain)];
    return [
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
