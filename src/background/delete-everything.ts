import { browser } from 'wxt/browser';
import type { AlertRunner } from './alert-runner';
import type { EngineLink } from './engine-link';
import type { FramePublisher } from './frame-publisher';
import type { MarketWatch } from './market-watch';
import type { SessionKeeper } from './session-keeper';
import type { SettingsBox } from './settings-box';

/** Of the demo page, which has an engine of its own. */
const DEMO_DATABASE = 'liqlens-demo';

export interface DeletionParts {
  link: EngineLink;
  watch: MarketWatch;
  keeper: SessionKeeper;
  publisher: FramePublisher;
  alerts: AlertRunner;
  settings: SettingsBox;
}

/**
 * Back to the state of a fresh installation. Whatever would write again is stopped first; open pages then ask before
 * anything is fetched for them.
 */
export async function deleteEverything(parts: DeletionParts): Promise<void> {
  const { link, watch, keeper, publisher, alerts, settings } = parts;
  keeper.forgetAll();
  watch.stopAll();
  await alerts.halt();
  publisher.forget();
  await link.call((engine) => engine.deleteEverything());
  await deleteDatabase(DEMO_DATABASE);
  await settings.forget(async () => {
    await browser.storage.session.clear();
    await browser.storage.local.clear();
  });
  await browser.alarms.clearAll();
}

/** A demo page that is open holds its database; it empties it itself at the next start. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    request.onblocked = () => resolve();
  });
}
