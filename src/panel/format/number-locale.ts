import { text } from '../strings/text';

const FALLBACK = 'en';
let chosen: string | null = null;
const cache = new Map<string, Intl.NumberFormat>();
const tags = new Map<string, string | null>();

/** Sets the BCP 47 tag numbers and times are written in; null or an unknown tag: that of the strings. */
export function setNumberLocale(tag: string | null): void {
  chosen = tag === null ? null : canonicalTag(tag);
}

/** The BCP 47 tag in use: the chosen one, else the one that the locale file in use names. */
export function numberLocale(): string {
  return chosen ?? canonicalTag(text('localeTag')) ?? FALLBACK;
}

/** A number format of the user's locale; built once per option set because construction is slow. */
export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const locale = numberLocale();
  const key = locale + JSON.stringify(options);
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  cache.set(key, made);
  return made;
}

/** Asked for with every number: each tag is looked at once. */
function canonicalTag(tag: string): string | null {
  const known = tags.get(tag);
  if (known !== undefined) return known;
  const found = readTag(tag);
  tags.set(tag, found);
  return found;
}

/** Browsers write `pt_BR`; what is no tag at all must not stop the panel. */
function readTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag.replace('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}
