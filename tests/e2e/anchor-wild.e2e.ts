import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookAtWild, WILD_SCENES } from '../bench/wild';
import { type LabBrowser, openLab } from '../pages/lab/lab-browser';

/** Few of many: the bench goes on from here. */
const SEEDS = [1, 2];

describe.each(['chrome', 'firefox'] as const)('in %s', (browser) => {
  let lab: LabBrowser;
  beforeAll(async () => {
    lab = await openLab(browser);
  });
  afterAll(() => lab.close());

  test.each(WILD_SCENES)('locks no price wrongly on %s with options drawn by chance', async (scene) => {
    for (const seed of SEEDS)
      expect(await lookAtWild(lab, scene, seed)).toMatchObject({ wrong: [], errors: [] });
  });
});
