import { browser } from 'wxt/browser';
import type { OverlayStrings } from '../overlay/overlay-strings';

type MessageKey = Parameters<typeof browser.i18n.getMessage>[0];

/** `$1` stays in the string for the layer to fill in. */
const say = (key: string) => browser.i18n.getMessage(key as MessageKey, ['$1']);

/**
 * The layer's words in the user's language; the browser takes English where a locale lacks one. Each is looked up when it is first
 * drawn: asking the browser is slow, and most are for the tooltip alone.
 */
export function overlayWords(): OverlayStrings {
  const known: Partial<Record<string, string>> = {};
  return new Proxy({} as OverlayStrings, {
    get: (_, name: keyof OverlayStrings) => (known[name] ??= say(`overlay_${name}`)),
  });
}

/** The sentence below every exported picture. */
export function pictureCaption(symbol: string): string {
  return browser.i18n.getMessage('exportCaption' as MessageKey, [symbol]);
}
