import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPanel, waitForHeat } from '../browsers/read-liqlens';
import { futuresUrl } from '../pages/futures/futures-sites';
import { killServiceWorker, killWorker } from './kill';
import { BROWSERS, openStage, type Stage, until } from './stage';

const HEAL_LIMIT_MS = 5000;

/** The panel's frame, once its history is complete enough to be frozen. */
async function settledFrame(page: Page) {
  return until(
    'frozen columns',
    async () => {
      const frame = (await readPanel(page))?.frame;
      return frame && frame.frozenColumns > 100 ? frame : null;
    },
    30_000,
  );
}

/** Waits until a frame newer than `sinceMs` is there and gives it. */
async function fresherFrame(page: Page, sinceMs: number, limitMs: number) {
  return until(
    'a newer frame',
    async () => {
      const frame = (await readPanel(page))?.frame;
      return frame && frame.asOfMs > sinceMs ? frame : null;
    },
    limitMs,
  );
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
    {
      what: 'every socket was cut',
      async strike() {
        stage.exchange.sockets.cut();
      },
    },
  ];

  it.each(wounds.filter(({ only }) => only === undefined || only === name))(
    'goes on within 5 s with the same frozen columns after $what',
    async ({ strike }) => {
      const before = await settledFrame(page);
      await strike();
      const struckMs = Math.max(before.asOfMs, (await readPanel(page))?.frame?.asOfMs ?? 0);
      const after = await fresherFrame(page, struckMs, HEAL_LIMIT_MS);
      expect(after.columns).toBeGreaterThanOrEqual(before.columns);
      expect(after.missingColumns).toBe(0);
      // A bar may have closed meanwhile; the hash then covers more columns and cannot be compared.
      if (after.frozenColumns === before.frozenColumns) expect(after.frozenHash).toBe(before.frozenHash);
      await waitForHeat(page, HEAL_LIMIT_MS);
    },
  );
});
