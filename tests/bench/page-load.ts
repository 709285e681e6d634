import type { CDPSession, Page } from 'puppeteer';
import { extensionDir } from '../browsers/extension-build';
import { launchBrowser } from '../browsers/launch';
import type { LaunchedBrowser } from '../browsers/launched-browser';
import type { LocalExchange } from '../exchange/local-exchange';
import { futuresUrl } from '../pages/futures/futures-sites';
import { type Figure, figure, median } from './figure';

const PAIRS = 5;
/** Time after the load event that still counts as loading. */
const AFTER_LOAD_MS = 3000;
/** A page of a host that is no site: nothing may run there. */
const OTHER_URL = 'https://fapi.binance.com/fapi/v1/ping';
const TAPS = 12;

/** What one load of a page cost its main thread, ms of processor time; other processes do not count. */
interface LoadCost {
  /** All scripts until the load event, and until `AFTER_LOAD_MS` later, with what compiling them took. */
  untilLoad: number;
  script: number;
  /** Compiling alone: scripts that are compiled whole would otherwise seem cheaper than they are. */
  compile: number;
  /** Styles and layout, which do not count as scripts even where a script forces them. */
  layout: number;
  /** The slowest answer to a click, ms of time, in the browser's own steps of 8 ms. */
  inp: number;
}

/** Loads the futures page with the extension and without, in pairs. */
export async function loadFigures(exchange: LocalExchange): Promise<Figure[]> {
  const bare = await launchBrowser('chrome', { extensionDir: null, serverPort: exchange.port });
  const extended = await launchBrowser('chrome', {
    // The build for tests writes what it shows into the page with every repaint, which nobody's page pays for.
    extensionDir: extensionDir('chrome', 'bench'),
    serverPort: exchange.port,
  });
  const site: [LoadCost, LoadCost][] = [];
  const tasks: [number, number][] = [];
  const elsewhere: number[] = [];
  const url = futuresUrl('binance');
  try {
    for (let i = 0; i <= PAIRS; i++) {
      const pair: [LoadCost, LoadCost] = [await loadCost(extended, url), await loadCost(bare, url)];
      const other = [await loadCost(extended, OTHER_URL), await loadCost(bare, OTHER_URL)];
      const task: [number, number] = [await longestTask(extended, url), await longestTask(bare, url)];
      // The first pair warms the caches.
      if (i === 0) continue;
      site.push(pair);
      tasks.push(task);
      elsewhere.push(other[0].script - other[1].script);
    }
  } finally {
    await bare.close();
    await extended.close();
  }
  const added = (name: keyof LoadCost) => median(site.map(([ours, without]) => ours[name] - without[name]));
  return [
    figure('page.loadScriptAddedMs', added('script'), 'ms', { op: '<=', value: 50 }),
    figure('page.compileAddedMs', added('compile'), 'ms'),
    figure('page.layoutAddedMs', added('layout'), 'ms'),
    figure('page.scriptAddedUntilLoadMs', added('untilLoad'), 'ms'),
    figure('page.loadScriptAddedElsewhereMs', median(elsewhere), 'ms'),
    figure('page.longestTaskMs', median(tasks.map(([ours]) => ours)), 'ms', { op: '<=', value: 50 }),
    figure('page.longestTaskBareMs', median(tasks.map(([, without]) => without)), 'ms'),
    figure('page.inpAddedMs', added('inp'), 'ms', { op: '<=', value: 16 }),
  ];
}

async function loadCost({ browser }: LaunchedBrowser, url: string): Promise<LoadCost> {
  const page = await browser.newPage();
  const client = await page.createCDPSession();
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(url, { waitUntil: 'load' });
  const untilLoad = (await scriptMs(client)) + (await compileMs(client));
  await new Promise((resolve) => setTimeout(resolve, AFTER_LOAD_MS));
  const compile = await compileMs(client);
  const layout = await layoutMs(client);
  const script = (await scriptMs(client)) + compile;
  const inp = url === OTHER_URL ? 0 : await slowestTap(page);
  await page.close();
  return { untilLoad, script, compile, layout, inp };
}

/**
 * The longest task of a load that ran a script, ms of processor time. A load of its own: recording tasks makes V8
 * write an event for every call and read sources again for their positions, which added a fifth to the scripts' time.
 */
async function longestTask({ browser }: LaunchedBrowser, url: string): Promise<number> {
  const page = await browser.newPage();
  const longest = await watchTasks(await page.createCDPSession());
  await page.goto(url, { waitUntil: 'load' });
  await new Promise((resolve) => setTimeout(resolve, AFTER_LOAD_MS));
  const ms = await longest();
  await page.close();
  return ms;
}

/** Processor time that scripts have used in the page so far, ms; every world of the page counts. */
export function scriptMs(client: CDPSession): Promise<number> {
  return metricMs(client, 'ScriptDuration');
}

/** Processor time in which whole scripts were compiled before they ran, ms; `ScriptDuration` does not hold it. */
function compileMs(client: CDPSession): Promise<number> {
  return metricMs(client, 'V8CompileDuration');
}

/** Processor time for styles and layout, ms. */
async function layoutMs(client: CDPSession): Promise<number> {
  return (await metricMs(client, 'LayoutDuration')) + (await metricMs(client, 'RecalcStyleDuration'));
}

async function metricMs(client: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN);
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Processor time, microseconds. */
  tdur?: number;
}

/** Records the tasks of the page's process until the returned function is called: the longest with a script in it. */
async function watchTasks(client: CDPSession): Promise<() => Promise<number>> {
  const events: TraceEvent[] = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'], excludedCategories: ['*'] },
  });
  return async () => {
    const done = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
    await client.send('Tracing.end');
    await done;
    return longestScriptTask(events);
  };
}

const SCRIPTS = new Set(['FunctionCall', 'EvaluateScript', 'v8.run']);

function longestScriptTask(events: readonly TraceEvent[]): number {
  const scripts = events.filter(({ name }) => SCRIPTS.has(name));
  let longest = 0;
  for (const task of events) {
    if (!task.name.endsWith('RunTask') || (task.tdur ?? 0) / 1000 <= longest) continue;
    const end = task.ts + (task.dur ?? 0);
    const hasScript = scripts.some(
      ({ pid, tid, ts }) => pid === task.pid && tid === task.tid && ts >= task.ts && ts <= end,
    );
    if (hasScript) longest = (task.tdur ?? 0) / 1000;
  }
  return longest;
}

/** Clicks over the chart and gives the longest time from a click to the next picture. */
async function slowestTap(page: Page): Promise<number> {
  await page.evaluate(() => {
    const taps: number[] = [];
    Object.assign(window, { __taps: taps });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) taps.push(duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
  for (let tap = 0; tap < TAPS; tap += 1) {
    await page.mouse.click(300 + tap * 20, 300 + tap * 5);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return page.evaluate(() => Math.max(0, ...(window as unknown as { __taps: number[] }).__taps));
}
