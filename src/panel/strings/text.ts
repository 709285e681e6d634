import type en from '../locales/en.json';

/** Key of one string; `locales/en.json` is complete and decides. */
export type StringKey = keyof typeof en;

/** Finds a string of the user's language, `$1`..`$9` replaced; `browser.i18n.getMessage` is one. */
export type StringLookup = (key: string, substitutions: string[]) => string;

let lookup: StringLookup = (key) => key;

/** Sets where strings come from; called once per context before anything is mounted. */
export function setStringLookup(next: StringLookup): void {
  lookup = next;
}

/** The string in the user's language; the key itself when the locale files lack it. */
export function text(key: StringKey, ...substitutions: (string | number)[]): string {
  return lookup(key, substitutions.map(String)) || key;
}

/** The string of a name that only some locales translate; null when the user's language and English lack it. */
export function translation(key: string): string | null {
  return lookup(key, []) || null;
}
