import type { StringLookup } from './text';

/**
 * Lookup over one parsed locale file, for pages without the extension API (gallery, tests).
 * Follows `browser.i18n`: `$1`..`$9` are substitutions and `$$` is a dollar sign.
 */
export function tableLookup(table: Record<string, string>): StringLookup {
  return (key, substitutions) =>
    (table[key] ?? '').replace(/\$(\$|[1-9])/g, (_, mark: string) =>
      mark === '$' ? '$' : (substitutions[Number(mark) - 1] ?? ''),
    );
}
