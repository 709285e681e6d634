import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FEEDS } from '../../src/feeds/registry';
import type { UsageReport } from '../../src/messages/popup-protocol';
import { readPanel } from '../browsers/read-liqlens';
import { askBackground } from '../browsers/read-usage';
import { futuresUrl } from '../pages/futures/futures-sites';
import { BROWSERS, openStage, type Stage, until } from './stage';

const WAIT_MS = 90_000;
const BAR_MS = 300_000;
const ON_ITS_WAY_MS = 60_000;

/** One page of one coin: every exchange that lists the coin is fed under its real host names. */
describe.each(BROWSERS)('every exchange in %s', (name) => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage(name);
    page = await stage.launched.openPage(futuresUrl('binance'));
  });
  afterAll(async () => {
    await stage?.close();
  });

  it.each(FEEDS.map(({ id }) => id))('goes live and stores bars from %s', async (id) => {
    const source = await until(
      `${id} live`,
      async () => {
        const found = (await readPanel(page))?.frame?.sources.find(({ exchange }) => exchange === id);
        return found?.state === 'live' ? found : null;
      },
      WAIT_MS,
    );
    expect(source.reason).toBe('');
    const stored = await until(
      `bars of ${id}`,
      async () => {
        const usage = await askBackground<UsageReport>(stage.launched, { to: 'background', type: 'usage' });
        return usage?.instruments.find(({ key, bars }) => key.startsWith(`${id}:`) && bars >= 288) ?? null;
      },
      WAIT_MS,
    );
    // The bar that ends at this moment may still be on its way.
    const endedMs = Math.floor((stage.exchange.market.nowMs() - ON_ITS_WAY_MS) / BAR_MS) * BAR_MS;
    expect(stored.newestMs).toBeGreaterThanOrEqual(endedMs - BAR_MS);
  });

  it('contacts the hosts of the feeds and of the page, and no other', () => {
    const known = new Set(
      FEEDS.flatMap(({ restHosts, socketHosts }) => [...restHosts, ...socketHosts]).map(hostOf),
    );
    expect(stage.exchange.contacts.hosts().filter((host) => !known.has(host))).toEqual([]);
  });
});

function hostOf(pattern: string): string {
  return new URL(pattern.replace('/*', '')).hostname;
}
