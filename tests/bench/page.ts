import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer';
import { extensionDir } from '../browsers/extension-build';
import { launchBrowser } from '../browsers/launch';
import type { LaunchedBrowser } from '../browsers/launched-browser';
import { readTimeToHeat, stampFirstHeat, waitForHeat } from '../browsers/read-liqlens';
import { type LocalExchange, startExchange } from '../exchange/local-exchange';
import { openSource } from '../exchange/open-source';
import { makeFuturesHost } from '../pages/futures/futures-host';
import { futuresUrl } from '../pages/futures/futures-sites';
import { FIRST_LOAD, SIZE_BUDGETS } from '../release/size-budgets';
import { alertTimingFigures } from './alert-timing';
import { type Figure, figure, median, quantile } from './figure';
import { framePictureFigures } from './frame-pictures';
import { loadFigures } from './page-load';
import { restFigures } from './page-rest';
import { watchedFigures } from './page-watched';
import { panelUpdateFigures } from './panel-update';
import { workerRoundTripMs } from './worker-round-trip';

const HISTORY_DAYS = 7;
const COLD_RUNS = 3;
const CACHED_RUNS = 5;
const FRAMES = 300;

declare global {
  interface Window {
    /** Durations of the microtasks of each animation frame, ms, while `record` is set. */
    __repaint?: { record: boolean; nowMs: number; frames: number[] };
  }
}

/** What the extension costs the page it runs on, measured in Chromium on the futures page of the local exchange. */
export async function pageFigures(): Promise<Figure[]> {
  const source = openSource({ seed: 7, nowMs: Date.now(), historyDays: HISTORY_DAYS });
  const exchange = await startExchange({ source, pages: [makeFuturesHost()] });
  try {
    return [
      ...(await heatFigures(exchange)),
      ...(await loadFigures(exchange)),
      ...(await openPageFigures(exchange)),
      ...(await watchedFigures(exchange)),
      ...(await panelUpdateFigures()),
      ...(await alertTimingFigures()),
      ...sizeFigures(),
    ];
  } finally {
    await exchange.close();
  }
}

function launch(exchange: LocalExchange, dir: string | null): Promise<LaunchedBrowser> {
  return launchBrowser('chrome', { extensionDir: dir, serverPort: exchange.port });
}

async function heatFigures(exchange: LocalExchange): Promise<Figure[]> {
  const dir = extensionDir('chrome');
  const cold: number[] = [];
  const cached: number[] = [];
  const repaints: number[] = [];
  const roundTrips: number[] = [];
  for (let run = 0; run < COLD_RUNS; run++) {
    const launched = await launch(exchange, dir);
    try {
      cold.push(await timeToHeat(launched));
      if (run > 0) continue;
      for (let i = 0; i < CACHED_RUNS; i++) cached.push(await timeToHeat(launched));
      repaints.push(...(await measureRepaints(launched)));
      roundTrips.push(...(await workerRoundTripMs(launched)));
    } finally {
      await launched.close();
    }
  }
  return [
    figure('speed.timeToHeatColdMs', median(cold), 'ms', { op: '<=', value: 2000 }),
    figure('speed.timeToHeatCachedMs', median(cached), 'ms', { op: '<=', value: 300 }),
    figure('page.repaintMedianMs', median(repaints), 'ms', { op: '<=', value: 1.5 }),
    figure('page.repaintP95Ms', quantile(repaints, 0.95), 'ms', { op: '<=', value: 4 }),
    figure('speed.workerRoundTrip1MbMs', median(roundTrips), 'ms', { op: '<=', value: 10 }),
  ];
}

/** From the chart's first painted candles to the first heat. */
async function timeToHeat({ browser }: LaunchedBrowser): Promise<number> {
  const page = await browser.newPage();
  await stampFirstHeat(page);
  await page.goto(futuresUrl('binance'), { waitUntil: 'load' });
  const layer = await waitForHeat(page, 60_000);
  const ms = await readTimeToHeat(layer);
  await page.close();
  if (ms === null) throw new Error('the page did not stamp its first paint or its first heat');
  return ms;
}

/**
 * One repaint incl. fit, dispatch and draw: the probe works in a microtask at the end of the chart's own animation
 * frame, and the layer is drawn inside the event that it sends, so the microtasks of a frame are the whole cost.
 */
async function measureRepaints({ browser }: LaunchedBrowser): Promise<number[]> {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(() => {
    window.__repaint = { record: false, nowMs: 0, frames: [] };
    const state = window.__repaint;
    window.queueMicrotask = new Proxy(window.queueMicrotask, {
      apply(target, self, [task]: [() => void]) {
        return Reflect.apply(target, self, [
          () => {
            const startMs = performance.now();
            task();
            if (state.record) state.nowMs += performance.now() - startMs;
          },
        ]);
      },
    });
  });
  await page.goto(futuresUrl('binance'), { waitUntil: 'load' });
  await waitForHeat(page, 60_000);
  const frames = await panFrames(page, FRAMES);
  await page.close();
  if (frames.length < FRAMES / 2) throw new Error(`only ${frames.length} repaints were seen`);
  return frames;
}

/** Pans one pixel a frame; returns what the microtasks of each frame cost. */
async function panFrames(page: Page, count: number): Promise<number[]> {
  return page.evaluate(async (frames) => {
    const state = window.__repaint;
    if (state === undefined) return [];
    for (let i = 0; i < 30 + frames; i++) {
      state.record = i >= 30;
      state.nowMs = 0;
      window.__chart?.pan(i % 2 === 0 ? 3 : -2, i % 3 === 0 ? 1 : 0);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (state.record && state.nowMs > 0) state.frames.push(state.nowMs);
    }
    return state.frames;
  }, count);
}

async function openPageFigures(exchange: LocalExchange): Promise<Figure[]> {
  const bare = await launch(exchange, null);
  const extended = await launch(exchange, extensionDir('chrome'));
  try {
    return [...(await restFigures(extended, bare)), ...(await framePictureFigures(extended))];
  } finally {
    await bare.close();
    await extended.close();
  }
}

function sizeFigures(): Figure[] {
  const dir = extensionDir('chrome', 'production');
  const size = (file: string) => gzipSync(readFileSync(join(dir, file))).length;
  const sized = (name: string, file: string) =>
    figure(name, size(file), 'B', {
      op: '<=',
      value: SIZE_BUDGETS.find((budget) => budget.file === file)?.gzipBytes ?? 0,
    });
  const atFirst = FIRST_LOAD.files.reduce((sum, file) => sum + size(`content-scripts/${file}`), 0);
  return [
    figure('size.firstLoadGzipBytes', atFirst, 'B', { op: '<=', value: FIRST_LOAD.gzipBytes }),
    sized('size.contentScriptGzipBytes', 'content-scripts/page.js'),
    sized('size.probeGzipBytes', 'content-scripts/probe.js'),
    sized('size.panelGzipBytes', 'content-scripts/panel.js'),
    sized('size.panelRestGzipBytes', 'panel-rest.js'),
  ];
}
