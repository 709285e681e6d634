/**
 * Proves that the packed archive works as a stranger installs it: unpacks it, loads it into Chromium, opens the demo and
 * waits for heat. Part of `npm run prove`, after the archives are packed; the picture is `demo/installed.png`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { Page } from 'puppeteer';
import en from '../../src/panel/locales/en.json';
import { launchChrome } from '../browsers/launch-chrome';
import { unpackArchive } from './unpack-archive';

const LIMIT_MS = 60_000;
/** The panel's button that takes the layer off the chart and puts it back. */
const LAYER_BUTTON = `button[aria-label="${en.actionToggleLayer}"]`;
const PICTURE = 'demo/installed.png';
/** A cluster in the panel. */
const CARD = '.card';
/** A candle that moves between two pictures changes less than this part of the page; heat is far more. */
const HEAT_SHARE = 0.1;
/** Difference of a colour channel that counts, 0..255. */
const VISIBLE = 12;

/** Share of the pixels that differ between two pictures of one size, 0..1. */
function changedShare(before: PNG, after: PNG): number {
  let changed = 0;
  for (let at = 0; at < before.data.length; at += 4) {
    if ([0, 1, 2].some((part) => Math.abs(before.data[at + part] - after.data[at + part]) > VISIBLE))
      changed++;
  }
  return (4 * changed) / before.data.length;
}

/** The page as a user sees it. The tab that greets after the installation comes when it likes; a hidden page draws nothing. */
async function see(page: Page): Promise<PNG> {
  await page.bringToFront();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return PNG.sync.read(Buffer.from(await page.screenshot({ captureBeyondViewport: false })));
}

/** The page with the layer, and what share of it differs when the layer is taken off: that is the heat. */
async function seeHeat(page: Page): Promise<{ picture: PNG; share: number }> {
  const picture = await see(page);
  await page.click(LAYER_BUTTON);
  const without = await see(page);
  await page.click(LAYER_BUTTON);
  return { picture, share: changedShare(without, picture) };
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const folder = mkdtempSync(join(tmpdir(), 'liqlens-archive-'));
unpackArchive('chrome', folder);
const startMs = Date.now();
const launched = await launchChrome({ extensionDir: folder, serverPort: null });
try {
  const page = await launched.openExtensionPage('demo.html');
  await page.bringToFront();
  // The first frame brings the layer and the cards together; before it there is nothing to take off.
  await page.waitForSelector(CARD, { timeout: LIMIT_MS });
  let seen = await seeHeat(page);
  let seconds = (Date.now() - startMs) / 1000;
  while (seen.share < HEAT_SHARE && seconds < LIMIT_MS / 1000) {
    await new Promise((done) => setTimeout(done, 500));
    seen = await seeHeat(page);
    seconds = (Date.now() - startMs) / 1000;
  }
  mkdirSync('demo', { recursive: true });
  writeFileSync(PICTURE, PNG.sync.write(seen.picture));
  const percent = `${(100 * seen.share).toFixed(0)} % of the page`;
  const hasHeat = seen.share >= HEAT_SHARE;
  say(
    `${hasHeat ? 'heat' : 'no heat'} in the demo ${seconds.toFixed(1)} s after installing, ${percent}, ${PICTURE}`,
  );
  process.exitCode = hasHeat ? 0 : 1;
} finally {
  await launched.close();
  rmSync(folder, { recursive: true, force: true });
}
