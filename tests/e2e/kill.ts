import { runInFirefox } from '../browsers/firefox-chrome';
import type { Stage } from './stage';

/** A page that watches wakes an event page in less. */
const END_LIMIT_MS = 15_000;

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

/**
 * Ends Firefox's event page by what its idle timer calls, as soon as it runs; resolves when its context is gone.
 * Firefox may put the end off, because of an event under way: then it is asked again.
 */
export async function killEventPage({ launched }: Stage): Promise<void> {
  await runInFirefox(
    launched.browser,
    `let isEnded = false;
     extension.once('shutdown-background-script', () => { isEnded = true; });
     const untilMs = Date.now() + ${END_LIMIT_MS};
     while (!isEnded) {
       if (Date.now() > untilMs) throw new Error('the event page is ' + extension.backgroundState);
       if (extension.backgroundState === 'running') await extension.terminateBackground();
       if (!isEnded) await new Promise((resolve) => setTimeout(resolve, 20));
     }`,
  );
}

/** Switches the extension off in Firefox, as the user does in the list of add-ons. */
export async function switchExtensionOff({ launched }: Stage): Promise<void> {
  await runInFirefox(launched.browser, 'await (await AddonManager.getAddonByID(extension.id)).disable();');
}
