import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabBrowser, openLab } from '../pages/lab/lab-browser';
import type { LabView } from '../pages/lab/lab-probe';

const VIEWS = 12;
const SEED = 11;
/** Largest distance between the mapping and the chart's own function, px. */
const LIMITS: [scene: string, variant: string, source: string, maxPx: number][] = [
  ['lightweight-charts-5', 'plain', 'axis-tap', 0.5],
  ['lightweight-charts-5', 'german', 'axis-tap', 0.5],
  ['lightweight-charts-5', 'subscript', 'axis-tap', 0.5],
  ['lightweight-charts-5', 'left', 'axis-tap', 0.5],
  ['lightweight-charts-5', 'rsi', 'axis-tap', 0.5],
  ['lightweight-charts-4', 'plain', 'axis-tap', 0.5],
  ['klinecharts-9', 'plain', 'axis-tap', 1.25],
  ['klinecharts-10', 'plain', 'axis-tap', 1.25],
  ['echarts-canvas', 'plain', 'axis-tap', 0.5],
  ['echarts-svg', 'plain', 'svg-text', 0.5],
  ['uplot', 'plain', 'axis-tap', 1],
  ['chart-js', 'plain', 'axis-tap', 1.5],
  ['dxcharts', 'plain', 'axis-tap', 1.5],
  ['trading-view-host', 'direct', 'host-api', 0.05],
  ['trading-view-host', 'blob', 'host-api', 0.05],
  ['trading-view-host', 'written', 'host-api', 0.05],
  ['book-beside-chart', 'plain', 'axis-tap', 0.5],
  ['html-axes', 'plain', 'svg-text', 1],
];
const TRAPS = [
  'order-book',
  'depth-chart',
  'gauge',
  'percent-axis',
  'two-label-log',
  'worker-chart',
  'rotated',
  'oscillator-only',
  'ladder-touching-chart',
  'html-order-book',
  'hostile-page',
];

function worst(views: LabView[], of: (view: LabView) => number): number {
  return Math.max(0, ...views.map(of));
}

describe.each(['chrome', 'firefox'] as const)('in %s', (browser) => {
  let lab: LabBrowser;

  beforeAll(async () => {
    lab = await openLab(browser);
  });
  afterAll(() => lab.close());

  test.each(LIMITS)(
    '%s (%s) is anchored by %s within %d px through pans, zooms and modes',
    async (scene, variant, source, maxPx) => {
      const page = await lab.open(scene, variant);
      const views = await page.runViews(SEED, VIEWS);
      await page.close();
      const locked = views.filter((view) => view.isLocked);
      expect(locked.length).toBeGreaterThanOrEqual(VIEWS - 3);
      expect(new Set(locked.map((view) => view.source))).toEqual(new Set([source]));
      expect(worst(locked, (view) => Math.max(...view.errors))).toBeLessThanOrEqual(maxPx);
      expect(worst(locked, (view) => view.timeErrorPx ?? 0)).toBeLessThanOrEqual(Math.max(1, maxPx));
      expect(page.errors).toEqual([]);
    },
  );

  test.each(TRAPS)('%s is never anchored', async (trap) => {
    const page = await lab.open(trap);
    const counts = await page.runTrap(SEED, VIEWS);
    await page.close();
    expect(Math.max(...counts)).toBe(0);
    expect(page.errors).toEqual([]);
  });

  test('of two charts only the one that can hold our price is anchored', async () => {
    const page = await lab.open('two-charts');
    const keys = await page.page.evaluate(() => window.__liqlensLab?.locked.size);
    const view = await page.page.evaluate(() => window.__liqlensLab?.look());
    await page.close();
    expect(keys).toBe(1);
    expect(view?.isLocked).toBe(true);
  });

  test.each([
    ['freezes the canvas prototype', 'Object.freeze(CanvasRenderingContext2D.prototype)'],
    ['seals what it can', 'Object.freeze(EventTarget.prototype); Object.freeze(Object.prototype)'],
    [
      'replaces fillText after us',
      'const mine = CanvasRenderingContext2D.prototype.fillText; CanvasRenderingContext2D.prototype.fillText = function (...a) { return mine.apply(this, a); }',
    ],
    ['breaks JSON and Proxy', 'JSON.stringify = () => { throw new Error("x"); }; window.Proxy = null'],
    ['breaks queueMicrotask', 'window.queueMicrotask = () => { throw new Error("z"); }'],
  ])('a page that %s sees no error and no wrong lock', async (_, script) => {
    const page = await lab.openAfter(script, 'lightweight-charts-5');
    const views = await page.runViews(SEED, 4);
    await page.close();
    expect(
      worst(
        views.filter((v) => v.isLocked),
        (view) => Math.max(...view.errors),
      ),
    ).toBeLessThanOrEqual(0.5);
    expect(page.errors).toEqual([]);
  });

  test.each(['lost-context', 'detached'])('a canvas that is %s is left alone', async (variant) => {
    const page = await lab.open('hostile-page', variant);
    const counts = await page.runTrap(SEED, 6);
    await page.close();
    expect(Math.max(...counts)).toBe(0);
    expect(page.errors).toEqual([]);
  });

  test('a removed chart is reported lost, and one put back is anchored again', async () => {
    const page = await lab.open('lightweight-charts-5');
    const sizes = await page.page.evaluate(async () => {
      const root = document.getElementById('chart');
      const lab2 = window.__liqlensLab;
      const wait = () => new Promise((resolve) => setTimeout(resolve, 800));
      const before = lab2?.locked.size;
      root?.remove();
      await wait();
      const without = lab2?.locked.size;
      if (root) document.body.append(root);
      await wait();
      window.__lab?.chart?.pan(5);
      await wait();
      return [before, without, lab2?.locked.size];
    });
    await page.close();
    expect(sizes).toEqual([1, 0, 1]);
  });

  test('an iframe that goes away in the middle of its own mapping event leaves no error', async () => {
    const page = await lab.open('trading-view-host', 'blob');
    await page.frame.evaluate(() => {
      const lab2 = window.__liqlensLab;
      const frame = window.parent.document.querySelector('iframe');
      const { locked } = lab2 ?? { locked: new Map() };
      locked.set = () => {
        frame?.remove();
        return locked;
      };
      setTimeout(() => window.__lab?.chart?.pan(20));
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(page.page.frames().length).toBe(1);
    await page.close();
    expect(page.errors).toEqual([]);
  });
});
