import { storage } from 'wxt/utils/storage';

/**
 * Coins the user asked to load since the browser started. Background only: merely defining a session item in a
 * module that a content script imports raises an error on every page.
 */
const loaded = storage.defineItem<string[]>('session:loadedBases', { fallback: [] });

export async function isLoaded(base: string): Promise<boolean> {
  return (await loaded.getValue()).includes(base);
}

export async function markLoaded(base: string): Promise<void> {
  const bases = await loaded.getValue();
  if (!bases.includes(base)) await loaded.setValue([...bases, base]);
}
