import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPanel } from '../browsers/read-liqlens';
import { SPOT_BASIS_PCT } from '../pages/futures/futures-host';
import { futuresUrl } from '../pages/futures/futures-sites';
import { readFits, setPixelRatio, waitForHeatOn, zoomTab } from './chart-acts';
import { panelText } from './site-acts';
import { BROWSERS, openStage, type Stage, until } from './stage';

const pixelRatio = (page: Page) => page.evaluate(() => devicePixelRatio);

describe.each(BROWSERS)('a chart that changes under the heat, in %s', (name) => {
  let stage: Stage;
  let own: Page;
  const open = (variant: string) => stage.launched.openPage(futuresUrl('binance', { variant }));
  const openChart = (page: Page, variant?: string) =>
    page.evaluate((wanted) => window.__openChart?.(wanted), variant);
  beforeAll(async () => {
    stage = await openStage(name, { width: 1800, height: 1200 });
    own = await stage.launched.openExtensionPage('popup.html');
  });
  afterAll(async () => {
    await stage?.close();
  });

  it.each(['top', 'blob', 'svg'])('keeps its heat through zoom and pixel ratios (%s)', async (variant) => {
    const page = await open(variant);
    await waitForHeatOn(page);
    const plain = await pixelRatio(page);
    for (const factor of [1.25, 1]) {
      await zoomTab(own, page, factor);
      await until('the zoom', async () => Math.abs((await pixelRatio(page)) - plain * factor) < 0.05);
      await waitForHeatOn(page);
    }
    for (const ratio of [1.25, 1]) {
      await setPixelRatio(stage.launched, page, ratio);
      await until('the ratio', async () => Math.abs((await pixelRatio(page)) - ratio) < 0.05);
      await waitForHeatOn(page);
    }
    await page.close();
  });

  it.each(['top', 'blob', 'svg'])(
    'gets heat when it comes late, and when it is built anew (%s)',
    async (variant) => {
      const page = await open('none');
      await openChart(page, variant);
      await waitForHeatOn(page);
      await openChart(page, 'none');
      await until('no heat', async () => (await readFits(page)).length === 0);
      await openChart(page, variant);
      await waitForHeatOn(page);
      await openChart(page, variant);
      await waitForHeatOn(page);
      await page.close();
    },
  );

  it('gets heat again when its document is written anew, again and again', async () => {
    const page = await open('written');
    await waitForHeatOn(page);
    for (let round = 0; round < 2; round++) {
      await page.evaluate(() => window.__writeFrame?.());
      await waitForHeatOn(page);
    }
    await page.close();
  });

  it('leaves no error when its frame is removed in the middle of a mapping event, and gets heat anew', async () => {
    const page = await open('blob');
    const ours: string[] = [];
    page.on('pageerror', (error) => {
      const text = error instanceof Error ? (error.stack ?? '') : String(error);
      if (/extension:\/\/|liqlens|content-scripts/.test(text)) ours.push(text);
    });
    await waitForHeatOn(page);
    await page.frames()[1].evaluate(() => {
      const removeWithin = (hello: Event) => {
        const [name] = (hello as CustomEvent<string>).detail.split(' ');
        document.addEventListener(name, () => window.frameElement?.remove(), { once: true });
        window.__chart?.pan(20);
      };
      document.addEventListener('liqlens:hello', removeWithin, { once: true });
    });
    await until('the frame to be gone', async () => page.frames().length === 1);
    await waitForHeatOn(page, []);
    await openChart(page);
    await waitForHeatOn(page);
    expect(ours).toEqual([]);
    await page.close();
  });

  it('of a spot pair carries levels shifted by what its candles tell, and the panel says so', async () => {
    const page = await stage.launched.openPage('https://www.binance.com/en/trade/BTC_USDT?type=spot');
    const [, pct] = await until(
      'the words',
      async () => /shifted to those[^%]*?([+-]\d\.\d+)%/.exec(await panelText(page)),
      60_000,
    );
    expect(Math.abs(Number(pct) - SPOT_BASIS_PCT)).toBeLessThan(0.015);
    await waitForHeatOn(page);
    await until('levels at the prices of the chart', async () => {
      const close = await page.evaluate(() => window.__chart?.candles().at(-1)?.close ?? 0);
      const { markPrice = 0 } = (await readPanel(page))?.frame ?? {};
      return Math.abs(markPrice / close - 1) * 100 < SPOT_BASIS_PCT / 2;
    });
    await page.close();
  });

  it.each([
    ['pair', ['BTC']],
    ['layout2', ['BTC']],
    ['layout4', ['BTC', 'BTC 15m']],
  ])('gets heat among others only where its coin is shown (%s)', async (variant, names) => {
    const page = await open(variant);
    await waitForHeatOn(page, names);
    await page.evaluate(() => {
      for (const { adapter } of window.__charts ?? []) {
        adapter.pan(30);
        adapter.zoomPrice(1.5);
      }
    });
    await waitForHeatOn(page, names);
    await page.close();
  });
});
