import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLayers, readPanel, waitForHeat } from '../browsers/read-liqlens';
import { futuresUrl } from '../pages/futures/futures-sites';
import { BROWSERS, openStage, type Stage, until } from './stage';

/** What the popup says when its switch is used. */
async function switchSite(stage: Stage, isOn: boolean): Promise<void> {
  const page = await stage.launched.openExtensionPage('options.html');
  try {
    await page.evaluate(async (on) => {
      const api = globalThis as unknown as { browser?: Sender; chrome?: Sender };
      await (api.browser ?? api.chrome)?.runtime.sendMessage({
        to: 'background',
        type: 'switch-site',
        siteId: 'binance',
        url: '',
        isOn: on,
      });
    }, isOn);
  } finally {
    await page.close();
  }
}

interface Sender {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
}

/** Elements and marks of ours in a page. */
const traces = (page: Page) =>
  page.evaluate(() => ({
    elements: document.querySelectorAll('liqlens-layer, liqlens-panel').length,
    hasProbe: Symbol.for('liqlens.probe') in window,
  }));

describe.each(BROWSERS)('the switch of a site in %s', (name) => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage(name);
    page = await stage.launched.openPage(futuresUrl('binance', { variant: 'top' }));
    await waitForHeat(page, 30_000);
  });
  afterAll(async () => {
    await stage?.close();
  });

  it('off takes heat and panel off the open page', async () => {
    await switchSite(stage, false);
    await until('an empty page', async () => {
      const drawn = (await readLayers(page)).filter(({ state }) => state === 'drawn');
      return drawn.length === 0 && (await readPanel(page)) === null;
    });
  });

  it('off means not injected after the next load', async () => {
    await page.reload({ waitUntil: 'load' });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await traces(page)).toEqual({ elements: 0, hasProbe: false });
  });

  it('on brings heat to the open page without a reload', async () => {
    await switchSite(stage, true);
    await page.bringToFront();
    // A chart at rest paints nothing; the axes are found at its next paint.
    await page.mouse.move(400, 300);
    await page.mouse.move(420, 320);
    await waitForHeat(page, 15_000);
    expect((await readPanel(page))?.state).toBe('ready');
  });
});
