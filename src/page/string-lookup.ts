import type { StringLookup } from '../panel/strings/text';

/** `lookup` with what it answered for strings without substitutions remembered: asking the browser is slow. */
export function rememberStrings(lookup: StringLookup): StringLookup {
  const known = new Map<string, string>();
  return (key, substitutions) => {
    if (substitutions.length > 0) return lookup(key, substitutions);
    let found = known.get(key);
    if (found === undefined) {
      found = lookup(key, substitutions);
      known.set(key, found);
    }
    return found;
  };
}
