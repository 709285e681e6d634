import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPanel, waitForHeat } from '../browsers/read-liqlens';
import { futuresUrl } from '../pages/futures/futures-sites';
import { isSameColumns, settledColumns } from './closed-columns';
import { killEventPage, killServiceWorker, killWorker, switchExtensionOff } from './kill';
import { BROWSERS, openStage, type Stage, until } from './stage';

const HEAL_LIMIT_MS = 5000;
const SUSPENSIONS = 5;
/** What a dead script has drawn vanishes within this time. */
const ORPHAN_LIMIT_MS = 20_000;

/** Waits until a frame newer than the one shown is there, without a hole. */
async function fresherFrame(page: Page): Promise<void> {
  const sinceMs = (await readPanel(page))?.frame?.asOfMs ?? 0;
  await until(
    'a newer frame without a hole',
    async () => {
      const frame = (await readPanel(page))?.frame;
      if (!frame || frame.asOfMs <= sinceMs) throw new Error('no newer frame');
      if (frame.missingColumns > 0) throw new Error(`${frame.missingColumns} columns missing`);
      return true;
    },
    HEAL_LIMIT_MS,
  );
}

/** Strikes, and expects a fresher frame without a hole within 5 s, whose closed columns are what they were. */
async function expectHealing(page: Page, strike: () => Promise<void>): Promise<void> {
  const closed = await settledColumns(page);
  await strike();
  await fresherFrame(page);
  expect(await isSameColumns(page, closed)).toBe(true);
  await waitForHeat(page, HEAL_LIMIT_MS);
}

describe.each(BROWSERS)('healing in %s', (name) => {
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

  const wounds: { what: string; strike(): Promise<void>; only?: string }[] = [
    { what: 'the Worker died', strike: () => killWorker(stage) },
    { what: 'the service worker was killed', strike: () => killServiceWorker(stage), only: 'chrome' },
    { what: 'the event page was ended', strike: () => killEventPage(stage), only: 'firefox' },
    {
      what: 'every socket was cut',
      async strike() {
        stage.exchange.sockets.cut();
      },
    },
  ];

  it.each(wounds.filter(({ only }) => only === undefined || only === name))(
    'goes on within 5 s with the same closed columns after $what',
    async ({ strike }) => {
      await expectHealing(page, strike);
    },
  );
});

describe('an event page that Firefox suspends again and again', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage('firefox');
    page = await stage.launched.openPage(futuresUrl('binance', { variant: 'top' }));
    await waitForHeat(page, 60_000);
  });
  afterAll(async () => {
    await stage?.close();
  });

  it('goes on within 5 s each time with the same closed columns while the page watches', async () => {
    const closed = await settledColumns(page);
    for (let suspension = 1; suspension <= SUSPENSIONS; suspension += 1) {
      await killEventPage(stage);
      await fresherFrame(page);
      expect(await isSameColumns(page, closed)).toBe(true);
    }
    await waitForHeat(page, HEAL_LIMIT_MS);
  });
});

describe('an extension that Firefox switches off', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage('firefox');
    page = await stage.launched.openPage(futuresUrl('binance', { variant: 'top' }));
    await waitForHeat(page, 60_000);
  });
  afterAll(async () => {
    await stage?.close();
  });

  /** How many of our two elements show something: the layer its canvas, the panel its buttons. */
  const visible = () =>
    page.evaluate(() => {
      const hosts = [...document.querySelectorAll('liqlens-layer, liqlens-panel')];
      return hosts.filter(({ shadowRoot }) =>
        [...(shadowRoot?.querySelectorAll('canvas, button') ?? [])].some(
          (part) => getComputedStyle(part).visibility === 'visible',
        ),
      ).length;
    });

  it('leaves nothing to see on the page', async () => {
    await until('layer and panel', async () => (await visible()) === 2, 10_000);
    stage.refuseStrangers();
    await switchExtensionOff(stage);
    await until('nothing to see', async () => (await visible()) === 0, ORPHAN_LIMIT_MS);
    // Firefox takes our rules away before our requests: what leaves in that instant carries its `Origin` (PRIVACY.md).
    stage.exchange.contacts.clear();
  });
});
