import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, openStage, type Stage, until } from './stage';

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
});
