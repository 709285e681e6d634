import type { Frame, Page } from 'puppeteer';
import type { AxisMapping } from '../../src/core/axis/axis-mapping';
import type { Cluster } from '../../src/core/clusters/cluster';
import type { GridWindow, WindowHash } from '../../src/page/window-hash';

const POLL_MS = 100;

/** What the layer of a chart says about itself in test builds. */
export interface LayerReading {
  frame: Frame;
  state: string;
  anchor: string;
  mapping: AxisMapping | null;
}

/** What the panel says about the data in test builds. */
export interface PanelReading {
  state: string;
  frame: {
    asOfMs: number;
    markPrice: number;
    /** Standard deviation of a day's log return. */
    sigmaDay: number;
    startMs: number;
    columnMs: number;
    columns: number;
    /** Bins of the global lattice that the grid covers. */
    firstBin: number;
    bins: number;
    frozenColumns: number;
    frozenHash: string;
    missingColumns: number;
    instrument: string;
    clusters: Cluster[];
    sources: { exchange: string; state: string; reason: string }[];
  } | null;
}

declare global {
  interface Window {
    /** Unix ms at which the first heat was drawn in this frame. */
    __heatDrawnMs?: number;
  }
}

/** Lets every frame of a page note when heat is first drawn; call before the page navigates. */
export async function stampFirstHeat(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    new MutationObserver((_changes, observer) => {
      if (document.querySelector('liqlens-layer[data-state="drawn"]') === null) return;
      window.__heatDrawnMs = Date.now();
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-state'] });
  });
}

/** Layers of all frames of a page. */
export async function readLayers(page: Page): Promise<LayerReading[]> {
  const readings = await Promise.all(page.frames().map((frame) => readLayersOf(frame).catch(() => [])));
  return readings.flat();
}

async function readLayersOf(frame: Frame): Promise<LayerReading[]> {
  const layers = await frame.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('liqlens-layer')].map(({ dataset }) => ({
      state: dataset.state ?? '',
      anchor: dataset.anchor ?? '',
      mapping: dataset.mapping ?? 'null',
    })),
  );
  return layers.map((layer) => ({
    ...layer,
    frame,
    mapping: JSON.parse(layer.mapping) as AxisMapping | null,
  }));
}

/** The panel of the top frame, null while there is none. */
export async function readPanel(page: Page): Promise<PanelReading | null> {
  const data = await page.evaluate(() => {
    const panel = document.querySelector<HTMLElement>('liqlens-panel');
    return panel === null ? null : { state: panel.dataset.state ?? '', frame: panel.dataset.frame ?? 'null' };
  });
  return data === null ? null : { state: data.state, frame: JSON.parse(data.frame) as PanelReading['frame'] };
}

/** Waits until a layer has drawn; throws with what was seen last. */
export async function waitForHeat(page: Page, timeoutMs = 20_000): Promise<LayerReading> {
  const untilMs = Date.now() + timeoutMs;
  let seen: LayerReading[] = [];
  while (Date.now() < untilMs) {
    seen = await readLayers(page);
    const drawn = seen.find(({ state }) => state === 'drawn');
    if (drawn) return drawn;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const panel = await readPanel(page).catch(() => null);
  const layers = seen.map(({ state, mapping }) => `${state}/${mapping?.state}/${mapping?.reason ?? ''}`);
  throw new Error(
    `no heat after ${timeoutMs} ms; layers: [${layers}], panel: ${JSON.stringify(panel)?.slice(0, 400)}`,
  );
}

/** Hash of a stretch of columns of the panel's frame; null when the frame does not hold it. */
export async function readWindowHash(page: Page, window: GridWindow): Promise<WindowHash | null> {
  const text = await page.evaluate((asked) => {
    const panel = document.querySelector<HTMLElement>('liqlens-panel');
    if (panel === null) return 'null';
    panel.dataset.hashWindow = asked;
    panel.dispatchEvent(new Event('liqlens-ask-hash'));
    return panel.dataset.hash ?? 'null';
  }, JSON.stringify(window));
  return JSON.parse(text) as WindowHash | null;
}

/**
 * Largest distance in px between the mapping and the chart's own price-to-pixel at 21 heights of the pane; chart and
 * mapping are read at the same moment, two animation frames after the last change.
 */
export async function measureFit({ frame }: LayerReading): Promise<number> {
  return frame.evaluate(async () => {
    // No named functions here: the TypeScript runner would wrap them in a helper that the page does not have.
    for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const layer = document.querySelector<HTMLElement>('liqlens-layer[data-state="drawn"]');
    const mapping = JSON.parse(layer?.dataset.mapping ?? 'null');
    const chart = window.__chart;
    if (!mapping?.price || !chart) return Number.NaN;
    const { a, b, scale } = mapping.price;
    const { top, height } = chart.rect();
    let worst = 0;
    for (let i = 0; i <= 20; i++) {
      const y = top + (height * i) / 20;
      const price = scale === 'log' ? Math.exp((y - b) / a) : (y - b) / a;
      worst = Math.max(worst, Math.abs((chart.p2y(price) ?? Number.NaN) - y));
    }
    return worst;
  });
}

/** When the chart's first candles and the first heat were painted, ms since the page's navigation began. */
export interface HeatTimes {
  chartPaintedMs: number;
  heatDrawnMs: number;
}

/** Both times of the frame that holds the chart, null before both happened. */
export async function readHeatTimes({ frame }: LayerReading): Promise<HeatTimes | null> {
  return frame.evaluate(() => {
    const painted = window.__chart?.firstPaintMs() ?? 0;
    const drawn = window.__heatDrawnMs ?? 0;
    const startMs = (window.top ?? window).performance.timeOrigin;
    return painted > 0 && drawn > 0
      ? { chartPaintedMs: Math.round(painted - startMs), heatDrawnMs: Math.round(drawn - startMs) }
      : null;
  });
}

/**
 * Milliseconds from the chart's first painted candles to the first heat, null before both happened. 0: in the same
 * animation frame, which happens when our data was there before the page's own candles.
 */
export async function readTimeToHeat(layer: LayerReading): Promise<number | null> {
  const times = await readHeatTimes(layer);
  return times === null ? null : Math.max(0, times.heatDrawnMs - times.chartPaintedMs);
}
