import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anySite } from '../../src/sites/any-site';
import { type BrowserName, extensionDir } from '../browsers/extension-build';
import { readPanel } from '../browsers/read-liqlens';
import { askBackground } from '../browsers/read-usage';
import type { TestedSite } from '../pages/sites/tested-sites';
import { drawnLayers, goWithoutLoad, pressInPanel, showCoin, waitForFit } from './site-acts';
import { BROWSERS, openStage, type Stage, until } from './stage';

const GRANTED = 'https://charts.example';
const WITHHELD = 'https://other.example';

function siteAt(origin: string): TestedSite {
  const testUrls = [{ url: `${origin}/trade/BTCUSDT`, symbol: 'BTCUSDT' }];
  return { ...anySite(origin), charts: ['top'], testUrls };
}

/**
 * The test build as it is after the user has allowed one site that we do not know. Nobody can click the browser's own
 * prompt here; and `tabs` stands for the click on our button, which gives the popup the address of the tab.
 */
function buildWithGrant(name: BrowserName): string {
  const dir = mkdtempSync(join(tmpdir(), 'liqlens-granted-'));
  cpSync(extensionDir(name), dir, { recursive: true });
  const path = join(dir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.host_permissions.push(`${GRANTED}/*`);
  manifest.permissions.push('tabs');
  writeFileSync(path, JSON.stringify(manifest));
  return dir;
}

/** Elements and marks of ours in a page. */
const traces = (page: Page) =>
  page.evaluate(() => ({
    elements: document.querySelectorAll('liqlens-layer, liqlens-panel').length,
    hasProbe: Symbol.for('liqlens.probe') in window,
  }));
const NO_TRACES = { elements: 0, hasProbe: false };

describe.each(BROWSERS)('a site that nobody wrote an adapter for, in %s', (name) => {
  let dir: string;
  let stage: Stage;
  let popup: Page;
  let page: Page;
  beforeAll(async () => {
    dir = buildWithGrant(name);
    stage = await openStage(name, {
      extensionDir: dir,
      sites: [siteAt(GRANTED), siteAt(WITHHELD)],
      grantsPermissions: true,
    });
    popup = await stage.launched.openExtensionPage('popup.html');
  });
  afterAll(async () => {
    await stage?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** The popup over a page: it speaks of the tab in front. */
  async function popupOver(shown: Page): Promise<{ text: string; isOn: boolean }> {
    await shown.bringToFront();
    const host = new URL(shown.url()).host;
    return until('the popup', () =>
      popup.evaluate((wanted) => {
        const text = document.body.innerText;
        const isOn = document.querySelector('[role=switch]')?.getAttribute('aria-checked') === 'true';
        return text.includes(wanted) ? { text, isOn } : null;
      }, host),
    );
  }
  const pressSwitch = () =>
    popup.evaluate(() => document.querySelector<HTMLElement>('[role=switch]')?.click());

  it('is left alone while the permission is missing, and the popup says what is needed', async () => {
    page = await stage.launched.openPage(`${WITHHELD}/trade/BTCUSDT`);
    const before = await popupOver(page);
    expect(before.isOn).toBe(false);
    expect(before.text).toContain('The browser will ask for permission for this site.');
    // As after a permission that the user has taken back in the browser's own settings.
    const siteId = WITHHELD;
    await askBackground(stage.launched, {
      to: 'background',
      type: 'switch-site',
      siteId,
      url: '',
      isOn: true,
    });
    await page.reload({ waitUntil: 'load' });
    expect((await popupOver(page)).isOn).toBe(false);
    expect(await traces(page)).toEqual(NO_TRACES);
  });

  // The prompt itself can be answered in Firefox only.
  if (name === 'firefox')
    it('is read without a reload once the click in the popup has brought the permission', async () => {
      await popupOver(page);
      await (await popup.$('[role=switch]'))?.click();
      await until('the question', async () => (await readPanel(page))?.state === 'ask-to-load');
      expect((await popupOver(page)).isOn).toBe(true);
    });

  it('switched on in the popup is read without a reload, and asks before it loads what it guesses', async () => {
    await page.close();
    page = await stage.launched.openPage(`${GRANTED}/trade/BTCUSDT`);
    expect(await traces(page)).toEqual(NO_TRACES);
    expect((await popupOver(page)).isOn).toBe(false);
    await pressSwitch();
    await until('the question', async () => (await readPanel(page))?.state === 'ask-to-load');
    expect(await drawnLayers(page)).toEqual([]);
  });

  it('has heat on the prices of its chart when the user has confirmed', async () => {
    await page.bringToFront();
    await pressInPanel(page, 'BTCUSDT');
    await until('data', async () => (await readPanel(page))?.frame?.instrument === 'BTCUSDT');
    // A chart at rest paints nothing; the axes are found at its next paint.
    await page.mouse.move(400, 300);
    await page.mouse.move(420, 320);
    expect((await waitForFit(page)).anchor).toBe('axis-tap');
  });

  it('asks again for another symbol', async () => {
    await goWithoutLoad(page, `${GRANTED}/trade/ETHUSDT`);
    await until('the question', async () => (await readPanel(page))?.state === 'ask-to-load');
    await pressInPanel(page, 'ETHUSDT');
    await showCoin(page, 'ETH');
    await waitForFit(page);
    expect((await readPanel(page))?.frame?.instrument).toBe('ETHUSDT');
  });

  it('is remembered over a reload', async () => {
    await page.reload({ waitUntil: 'load' });
    await waitForFit(page);
  });

  it('switched off in the popup is left at once and not touched after the next load', async () => {
    expect((await popupOver(page)).isOn).toBe(true);
    await pressSwitch();
    await until(
      'an empty page',
      async () => (await drawnLayers(page)).length === 0 && !(await readPanel(page)),
    );
    await page.reload({ waitUntil: 'load' });
    expect((await popupOver(page)).isOn).toBe(false);
    expect(await traces(page)).toEqual(NO_TRACES);
  });
});
