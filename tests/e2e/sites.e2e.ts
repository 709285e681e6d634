import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPanel } from '../browsers/read-liqlens';
import { pageAt, siblingPage, siteUrl } from '../pages/sites/site-pages';
import { TESTED_SITES } from '../pages/sites/tested-sites';
import {
  drawnLayers,
  goWithoutLoad,
  isTitleLed,
  panelText,
  pressInPanel,
  readSite,
  showCoin,
  waitForCoin,
  waitForFit,
} from './site-acts';
import { BROWSERS, openStage, type Stage, until } from './stage';

/** Pages are served in languages other than ours: an adapter that reads words of one language fails here. */
const LANGUAGES = ['zh', 'tr'];
const CASES = TESTED_SITES.flatMap((site) =>
  site.charts.map((variant) => ({ site, id: site.id, variant })),
).map(({ site, id, variant }, index) => {
  const lang = LANGUAGES[index % LANGUAGES.length];
  const isLed = isTitleLed(site, siteUrl(site, 'BTC'));
  // Where the title leads, the address keeps the symbol with which the page was opened.
  const url = siteUrl(site, 'BTC', { variant, lang, ...(isLed ? { address: 'stays' } : {}) });
  const title = pageAt(TESTED_SITES, new URL(url))?.title.replace('{price}', '1,234.5') ?? '';
  return { site, id, variant, url, isLed, isGuess: readSite(site, url, title)?.isGuess === true };
});
const ANCHORS = { top: 'axis-tap', iframe: 'axis-tap', blob: 'host-api', api: 'host-api' } as const;

describe.each(BROWSERS)('the sites in %s', (name) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(name);
  });
  afterAll(async () => {
    await stage?.close();
  });

  describe.each(CASES)('$id with its chart in $variant', ({ site, variant, url, isLed, isGuess }) => {
    let page: Page;
    const siblingOf = (address: string) =>
      new URL(siblingPage(TESTED_SITES, new URL(address), 'ETH')?.address ?? '', url).href;
    const others = site.testUrls.filter((other) => new URL(other.url).host === new URL(url).host);
    const spot = others.find((other) => readSite(site, other.url, other.title ?? '')?.market === 'spot');
    const list = others.find((other) => pageAt(TESTED_SITES, new URL(other.url)) === null);
    beforeAll(async () => {
      page = await stage.launched.openPage(url);
    });
    afterAll(async () => {
      await page?.close();
    });

    if (isGuess)
      it('shows no heat before the user has confirmed the guess', async () => {
        await until('the question', async () => (await readPanel(page))?.state === 'ask-to-load');
        expect(await drawnLayers(page)).toEqual([]);
        await pressInPanel(page, 'BTC');
      });

    it('draws one layer, on the prices of the chart, and none on the order book', async () => {
      await waitForCoin(page, url);
      const layer = await waitForFit(page);
      expect(layer.anchor).toBe(ANCHORS[variant]);
    });

    if (!isLed)
      it('hides heat with the address until the chart follows it', async () => {
        await goWithoutLoad(page, siblingOf(url));
        await waitForCoin(page, siblingOf(url));
        expect(await drawnLayers(page)).toEqual([]);
      });

    it('draws on the other symbol when the chart shows it', async () => {
      await showCoin(page, 'ETH');
      if (isGuess) await pressInPanel(page, 'ETH');
      await waitForCoin(page, siblingOf(url));
      await waitForFit(page);
    });

    if (spot && !isGuess)
      it('draws the map of the perpetual on a spot page, and says so', async () => {
        await page.evaluate((address) => history.pushState(null, '', address), siblingOf(spot?.url ?? ''));
        await until('the words', async () => /Levels of the perpetual/.test(await panelText(page)), 30_000);
        await waitForFit(page);
      });

    it('shows nothing on a page without an instrument, and heat again on the way back', async () => {
      await goWithoutLoad(page, list?.url ?? '');
      await until('the state', async () => (await readPanel(page))?.state === 'no-instrument');
      expect(await drawnLayers(page)).toEqual([]);
      await page.evaluate(() => history.back());
      await waitForFit(page);
    });
  });
});
