import { storage } from 'wxt/utils/storage';
import type { PageInstrument } from '../core/market/page-instrument';

/**
 * Coins, and guesses of one site, that the user asked to load since the browser started. Background only: merely
 * defining a session item in a module that a content script imports raises an error on every page.
 */
const loaded = storage.defineItem<string[]>('session:loadedBases', { fallback: [] });

/** What a word of the user covers: a coin everywhere, but a guess only on the site and for the words it came from. */
export function consentName(base: string, page: PageInstrument): string {
  return page.isGuess ? `${page.siteId} ${page.symbol}` : base;
}

export async function isLoaded(name: string): Promise<boolean> {
  return (await loaded.getValue()).includes(name);
}

export async function markLoaded(name: string): Promise<void> {
  const names = await loaded.getValue();
  if (!names.includes(name)) await loaded.setValue([...names, name]);
}
