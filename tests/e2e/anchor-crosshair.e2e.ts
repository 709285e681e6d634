import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabBrowser, type LabPage, openLab } from '../pages/lab/lab-browser';
import type { LabView } from '../pages/lab/lab-probe';

/** Largest distance between the mapping and the chart's own function, px. */
const CHARTS: [scene: string, variant: string, maxPx: number][] = [
  ['lightweight-charts-5', 'plain', 0.5],
  ['lightweight-charts-4', 'plain', 0.5],
  ['klinecharts-9', 'plain', 1.25],
  ['klinecharts-10', 'plain', 1.25],
  ['echarts-canvas', 'crosshair', 0.5],
  ['echarts-svg', 'crosshair', 0.5],
  ['uplot', 'plain', 1],
  ['chart-js', 'plain', 1.5],
  ['dxcharts', 'plain', 1.5],
];
const STEPS = 14;
const HOUR_SEC = 3600;

async function look({ page, frame }: LabPage): Promise<LabView> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const view = await frame.evaluate(() => window.__liqlensLab?.look());
  if (!view) throw new Error('no laboratory in the page');
  return view;
}

/** What is found while the pointer crosses the pane, so that the crosshair's labels pass every tick of both axes. */
async function crossPane(lab: LabPage): Promise<LabView[]> {
  const rect = await lab.frame.evaluate(() => window.__lab?.chart?.rect());
  if (!rect) throw new Error('no chart');
  const views: LabView[] = [];
  for (let step = 0; step < STEPS; step++) {
    const share = (step + 0.5) / STEPS;
    await lab.page.mouse.move(rect.left + share * rect.width, rect.top + (1 - share) * rect.height);
    views.push(await look(lab));
  }
  return views;
}

describe.each(['chrome', 'firefox'] as const)('in %s', (browser) => {
  let lab: LabBrowser;

  beforeAll(async () => {
    lab = await openLab(browser);
  });
  afterAll(() => lab.close());

  test.each(CHARTS)(
    'the moving crosshair labels of %s (%s) leave both axes within %d px',
    async (...given) => {
      const [scene, variant, maxPx] = given;
      const page = await lab.open(scene, variant);
      const before = await look(page);
      const views = await crossPane(page);
      await page.close();
      expect(before.isLocked).toBe(true);
      expect(views.filter((view) => !view.isLocked)).toEqual([]);
      expect(Math.max(...views.flatMap((view) => view.errors))).toBeLessThanOrEqual(maxPx);
      const times = views.map((view) => view.timeErrorPx);
      if (before.timeErrorPx !== null) expect(times).not.toContain(null);
      expect(Math.max(...times.map((px) => px ?? 0))).toBeLessThanOrEqual(Math.max(1, maxPx));
      expect(page.errors).toEqual([]);
    },
  );

  const setZone = ({ frame }: LabPage, sec: number) =>
    frame.evaluate((s) => window.__lab?.chart?.setZone?.(s), sec);

  test.each([8, -5, 5.5])(
    'a clock that is set %d h on unlocks time until the candles tell',
    async (hours) => {
      const page = await lab.open('lightweight-charts-5');
      expect((await look(page)).timeErrorPx).toBeLessThanOrEqual(1);
      await setZone(page, hours * HOUR_SEC);
      const set = await look(page);
      expect(set.isLocked).toBe(true);
      expect(set.timeErrorPx ?? 0).toBeLessThanOrEqual(1);
      const views = await page.runViews(3, 8);
      await page.close();
      expect(Math.max(...views.map((view) => view.timeErrorPx ?? 0))).toBeLessThanOrEqual(1);
      expect(views.filter((view) => view.timeErrorPx !== null).length).toBeGreaterThanOrEqual(6);
    },
  );

  test.each([8, -5, 5.5])(
    'a clock that is set %d h on unlocks time for good where no candle can be found',
    async (hours) => {
      const page = await lab.open('lightweight-charts-5');
      expect((await look(page)).timeErrorPx).toBeLessThanOrEqual(1);
      await page.frame.evaluate(() => window.__liqlensLab?.receiver.setBars([]));
      await setZone(page, hours * HOUR_SEC);
      const views = [await look(page), ...(await page.runViews(3, 12))];
      await page.close();
      expect(views.map(({ isLocked, timeErrorPx }) => ({ isLocked, timeErrorPx }))).toEqual(
        views.map(() => ({ isLocked: true, timeErrorPx: null })),
      );
    },
  );
});
