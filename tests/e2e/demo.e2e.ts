import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import en from '../../src/panel/locales/en.json';
import { BROWSERS, openStage, type Stage, until } from './stage';

/** Whether the pill lies in the pane: the largest canvas of the chart, which ends at both axes. */
function isPillInPane(): boolean {
  const pill = document.querySelector('.pill')?.getBoundingClientRect();
  const boxes = [...document.querySelectorAll('.demo-chart canvas')].map((one) =>
    one.getBoundingClientRect(),
  );
  const pane = boxes.sort((one, other) => other.width * other.height - one.width * one.height)[0];
  if (!pill || pill.width === 0 || !pane) return false;
  const isWithin = pill.left >= pane.left && pill.right <= pane.right;
  return isWithin && pill.top >= pane.top && pill.bottom <= pane.bottom;
}

describe.each(BROWSERS)('the demo page in %s', (name) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(name);
  });
  afterAll(async () => {
    await stage?.close();
  });

  it('draws heat on its own chart without asking any exchange, also when it was off before the first of it', async () => {
    stage.exchange.contacts.clear();
    const page = await stage.launched.openExtensionPage('demo.html');
    const eye = 'header.header button[aria-pressed]';
    for (const wanted of ['false', 'true']) {
      await page.locator(eye).click();
      await page.waitForSelector(`${eye.slice(0, -1)}="${wanted}"]`);
    }
    await until(
      'heat on the demo chart',
      () =>
        page.evaluate(() => document.querySelector('liqlens-layer')?.getAttribute('data-state') === 'drawn'),
      60_000,
    );
    expect(await page.evaluate(() => document.body.textContent ?? '')).toContain('DEMO');
    expect(stage.exchange.contacts.hosts()).toEqual([]);
    await page.close();
  });

  it('folds its panel to a pill that stands inside the chart, clear of its axes, also in a narrower window', async () => {
    const page = await stage.launched.openExtensionPage('demo.html');
    await page.waitForSelector('.card', { timeout: 60_000 });
    await page.locator(`button[aria-label="${en.actionCollapse}"]`).click();
    for (const width of [1200, 700]) {
      await page.setViewport({ width, height: 640 });
      await until('the pill inside the pane', () => page.evaluate(isPillInPane));
    }
    await page.close();
  });
});
