import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { DEFAULT_SETTINGS, type Settings } from '../core/settings/settings';
import { SETTINGS_SCHEMA } from './settings-schema';

/** Key of the settings in `storage.local`. */
export const SETTINGS_KEY = 'settings';
/** Where settings that could not be read are kept, so that nothing a user chose is thrown away. */
export const UNREADABLE_SETTINGS_KEY = 'settings-unreadable';

/** The stored settings; the defaults when there are none or when they cannot be read. */
export async function loadSettings(): Promise<Settings> {
  const stored: unknown = (await browser.storage.local.get(SETTINGS_KEY))[SETTINGS_KEY];
  if (stored === undefined) return DEFAULT_SETTINGS;
  const settings = parseSettings(stored);
  if (settings) return settings;
  await browser.storage.local.set({ [UNREADABLE_SETTINGS_KEY]: stored, [SETTINGS_KEY]: DEFAULT_SETTINGS });
  return DEFAULT_SETTINGS;
}

/** Stores settings; throws when they are not settings, which is a programmer's mistake. */
export async function saveSettings(settings: Settings): Promise<void> {
  await browser.storage.local.set({ [SETTINGS_KEY]: v.parse(SETTINGS_SCHEMA, settings) });
}

/** Calls `listen` after every change, by whichever context it was made, until `signal` aborts. */
export function watchSettings(listen: (settings: Settings) => void, signal: AbortSignal): void {
  const onChanged = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
    if (area !== 'local' || !(SETTINGS_KEY in changes)) return;
    const settings = parseSettings(changes[SETTINGS_KEY].newValue);
    if (settings) listen(settings);
  };
  browser.storage.onChanged.addListener(onChanged);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(onChanged), { once: true });
}

/** Null when `stored` is not a set of settings; fields that an older version lacked get their defaults. */
export function parseSettings(stored: unknown): Settings | null {
  const result = v.safeParse(SETTINGS_SCHEMA, stored);
  return result.success ? result.output : null;
}
