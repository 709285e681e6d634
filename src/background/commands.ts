import { browser } from 'wxt/browser';
import { siteSettings } from '../core/settings/settings';
import { siteForUrl } from '../sites/registry';
import type { SettingsBox } from './settings-box';
import { withSiteChange } from './settings-change';

/** Id under which the settings of a page are kept: the site's, or the origin of a site the user added. */
export function siteIdOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:') return null;
  return siteForUrl(parsed)?.id ?? parsed.origin;
}

async function siteInFront(): Promise<string | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.url ? siteIdOf(tab.url) : null;
}

/** The keyboard shortcuts of the manifest; both change settings, so that every frame of the tab follows. */
export function registerCommands(settings: SettingsBox): void {
  browser.commands.onCommand.addListener(async (command) => {
    const siteId = await siteInFront();
    if (!siteId) return;
    const { look } = siteSettings(settings.current, siteId);
    const change =
      command === 'toggle-panel'
        ? { panel: look.panel === 'open' ? ('pill' as const) : ('open' as const) }
        : { showLayer: !look.showLayer };
    await settings.change((before) => withSiteChange(before, siteId, { look: change }));
  });
}
