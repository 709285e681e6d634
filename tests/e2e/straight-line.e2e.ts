import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FEEDS } from '../../src/feeds/registry';
import { measureFit, readLayers, readPanel, waitForHeat } from '../browsers/read-liqlens';
import { futuresUrl } from '../pages/futures/futures-sites';
import { BROWSERS, openStage, type Stage, until } from './stage';

const VARIANTS = [
  { variant: 'top', anchor: 'axis-tap' },
  { variant: 'iframe', anchor: 'axis-tap' },
  { variant: 'blob', anchor: 'host-api' },
] as const;

/** What a trader does to a chart, through the page's own adapter; each must leave the heat on the chart's prices. */
const MOVES: { name: string; run(page: Page): Promise<void> }[] = [
  { name: 'pan', run: (page) => page.evaluate(() => window.__chart?.pan(-60, 20)) },
  { name: 'zoom', run: (page) => page.evaluate(() => window.__chart?.zoom(1.4)) },
  { name: 'log switch', run: (page) => page.evaluate(() => window.__chart?.mode(1)) },
  { name: 'resize', run: (page) => page.evaluate(() => window.__chart?.resize(760, 420)) },
];

describe.each(BROWSERS)('the straight line in %s', (name) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(name);
  });
  afterAll(async () => {
    await stage?.close();
  });

  describe.each(VARIANTS)('on the $variant page', ({ variant, anchor }) => {
    let page: Page;
    beforeAll(async () => {
      page = await stage.launched.openPage(futuresUrl('binance', { variant }));
    });
    afterAll(async () => {
      await page?.close();
    });

    it('draws heat through the expected anchor, within 1 px of the chart', async () => {
      const layer = await waitForHeat(page, 30_000);
      expect(layer.anchor).toBe(anchor);
      expect(await measureFit(layer)).toBeLessThanOrEqual(1);
    });

    it('draws one layer only, and none beside the order book', async () => {
      const layers = (await readLayers(page)).filter(({ state }) => state === 'drawn');
      expect(layers).toHaveLength(1);
      const chart = await layers[0].frame.evaluate(() => window.__chart?.rect());
      const pane = layers[0].mapping?.pane;
      expect(Math.abs((pane?.width ?? 0) - (chart?.width ?? -1))).toBeLessThanOrEqual(2);
      expect(Math.abs((pane?.left ?? 0) - (chart?.left ?? -1))).toBeLessThanOrEqual(2);
    });

    it.each(MOVES)('keeps the heat within 1 px after $name', async ({ run }) => {
      await run(page);
      await until(
        'heat back on the chart',
        async () => {
          const layer = (await readLayers(page)).find(({ state }) => state === 'drawn');
          return layer !== undefined && (await measureFit(layer)) <= 1;
        },
        5000,
      );
    });

    it('shows at least one cluster on each side in the panel, each on its own side of the price', async () => {
      const panel = await until('clusters in the panel', async () => {
        const reading = await readPanel(page);
        return reading?.frame && reading.frame.clusters.length > 1 ? reading : null;
      });
      const { clusters, markPrice } = panel.frame ?? { clusters: [], markPrice: Number.NaN };
      const sides = new Set(clusters.map(({ side }) => side));
      expect(sides).toEqual(new Set(['long', 'short']));
      for (const { side, centrePrice } of clusters) {
        if (side === 'long') expect(centrePrice).toBeLessThan(markPrice);
        else expect(centrePrice).toBeGreaterThan(markPrice);
      }
    });
  });

  it('shows no layer and says so on a page without a chart', async () => {
    const page = await stage.launched.openPage(futuresUrl('binance', { variant: 'none' }));
    const panel = await until('the panel', async () => {
      const reading = await readPanel(page);
      return reading?.frame ? reading : null;
    });
    expect(panel.state).toBe('ready');
    expect((await readLayers(page)).filter(({ state }) => state === 'drawn')).toEqual([]);
    await page.close();
  });

  it('says that nobody lists a symbol instead of drawing another one', async () => {
    const page = await stage.launched.openPage(futuresUrl('binance', { coin: 'NOSUCHCOIN' }));
    const panel = await until('the panel', async () => {
      const reading = await readPanel(page);
      return reading?.state === 'unlisted' ? reading : null;
    });
    expect(panel.frame).toBeNull();
    expect((await readLayers(page)).filter(({ state }) => state === 'drawn')).toEqual([]);
    await page.close();
  });

  it('contacts no host but those of the feed registry and the page itself', () => {
    const registered = FEEDS.flatMap(({ restHosts, socketHosts }) => [...restHosts, ...socketHosts]);
    const allowed = new Set(registered.map((pattern) => new URL(pattern.replace('/*', '/')).hostname));
    expect(stage.exchange.contacts.hosts().filter((host) => !allowed.has(host))).toEqual([]);
  });
});
