import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabBrowser, type LabPage, openLab } from '../pages/lab/lab-browser';
import { labBars, labCandles } from '../pages/lab/lab-candles';
import type { LabView } from '../pages/lab/lab-probe';

const HOUR_SEC = 3600;
/** The same hours in another market. */
const OTHER = labCandles(3000, 0.006, 900, 11);

async function look({ page, frame }: LabPage): Promise<LabView> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const view = await frame.evaluate(() => window.__liqlensLab?.look());
  if (!view) throw new Error('no laboratory in the page');
  return view;
}

/** The view that a change leaves, and some that a user moves it to. */
async function lookAround(page: LabPage, seed: number): Promise<LabView[]> {
  return [await look(page), ...(await page.runViews(seed, 6))];
}

function worstTimePx(views: LabView[]): number {
  return Math.max(...views.map(({ timeErrorPx }) => timeErrorPx ?? 0));
}

function timed(views: LabView[]): number {
  return views.filter(({ timeErrorPx }) => timeErrorPx !== null).length;
}

describe.each(['chrome', 'firefox'] as const)('a session in %s', (browser) => {
  let lab: LabBrowser;

  beforeAll(async () => {
    lab = await openLab(browser);
  });
  afterAll(() => lab.close());

  test.each([0, 5.5, -5])(
    'whose interval changes under a clock set %d h on keeps time within a px',
    async (hours) => {
      const page = await lab.open('lightweight-charts-5');
      const { frame } = page;
      await look(page);
      await frame.evaluate((sec) => window.__lab?.chart?.setZone?.(sec), hours * HOUR_SEC);
      const seen = [await lookAround(page, 5)];
      for (const barHours of [4, 1, 2]) {
        await frame.evaluate((h) => window.__lab?.chart?.setBarHours?.(h), barHours);
        seen.push(await lookAround(page, 5 + barHours));
      }
      await page.close();
      expect(seen.map(worstTimePx).filter((px) => px > 1)).toEqual([]);
      // Until three views have proven the zone, one whose candles cannot be found has no time.
      expect(seen.slice(1).map(timed)).toEqual([7, 7, 7]);
      expect(timed(seen[0])).toBeGreaterThanOrEqual(6);
      expect(page.errors).toEqual([]);
    },
  );

  test('whose symbol changes locks nothing until our data are of it, then everything', async () => {
    const page = await lab.open('lightweight-charts-5');
    const { frame } = page;
    expect((await look(page)).isLocked).toBe(true);
    await frame.evaluate((candles) => window.__lab?.chart?.setMarket?.(candles), OTHER);
    const before = await lookAround(page, 21);
    await frame.evaluate(
      (price, bars) => {
        window.__liqlensLab?.receiver.setReferencePrice(price);
        window.__liqlensLab?.receiver.setBars(bars);
      },
      OTHER[OTHER.length - 1].close,
      labBars(OTHER),
    );
    const after = await lookAround(page, 22);
    await page.close();
    expect(before.filter(({ isLocked }) => isLocked)).toEqual([]);
    expect(after.filter(({ isLocked }) => !isLocked)).toEqual([]);
    expect(Math.max(...after.flatMap(({ errors }) => errors))).toBeLessThanOrEqual(0.5);
    expect([timed(after), worstTimePx(after) <= 1]).toEqual([7, true]);
    expect(page.errors).toEqual([]);
  });
});
