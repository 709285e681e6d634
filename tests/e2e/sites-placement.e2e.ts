import { createHash } from 'node:crypto';
import { PNG } from 'pngjs';
import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LayerReading } from '../browsers/read-liqlens';
import { askBackground } from '../browsers/read-usage';
import { futuresUrl } from '../pages/futures/futures-sites';
import { drawnLayers, waitForFit } from './site-acts';
import { BROWSERS, openStage, type Stage, until } from './stage';

const MENU = [255, 0, 0];
const VARIANTS = ['top', 'blob'];

/** Middle of the pane in the page's own coordinates. */
async function paneCentre(page: Page, layer: LayerReading): Promise<{ x: number; y: number }> {
  const pane = layer.mapping?.pane ?? { left: 0, top: 0, width: 0, height: 0 };
  const frame = await page.evaluate(() => {
    const box = document.querySelector('.chart-widget-root iframe')?.getBoundingClientRect();
    return { left: box?.left ?? 0, top: box?.top ?? 0 };
  });
  const inFrame = layer.frame === page.mainFrame() ? { left: 0, top: 0 } : frame;
  return { x: inFrame.left + pane.left + pane.width / 2, y: inFrame.top + pane.top + pane.height / 2 };
}

/** Moves within one picture reach the page as one, and a chart spends the first on finding out that this is a drag. */
function frameOf(page: Page): Promise<unknown> {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
}

async function colourAt(page: Page, { x, y }: { x: number; y: number }): Promise<number[]> {
  const clip = { x: Math.round(x) - 2, y: Math.round(y) - 2, width: 4, height: 4 };
  const { data } = PNG.sync.read(Buffer.from(await page.screenshot({ clip })));
  return [...data.subarray(0, 3)];
}

/** A menu of the site over its chart, as tall in the stack as menus are. */
function openMenu(frame: Frame): Promise<void> {
  return frame.evaluate(() => {
    const chart = document.querySelector<HTMLElement>('.chart-widget-root, #chart');
    const menu = document.createElement('div');
    menu.id = 'menu';
    menu.style.cssText = 'position:absolute;inset:20% 20%;background:rgb(255,0,0);z-index:2';
    chart?.append(menu);
  });
}

/** Hash of everything that the chart has painted itself. */
function paintedBy(frame: Frame): Promise<string> {
  return frame
    .evaluate(() => {
      const canvases = [
        ...document.querySelectorAll<HTMLCanvasElement>('.chart-widget-root canvas, #chart canvas'),
      ];
      return canvases.map((canvas) => canvas.toDataURL()).join('|');
    })
    .then((pixels) => createHash('sha256').update(pixels).digest('hex'));
}

const frameOfChart = (page: Page) => page.frames().at(-1) ?? page.mainFrame();

describe.each(BROWSERS)('the place of the layer in %s', (name) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(name);
  });
  afterAll(async () => {
    await stage?.close();
  });

  describe.each(VARIANTS)('on a chart in %s', (variant) => {
    let page: Page;
    beforeAll(async () => {
      page = await stage.launched.openPage(futuresUrl('binance', { variant }));
      await waitForFit(page);
    });
    afterAll(async () => {
      await page?.close();
    });

    it('takes no pointer: a drag still moves the chart, and the heat with it', async () => {
      const layer = await waitForFit(page);
      const { x, y } = await paneCentre(page, layer);
      const before = await layer.frame.evaluate(() =>
        window.__chart?.t2x(window.__chart.candles()[100].openTimeMs),
      );
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (const dx of [10, 20, 30, 40]) {
        await page.mouse.move(x + dx, y);
        await frameOf(page);
      }
      await page.mouse.up();
      const after = await layer.frame.evaluate(() =>
        window.__chart?.t2x(window.__chart.candles()[100].openTimeMs),
      );
      expect((after ?? 0) - (before ?? 0)).toBeGreaterThanOrEqual(20);
      await waitForFit(page);
    });

    it('stays on the chart when the page shifts it without a repaint, and when it scrolls', async () => {
      const setStyle = (css: string) =>
        page.evaluate((style) => document.querySelector('section.chart')?.setAttribute('style', style), css);
      for (const css of ['margin-top:40px', 'transform:translate(-12px,30px)', '']) {
        await setStyle(css);
        await waitForFit(page);
      }
      await page.evaluate(() => {
        document.documentElement.style.cssText = 'height:auto;overflow:visible';
        document.body.style.cssText = 'height:auto;overflow:visible;padding-bottom:2000px';
        window.scrollTo(0, 60);
      });
      expect(await page.evaluate(() => window.scrollY)).toBe(60);
      await waitForFit(page);
      await page.evaluate(() => {
        window.scrollTo(0, 0);
        document.documentElement.style.cssText = '';
        document.body.style.cssText = '';
      });
      await waitForFit(page);
    });

    it('lies under menus and dialogs of the site', async () => {
      const layer = await waitForFit(page);
      const centre = await paneCentre(page, layer);
      await openMenu(layer.frame);
      expect(await colourAt(page, centre)).toEqual(MENU);
      await layer.frame.evaluate(() => document.getElementById('menu')?.remove());
      await page.evaluate(() => {
        const dialog = document.body.appendChild(document.createElement('dialog'));
        dialog.style.cssText =
          'position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;border:0;margin:0;background:rgb(255,0,0)';
        dialog.showModal();
      });
      expect(await colourAt(page, centre)).toEqual(MENU);
      await page.evaluate(() => document.querySelector('dialog')?.remove());
    });

    it('follows the chart into fullscreen and back', async () => {
      await page.evaluate(() => {
        const chart = document.querySelector('section.chart');
        document
          .querySelector('h1')
          ?.addEventListener('click', () => void chart?.requestFullscreen(), { once: true });
      });
      await page.click('h1');
      await until('fullscreen', () => page.evaluate(() => document.fullscreenElement !== null));
      await waitForFit(page);
      await page.evaluate(() => document.exitFullscreen());
      await until('the page', () => page.evaluate(() => document.fullscreenElement === null));
      await waitForFit(page);
    });
  });

  it.each(VARIANTS)('leaves every pixel of a chart in %s as it is without us', async (variant) => {
    stage.exchange.clock.setSpeed(0);
    const address = futuresUrl('binance', { variant });
    const siteId = 'binance';
    const page = await stage.launched.openPage(address);
    await waitForFit(page);
    const withUs = await paintedBy(frameOfChart(page));
    await askBackground(stage.launched, {
      to: 'background',
      type: 'switch-site',
      siteId,
      url: '',
      isOn: false,
    });
    await page.bringToFront();
    await page.reload({ waitUntil: 'load' });
    const isPainted = () => frameOfChart(page).evaluate(() => (window.__chart?.firstPaintMs() ?? 0) > 0);
    await until('the chart', isPainted);
    expect(await drawnLayers(page)).toEqual([]);
    await until('the same pixels', async () => (await paintedBy(frameOfChart(page))) === withUs);
    await askBackground(stage.launched, {
      to: 'background',
      type: 'switch-site',
      siteId,
      url: '',
      isOn: true,
    });
    await page.close();
    stage.exchange.clock.setSpeed(1);
  });
});
