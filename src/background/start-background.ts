import { browser } from 'wxt/browser';
import { type BackgroundParts, createParts } from './background-parts';
import { registerCommands } from './commands';
import { registerContextMenu } from './context-menu';
import { answerExtensionPages } from './extension-requests';
import { followPlaces } from './follow-places';
import { answerForParts } from './late-parts';
import { openWelcomeOnce } from './open-welcome';
import type { PageHub } from './page-hub';
import type { SettingsBox } from './settings-box';
import { injectIntoOpenTabs, registerSites } from './site-registration';

/**
 * The background of both browsers. All listeners are added while the script first runs, or Chrome would not wake it
 * for them; everything else follows from what the pages say.
 */
export function startBackground(): void {
  const parts = createParts();
  const { settings, hub, store, alerts } = parts;
  hub.listen();
  alerts.listen();
  answerForParts();
  registerContextMenu(settings);
  answerExtensionPages({ ...parts, storeFault: () => store.fault });
  registerCommands(settings);
  const register = keepSitesRegistered(settings, hub);
  followSettings(parts);
  followPlaces(settings, () => void register());
}

/** Puts our scripts on the sites that are switched on whenever that may have changed; returns how to do it at once. */
function keepSitesRegistered(settings: SettingsBox, hub: PageHub): () => Promise<void> {
  const register = async () => {
    await settings.ready;
    const places = await registerSites(settings.current);
    await injectIntoOpenTabs(places, (tabId) => hub.hasPage(tabId));
  };
  browser.runtime.onInstalled.addListener(({ reason }) => {
    // A tab that cannot be opened must not keep the sites from being registered.
    void openWelcomeOnce(reason, settings)
      .catch(() => undefined)
      .then(register);
  });
  browser.runtime.onStartup.addListener(() => void register());
  browser.permissions.onAdded.addListener(() => void register());
  browser.permissions.onRemoved.addListener(() => void register());
  return register;
}

function followSettings({ settings, keeper, follower, alerts }: BackgroundParts): void {
  settings.onChange((now) => {
    keeper.saySettings(now);
    keeper.refreshAudience();
    follower.refresh(now.useHyperliquidPositions);
    void alerts.arm();
  });
}
