import { browser } from 'wxt/browser';
import type { Settings } from '../core/settings/settings';
import { FEEDS } from '../feeds/registry';
import type { TabStatus } from '../messages/popup-protocol';
import type { OptionsApi, SiteChoice } from '../panel/pages/options-api';
import type { PopupApi } from '../panel/pages/popup-api';
import type { WelcomeApi } from '../panel/pages/welcome-api';
import { SITES } from '../sites/registry';
import { ask } from './extension-client';
import { addedSites } from './site-registration';

type ExtensionPath = '/popup.html' | '/options.html' | '/welcome.html';

const openPage = (path: ExtensionPath) => void browser.tabs.create({ url: browser.runtime.getURL(path) });
const openDemo = () => void ask({ to: 'background', type: 'open-demo' });
/** Must be the first call of the click that asks, or the browser does not see a user's gesture. */
const requestPermission = (origins: string[]) => browser.permissions.request({ origins });
const version = () => browser.runtime.getManifest().version;

async function tabInFront(): Promise<{ id: number; url: string }> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return { id: tab?.id ?? -1, url: tab?.url ?? '' };
}

export function popupApi(): PopupApi {
  return {
    version: version(),
    async status() {
      const { id, url } = await tabInFront();
      return ask<TabStatus>({ to: 'background', type: 'tab-status', tabId: id, url });
    },
    requestPermission,
    async switchSite(siteId, isOn) {
      const { url } = await tabInFront();
      await ask({ to: 'background', type: 'switch-site', siteId, url, isOn });
    },
    openDemo,
    openOptions: () => void browser.runtime.openOptionsPage(),
    openHelp: () => openPage('/welcome.html'),
  };
}

async function siteChoices(): Promise<SiteChoice[]> {
  const settings = await ask<Settings>({ to: 'background', type: 'get-settings' });
  const sites = [...SITES, ...addedSites(settings)];
  const hasPermission = await Promise.all(
    sites.map(({ matches }) => browser.permissions.contains({ origins: [...matches] })),
  );
  return sites.map((site, index) => ({
    id: site.id,
    name: site.name,
    origins: [...site.matches],
    hasPermission: hasPermission[index],
    verified: site.verified.against,
  }));
}

export function optionsApi(): OptionsApi {
  return {
    version: version(),
    settings: () => ask<Settings>({ to: 'background', type: 'get-settings' }),
    changeSettings: (settings) => ask({ to: 'background', type: 'change-settings', settings }),
    sites: siteChoices,
    exchanges: FEEDS.map(({ id, name }) => ({ id, name })),
    requestPermission,
    switchSite: (siteId, isOn) => ask({ to: 'background', type: 'switch-site', siteId, url: '', isOn }),
    usage: () => ask({ to: 'background', type: 'usage' }),
    exportData: () => ask({ to: 'background', type: 'export-data' }),
    importData: (text) => ask({ to: 'background', type: 'import-data', text }),
    deleteEverything: () => ask({ to: 'background', type: 'delete-everything' }),
    openDemo,
    openWelcome: () => openPage('/welcome.html'),
    openShortcuts: import.meta.env.FIREFOX
      ? null
      : () => void browser.tabs.create({ url: 'chrome://extensions/shortcuts' }),
  };
}

export function welcomeApi(): WelcomeApi {
  return {
    async choices() {
      const settings = await ask<Settings>({ to: 'background', type: 'get-settings' });
      return { alwaysLoadWhatIOpen: settings.alwaysLoadWhatIOpen, isBeginner: settings.isBeginner };
    },
    async finish(choices) {
      const settings = await ask<Settings>({ to: 'background', type: 'get-settings' });
      const next = { ...settings, ...choices, isWelcomeDone: true };
      await ask({ to: 'background', type: 'change-settings', settings: next });
    },
    openDemo,
    close: () => window.close(),
  };
}
