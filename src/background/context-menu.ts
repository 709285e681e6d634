import { browser } from 'wxt/browser';
import { siteSettings } from '../core/settings/settings';
import { siteIdOf } from './commands';
import type { SettingsBox } from './settings-box';
import { withSiteChange } from './settings-change';

const TOGGLE = 'liqlens-toggle';

/** "Show or hide the heat" in the page's own menu. */
export function registerContextMenu(settings: SettingsBox): void {
  browser.runtime.onInstalled.addListener(() => {
    browser.contextMenus.create({
      id: TOGGLE,
      title: browser.i18n.getMessage('menuToggleLayer' as Parameters<typeof browser.i18n.getMessage>[0]),
      contexts: ['page', 'frame'],
      documentUrlPatterns: ['https://*/*'],
    });
  });
  browser.contextMenus.onClicked.addListener(({ menuItemId, pageUrl }) => {
    const siteId = menuItemId === TOGGLE && pageUrl ? siteIdOf(pageUrl) : null;
    if (!siteId) return;
    const { look } = siteSettings(settings.current, siteId);
    void settings.change((before) =>
      withSiteChange(before, siteId, { look: { showLayer: !look.showLayer } }),
    );
  });
}
