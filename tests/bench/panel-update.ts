import type { Page } from 'puppeteer';
import { openScene, serveGallery, startBrowser } from '../panel/gallery/gallery';
import { type Figure, figure, median, quantile } from './figure';

const WARM_UP = 40;
const FRAMES = 300;

declare global {
  interface Window {
    /** The model behind the panel of the gallery. */
    panelModel: import('../../src/panel/panel-model').PanelModel;
  }
}

interface Updates {
  /** Script and layout of each frame, ms. */
  ms: number[];
  /** Sum of layout-shift entries while frames came. */
  shift: number;
}

/** What a new frame costs the open panel, and whether anything moves by it; in Chromium, with the gallery's full panel. */
export async function panelUpdateFigures(): Promise<Figure[]> {
  const gallery = await serveGallery();
  const browser = await startBrowser('chrome');
  try {
    const page = await openScene(browser, gallery.url, 'panel/live', 'dark');
    const { ms, shift } = await measureUpdates(page);
    return [
      figure('page.panelUpdateMedianMs', median(ms), 'ms', { op: '<=', value: 4 }),
      figure('page.panelUpdateP95Ms', quantile(ms, 0.95), 'ms', { op: '<=', value: 4 }),
      figure('page.panelLayoutShift', shift, 'score', { op: '<=', value: 0 }),
    ];
  } finally {
    await browser.close();
    await gallery.stop();
  }
}

/** Frames of a market that moves: other amounts, another price, another density; the clusters stay the same ones. */
export function measureUpdates(page: Page): Promise<Updates> {
  return page.evaluate(
    async (warmUp, frames) => {
      const { panelModel: model } = window;
      const first = model.frame.value;
      const panel = document.querySelector('div')?.shadowRoot?.querySelector<HTMLElement>('.window');
      if (!first || !panel) throw new Error('no panel');
      let shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: 'layout-shift' });
      const ms: number[] = [];
      for (let index = 0; index < warmUp + frames; index += 1) {
        const part = 1 + 0.01 * Math.sin(index);
        const next = {
          ...first,
          asOfMs: first.asOfMs + index * 1000,
          markPrice: first.markPrice + Math.sin(index) * 40,
          clusters: first.clusters.map((cluster) => ({
            ...cluster,
            notionalUsd: cluster.notionalUsd * part,
          })),
          profile: { ...first.profile, long: first.profile.long.map((usd) => usd * part) },
        };
        const fromMs = performance.now();
        model.frame.value = next;
        model.price.value = { price: next.markPrice, timeMs: next.asOfMs };
        model.now.value = next.asOfMs + 500;
        // Renders are queued as microtasks; the layout that they need is part of the cost.
        await new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));
        panel.getBoundingClientRect();
        const tookMs = performance.now() - fromMs;
        if (index >= warmUp) ms.push(tookMs);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return { ms, shift };
    },
    WARM_UP,
    FRAMES,
  );
}
