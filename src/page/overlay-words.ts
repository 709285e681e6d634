import { browser } from 'wxt/browser';
import { ENGLISH, type OverlayStrings } from '../overlay/overlay-strings';

type MessageKey = Parameters<typeof browser.i18n.getMessage>[0];

/** `$1` stays in the string for the layer to fill in. */
const say = (key: string) => browser.i18n.getMessage(key as MessageKey, ['$1']);

/** The layer's words in the user's language; English where a locale lacks one. */
export function overlayWords(): OverlayStrings {
  const names = Object.keys(ENGLISH) as (keyof OverlayStrings)[];
  const words = names.map((name) => [name, say(`overlay_${name}`) || ENGLISH[name]] as const);
  return Object.fromEntries(words) as Record<keyof OverlayStrings, string>;
}

/** The sentence below every exported picture. */
export function pictureCaption(symbol: string): string {
  return browser.i18n.getMessage('exportCaption' as MessageKey, [symbol]);
}
