import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REST_SECTIONS } from '../../src/panel/rest/rest-registry';
import { waitForHeat } from '../browsers/read-liqlens';
import { findInPanel, panelText, pressInPanel, typeInPanel } from '../browsers/use-panel';
import { futuresUrl } from '../pages/futures/futures-sites';
import { killEventPage, killServiceWorker } from './kill';
import { BROWSERS, openStage, type Stage, until } from './stage';

/** A moment: nobody takes it for a fault. Machines of tests are slower than users' ones. */
const MOMENT_MS = 3000;

describe.each(BROWSERS)("the panel's second part in %s", (name) => {
  let stage: Stage;
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    stage = await openStage(name);
    page = await stage.launched.openPage(futuresUrl('binance', { variant: 'top' }));
    page.on('pageerror', (error) => errors.push(String(error)));
    await waitForHeat(page, 30_000);
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

  it('takes what is typed and stays one tree with the first part', async () => {
    await until('a line of the plan', async () => {
      // The network is just back: the form may be drawn anew between finding the field and pressing it.
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
