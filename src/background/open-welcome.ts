import { browser } from 'wxt/browser';
import type { SettingsBox } from './settings-box';

/** One welcome tab after the installation, and none after an update or for a user who has seen it. */
export async function openWelcomeOnce(reason: string, settings: SettingsBox): Promise<void> {
  await settings.ready;
  if (reason !== 'install' || settings.current.isWelcomeDone) return;
  await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
}
