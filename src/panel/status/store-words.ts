import type { StringKey } from '../strings/text';

const WORDS = new Map<string, StringKey>([
  ['quota', 'storeQuota'],
  ['blocked', 'storeBlocked'],
  ['newer-version', 'storeNewer'],
]);

/** What a user can do about a store that takes nothing; `fault` is the engine's machine word. */
export function storeWords(fault: string): StringKey {
  return WORDS.get(fault) ?? 'storeUnavailable';
}
