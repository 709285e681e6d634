/**
 * Proves that the packed archive works as a stranger installs it: unpacks it, loads it into Chromium, opens the demo and
 * waits for heat. Part of `npm run prove`, after the archives are packed; the picture is `demo/installed.png`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { launchChrome } from '../browsers/launch-chrome';
import { unpackArchive } from './unpack-archive';

const LIMIT_MS = 60_000;
/** By then the welcome tab stands in front. */
const WELCOME_MS = 2000;
const PICTURE = 'demo/installed.png';
/** What live candles change is less than this part of the page; heat is far more. */
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

const say = (text: string) => process.stdout.write(`${text}\n`);
const folder = mkdtempSync(join(tmpdir(), 'liqlens-archive-'));
unpackArchive('chrome', folder);
const startMs = Date.now();
const launched = await launchChrome({ extensionDir: folder, serverPort: null });
try {
  const page = await launched.openExtensionPage('demo.html');
  // The tab that greets after the installation comes when it likes; a hidden page draws nothing.
  await new Promise((done) => setTimeout(done, WELCOME_MS));
  await page.bringToFront();
  const see = async () => PNG.sync.read(Buffer.from(await page.screenshot({ captureBeyondViewport: false })));
  const first = await see();
  let now = first;
  while (changedShare(first, now) < HEAT_SHARE && Date.now() - startMs < LIMIT_MS) {
    await new Promise((done) => setTimeout(done, 500));
    now = await see();
  }
  mkdirSync('demo', { recursive: true });
  writeFileSync(PICTURE, PNG.sync.write(now));
  const hasHeat = changedShare(first, now) >= HEAT_SHARE;
  const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
  say(hasHeat ? `heat in the demo ${seconds} s after installing, ${PICTURE}` : `no heat in ${seconds} s`);
  process.exitCode = hasHeat ? 0 : 1;
} finally {
  await launched.close();
  rmSync(folder, { recursive: true, force: true });
}
