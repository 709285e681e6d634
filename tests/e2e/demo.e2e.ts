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

  it('draws heat on its own chart without asking any exchange', async () => {
    stage.exchange.contacts.clear();
    const page = await stage.launched.openExtensionPage('demo.html');
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
