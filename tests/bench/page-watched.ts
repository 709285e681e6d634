import type { CDPSession } from 'puppeteer';
import { extensionDir } from '../browsers/extension-build';
import { launchBrowser } from '../browsers/launch';
import type { LaunchedBrowser } from '../browsers/launched-browser';
import type { LocalExchange } from '../exchange/local-exchange';
import { futuresUrl } from '../pages/futures/futures-sites';
import { type Figure, figure } from './figure';

/** By then history is loaded and the page is no more looked through for charts that come late. */
const SETTLE_MS = 12_000;
const WATCH_MS = 30_000;

/** What a page costs per second while somebody looks at it and does nothing; both pages run side by side. */
export async function watchedFigures(exchange: LocalExchange): Promise<Figure[]> {
  const bare = await launchBrowser('chrome', { extensionDir: null, serverPort: exchange.port });
  const extended = await launchBrowser('chrome', {
    extensionDir: extensionDir('chrome', 'bench'),
    serverPort: exchange.port,
  });
  try {
    const [ours, without] = await Promise.all([watch(extended), watch(bare)]);
    return [
      figure('page.watchedCpuPercent', ours.task - without.task, '% of a core', { op: '<=', value: 2 }),
      figure('page.watchedScriptPercent', ours.script - without.script, '% of a core'),
    ];
  } finally {
    await bare.close();
    await extended.close();
  }
}

/** Shares of a core, percent: all tasks of the page's main thread, and the scripts among them. */
async function watch({ browser }: LaunchedBrowser): Promise<{ task: number; script: number }> {
  const page = await browser.newPage();
  const client = await page.createCDPSession();
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(futuresUrl('binance'), { waitUntil: 'load' });
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const before = await processorMs(client);
  await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
  const after = await processorMs(client);
  await page.close();
  const share = (name: 'task' | 'script') => (100 * (after[name] - before[name])) / WATCH_MS;
  return { task: share('task'), script: share('script') };
}

async function processorMs(client: CDPSession): Promise<{ task: number; script: number }> {
  const { metrics } = await client.send('Performance.getMetrics');
  const of = (name: string) => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN);
  return { task: of('TaskDuration'), script: of('ScriptDuration') };
}
