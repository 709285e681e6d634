import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REST_SECTIONS } from '../../src/panel/rest/rest-registry';
import { readPanel, waitForHeat } from '../browsers/read-liqlens';
import { findInPanel, openPanel, panelText, pressInPanel, typeInPanel } from '../browsers/use-panel';
import { futuresUrl } from '../pages/futures/futures-sites';
import { killEventPage, killServiceWorker } from './kill';
import { BROWSERS, openStage, type Stage, until } from './stage';

/** A moment: nobody takes it for a fault. Machines of tests are slower than users' ones. */
const MOMENT_MS = 3000;
/** The network is just back, and feeds wait a little before they ask again. */
const FRAME_LIMIT_MS = 20_000;

describe.each(BROWSERS)("the panel's second part in %s", (name) => {
  let stage: Stage;
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    stage = await openStage(name);
    page = await stage.launched.openPage(futuresUrl('binance', { variant: 'top' }));
    page.on('pageerror', (error) => errors.push(String(error)));
    await waitForHeat(page, 30_000);
    await openPanel(page);
    await until('cards', () => findInPanel(page, '.card'));
  });
  afterAll(async () => {
    await stage?.close();
  });

  it('opens by the keyboard alone, offline, after the background was ended', async () => {
    stage.exchange.faults.add({ action: { kind: 'drop' } });
    stage.exchange.sockets.cut();
    if (name === 'chrome') await killServiceWorker(stage);
    else await killEventPage(stage);
    const button = await findInPanel(page, '.footer button', 'Check my plan');
    await button?.focus();
    const fromMs = Date.now();
    await page.keyboard.press('Enter');
    await until('the form of the plan', () => findInPanel(page, '.plan-field-stop input'), MOMENT_MS);
    process.stderr.write(`${name}: second part after ${Date.now() - fromMs} ms, background ended\n`);
    stage.exchange.faults.clear();
  });

  it('keeps the field that is typed into, its focus and the heat while the background comes back', async () => {
    const seen = await watchForLosses(page);
    const field = await findInPanel(page, '.plan-field-stop input');
    await field?.focus();
    await page.keyboard.type('12');
    const sinceMs = (await readPanel(page))?.frame?.asOfMs ?? 0;
    if (name === 'chrome') await killServiceWorker(stage);
    else await killEventPage(stage);
    await until(
      'a frame of the next background',
      async () => ((await readPanel(page))?.frame?.asOfMs ?? 0) > sinceMs,
      FRAME_LIMIT_MS,
    );
    await page.keyboard.type('3');
    expect(await field?.evaluate((input) => input.isConnected && (input as HTMLInputElement).value)).toBe(
      '123',
    );
    expect(await seen()).toEqual([]);
  });

  it('takes what is typed and stays one tree with the first part', async () => {
    await until('a line of the plan', async () => {
      await typeInPanel(page, '.plan-field-leverage input', '20');
      return (await panelText(page, '.plan-line')).length > 0;
    });
    await pressInPanel(page, '.footer button', 'Check my plan');
    await until('the first screen', () => findInPanel(page, '.card'));
  });

  it('shows each section of "More" within a moment of its first opening', async () => {
    await pressInPanel(page, '.footer button', 'More');
    const count = REST_SECTIONS.filter(({ place }) => place === 'more').length;
    await until('the folds', async () => (await folds(page)) === count, MOMENT_MS);
    for (let index = 0; index < count; index += 1) {
      await (await fold(page, index))?.focus();
      await page.keyboard.press('Enter');
      await until(`fold ${index}`, async () => (await bodies(page)) === index + 1, MOMENT_MS);
    }
    const words = await panelText(page, '.fold-body');
    expect(words).not.toMatch(/NaN|undefined|\[object/);
    expect(errors).toEqual([]);
  });
});

/** Notes every state in which the layer shows no heat, or the panel no data, from now on. */
async function watchForLosses(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { lossesSeen: seen });
    for (const host of document.querySelectorAll<HTMLElement>('liqlens-layer, liqlens-panel')) {
      const good = host.localName === 'liqlens-layer' ? 'drawn' : 'ready';
      new MutationObserver(() => host.dataset.state !== good && seen.push(`${host.dataset.state}`)).observe(
        host,
        { attributeFilter: ['data-state'] },
      );
    }
  });
  return () => page.evaluate(() => (window as unknown as { lossesSeen: string[] }).lossesSeen);
}

const folds = async (page: Page): Promise<number> => (await texts(page, '.fold summary')).length;
const bodies = async (page: Page): Promise<number> =>
  (await texts(page, '.fold-body')).filter((words) => words !== '').length;

function texts(page: Page, selector: string): Promise<string[]> {
  return page.evaluate((wanted) => {
    const root = document.querySelector('liqlens-panel')?.shadowRoot;
    return [...(root?.querySelectorAll(wanted) ?? [])].map(({ textContent }) => textContent ?? '');
  }, selector);
}

async function fold(page: Page, index: number) {
  const words = (await texts(page, '.fold summary'))[index];
  return findInPanel(page, '.fold summary', words);
}
