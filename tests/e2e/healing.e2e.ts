import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPanel, waitForHeat } from '../browsers/read-liqlens';
import { futuresUrl } from '../pages/futures/futures-sites';
import { isSameColumns, settledColumns } from './closed-columns';
import { countEventPageEnds, killEventPage, killServiceWorker, killWorker, switchExtensionOff } from './kill';
import { BROWSERS, openStage, type Stage, until } from './stage';

const HEAL_LIMIT_MS = 5000;
/** Firefox suspends an event page that nobody speaks to for this long; pages speak every ten seconds. */
const IDLE_MS = 3000;
const WATCHED_MS = 20_000;
/** What a dead script has drawn vanishes within this time. */
const ORPHAN_LIMIT_MS = 20_000;

/** Waits until a frame newer than the one shown is there and gives it. */
async function fresherFrame(page: Page, limitMs = HEAL_LIMIT_MS) {
  const sinceMs = (await readPanel(page))?.frame?.asOfMs ?? 0;
  return until(
    'a newer frame',
    async () => {
      const frame = (await readPanel(page))?.frame;
      return frame && frame.asOfMs > sinceMs ? frame : null;
    },
    limitMs,
  );
}

/** Strikes, and expects a fresher frame within 5 s, without a hole, whose closed columns are what they were. */
async function expectHealing(page: Page, strike: () => Promise<void>): Promise<void> {
  const closed = await settledColumns(page);
  await strike();
  const frame = await fresherFrame(page);
  expect(frame.missingColumns).toBe(0);
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
    stage = await openStage('firefox', { firefoxIdleMs: IDLE_MS });
    page = await stage.launched.openPage(futuresUrl('binance', { variant: 'top' }));
    await waitForHeat(page, 60_000);
  });
  afterAll(async () => {
    await stage?.close();
  });

  it('goes on within 5 s with the same closed columns while the page watches', async () => {
    const closed = await settledColumns(page);
    const countEnds = await countEventPageEnds(stage);
    const endMs = Date.now() + WATCHED_MS;
    while (Date.now() < endMs) {
      const frame = await fresherFrame(page);
      expect(frame.missingColumns).toBe(0);
    }
    expect(await countEnds()).toBeGreaterThan(1);
    expect(await isSameColumns(page, closed)).toBe(true);
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
    await switchExtensionOff(stage);
    await until('nothing to see', async () => (await visible()) === 0, ORPHAN_LIMIT_MS);
  });
});
