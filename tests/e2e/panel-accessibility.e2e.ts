import axe from 'axe-core';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, serveGallery, startBrowser } from '../panel/gallery/gallery';

/** One scene of each kind: states that differ only in a word say nothing new. */
const SCENES = [
  'panel/live',
  'panel/partial',
  'panel/not-aligned',
  'panel/ask-to-load',
  'panel/loading',
  'panel/plan',
  'panel/more-look',
  'panel/more-made',
  'panel/pill',
  'narrow-pill/offline',
  'popup/on',
  'popup/crowded',
  'popup/permission',
  'options/all',
  'welcome/first',
];

let gallery: Awaited<ReturnType<typeof serveGallery>>;

beforeAll(async () => {
  gallery = await serveGallery();
});

afterAll(() => gallery.stop());

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(`${axe.source};0`);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const result = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  });
}

describe.each(['chrome', 'firefox'] as const)('axe in %s', (name) => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startBrowser(name);
  });

  afterAll(() => browser.close());

  it.each(SCENES)('finds nothing in %s', async (scene) => {
    for (const theme of ['dark', 'light']) {
      const page = await openScene(browser, gallery.url, scene, theme);
      expect(await violations(page)).toEqual([]);
      await page.close();
    }
  });
});

declare global {
  interface Window {
    axe: typeof axe;
  }
}
