import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LayerReading, waitForHeat } from '../browsers/read-liqlens';
import { futuresUrl } from '../pages/futures/futures-sites';
import { drawnLayers, pressInPanel, waitForFit } from './site-acts';
import { BROWSERS, openStage, type Stage, until } from './stage';

const READ = [
  { variant: 'api', anchor: 'host-api' },
  { variant: 'top', anchor: 'axis-tap' },
  { variant: 'svg', anchor: 'svg-text' },
];
/** Prices of the chart at the two lines of a new calibration, a quarter of the pane from each edge. */
const SHARES = [0.25, 0.75];

/** Types into a field of the calibration box as a user would; its shadow root is open in test builds. */
async function typePrice(page: Page, index: number, words: string): Promise<void> {
  const handle = await page.evaluateHandle((at) => {
    const roots = [...document.querySelectorAll('div')].map(({ shadowRoot }) => shadowRoot);
    const root = roots.find((one) => one?.querySelector('[role=group] input[type=text]'));
    return root?.querySelectorAll('input[type=text]')[at];
  }, index);
  const field = handle.asElement() as Awaited<ReturnType<Page['$']>>;
  if (field === null) throw new Error('no calibration box');
  await field.click();
  await field.type(words);
}

function pressConfirm(page: Page): Promise<void> {
  return page.evaluate(() => {
    const roots = [...document.querySelectorAll('div')].map(({ shadowRoot }) => shadowRoot);
    roots
      .find((one) => one?.querySelector('[role=group]'))
      ?.querySelector('button')
      ?.click();
  });
}

/** Prices that the chart itself has at the two lines. */
function pricesAtLines(page: Page): Promise<number[]> {
  return page.evaluate((shares) => {
    const chart = window.__chart;
    if (!chart) return [];
    const { top, height } = chart.rect();
    const [low, high] = [chart.p2y(1000) ?? 0, chart.p2y(200_000) ?? 0];
    return shares.map((share) => 1000 + ((top + share * height - low) / (high - low)) * 199_000);
  }, SHARES);
}

/** Largest distance between mapping and chart at hours of the last day, px. */
function timeErrorPx({ frame, mapping }: LayerReading): Promise<number> {
  const { pxPerSec = Number.NaN, x0 = 0 } = mapping?.time ?? {};
  return frame.evaluate(
    (slope, start) => {
      const hour = Math.floor(Date.now() / 3_600_000);
      const errors = Array.from({ length: 24 }, (_, i) => {
        const timeMs = (hour - i) * 3_600_000;
        return Math.abs((window.__chart?.t2x(timeMs) ?? Number.NaN) - start - (timeMs / 1000) * slope);
      });
      return Math.max(...errors);
    },
    pxPerSec,
    x0,
  );
}

describe.each(BROWSERS)('each way to read a chart, in %s', (name) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(name);
  });
  afterAll(async () => {
    await stage?.close();
  });

  it.each(READ)(
    '$anchor puts heat on the prices of the chart, and keeps it there',
    async ({ variant, anchor }) => {
      const page = await stage.launched.openPage(futuresUrl('binance', { variant }));
      expect((await waitForFit(page)).anchor).toBe(anchor);
      await page.evaluate(() => window.__chart?.zoom(1.5));
      await page.evaluate(() => window.__chart?.pan(40));
      expect((await waitForFit(page)).anchor).toBe(anchor);
      await page.close();
    },
  );

  // In Firefox only the page is taken elsewhere, and not the extension, which must prove its own zone as well.
  it('proves the time of a chart drawn as SVG, in whose zone the user is not, by its shapes', async () => {
    const page = await stage.launched.browser.newPage();
    await page.emulateTimezone('Asia/Shanghai');
    await page.goto(futuresUrl('binance', { variant: 'svg' }), { waitUntil: 'load' });
    const locked = await until(
      'time on the chart',
      async () => {
        const [layer] = await drawnLayers(page);
        const isSeen = await page.evaluate(() => Symbol.for('liqlens.drawing') in window);
        return isSeen && layer?.mapping?.time?.ambiguous === false ? layer : null;
      },
      30_000,
    );
    const errorPx = await timeErrorPx(locked);
    const offsetMin = await page.evaluate(() => new Date().getTimezoneOffset());
    await page.close();
    expect(offsetMin).toBe(-480);
    expect(errorPx).toBeLessThanOrEqual(1);
  });

  describe('by hand, on a chart whose axis shows percent', () => {
    let page: Page;
    beforeAll(async () => {
      page = await stage.launched.openPage(futuresUrl('binance', { variant: 'top' }));
      await waitForHeat(page, 30_000);
      await page.evaluate(() => window.__chart?.mode(2));
    });
    afterAll(async () => {
      await page?.close();
    });

    it('draws nothing before the user has said where prices are', async () => {
      await until('no heat', async () => (await drawnLayers(page)).length === 0);
    });

    it('draws on the prices that the user has typed', async () => {
      await pressInPanel(page, 'by hand');
      await until('the box', () => typePrice(page, 0, '').then(() => true));
      const prices = await pricesAtLines(page);
      await typePrice(page, 0, prices[0].toFixed(2));
      await typePrice(page, 1, prices[1].toFixed(2));
      await pressConfirm(page);
      expect((await waitForFit(page)).anchor).toBe('manual');
    });

    it('hides the heat as soon as the chart is moved, until the user confirms again', async () => {
      const { left, top } = (await page.evaluate(() => window.__chart?.rect())) ?? { left: 0, top: 0 };
      await page.mouse.move(left + 300, top + 200);
      await page.mouse.wheel({ deltaY: 100 });
      await until('no heat', async () => (await drawnLayers(page)).length === 0);
      await pressConfirm(page);
      await until('heat', async () => (await drawnLayers(page)).length === 1);
    });

    it('hides the heat when another interval is chosen', async () => {
      await page.evaluate(() => {
        const buttons = [...document.querySelectorAll<HTMLElement>('button.interval')];
        buttons.find((button) => button.textContent === '1h')?.click();
      });
      await until('no heat', async () => (await drawnLayers(page)).length === 0);
    });
  });
});
