import { runInFirefox } from '../browsers/firefox-chrome';
import type { Stage } from './stage';

/** Ends the engine's Worker without a word, as a crash does. */
export async function killWorker(stage: Stage): Promise<void> {
  if (stage.launched.name === 'firefox') return killFirefoxWorker(stage);
  const target = await stage.launched.browser.waitForTarget((candidate) =>
    candidate.url().endsWith('/offscreen.html'),
  );
  const page = await target.asPage();
  const [worker] = page.workers();
  if (!worker) throw new Error('the offscreen document has no Worker');
  await worker.evaluate(() => self.close());
}

async function killFirefoxWorker({ launched }: Stage): Promise<void> {
  const page = await launched.openExtensionPage('options.html');
  try {
    await page.evaluate(async () => {
      const { browser } = globalThis as unknown as {
        browser: { runtime: { getBackgroundPage(): Promise<{ liqlensEngineHost?: { stop(): void } }> } };
      };
      const background = await browser.runtime.getBackgroundPage();
      if (!background.liqlensEngineHost) throw new Error('the event page hosts no Worker');
      background.liqlensEngineHost.stop();
    });
  } finally {
    await page.close();
  }
}

/** Ends Chrome's service worker as a crash or an update does. */
export async function killServiceWorker({ launched }: Stage): Promise<void> {
  const target = await launched.browser.waitForTarget(
    (candidate) => candidate.type() === 'service_worker' && candidate.url().includes(launched.extensionId),
  );
  const worker = await target.worker();
  if (!worker) throw new Error('the service worker is not running');
  await worker.close();
}

/** Ends Firefox's event page as the browser does when it was idle. */
export async function killEventPage({ launched }: Stage): Promise<void> {
  await runInFirefox(launched.browser, 'await extension.terminateBackground();');
}

/** Switches the extension off in Firefox, as the user does in the list of add-ons. */
export async function switchExtensionOff({ launched }: Stage): Promise<void> {
  await runInFirefox(launched.browser, 'await (await AddonManager.getAddonByID(extension.id)).disable();');
}

/** Counts how often Firefox ends the event page from now on. */
export async function countEventPageEnds({ launched }: Stage): Promise<() => Promise<number>> {
  await runInFirefox(
    launched.browser,
    `extension.liqlensEnds = 0; extension.on('background-script-suspend', () => { extension.liqlensEnds += 1; });`,
  );
  return () => runInFirefox(launched.browser, 'return extension.liqlensEnds;');
}
