import { browser } from 'wxt/browser';
import type { ScriptPublicPath } from 'wxt/utils/inject-script';
import { BRING_REST } from '../messages/page-protocol';

/** Path of the built script, from the root of the extension. */
const PANEL_REST = '/panel-rest.js' as string as ScriptPublicPath;

/** Puts the panel's second part into the frame whose panel asks for it; resolves to whether it could. */
export function answerPanels(): void {
  browser.runtime.onMessage.addListener((message: unknown, { id, tab, frameId = 0 }) => {
    if (id !== browser.runtime.id || message !== BRING_REST || tab?.id === undefined) return undefined;
    const target = { tabId: tab.id, frameIds: [frameId] };
    return browser.scripting.executeScript({ target, files: [PANEL_REST], injectImmediately: true }).then(
      () => true,
      () => false,
    );
  });
}
