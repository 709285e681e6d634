import { browser } from 'wxt/browser';
import type { ExtensionRequest } from '../messages/popup-protocol';

/** Asks the background from one of the extension's own pages; the answer's type follows from the request. */
export function ask<T>(request: ExtensionRequest): Promise<T> {
  return browser.runtime.sendMessage(request) as Promise<T>;
}

/** Strings of the user's language. */
export function browserStrings(key: string, substitutions: string[]): string {
  return browser.i18n.getMessage(key as Parameters<typeof browser.i18n.getMessage>[0], substitutions);
}
