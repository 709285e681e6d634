let locale = 'en';
const cache = new Map<string, Intl.NumberFormat>();

/** Sets the BCP 47 tag numbers and times are written in; an unknown tag leaves the old one. */
export function setNumberLocale(tag: string): void {
  try {
    locale = Intl.getCanonicalLocales(tag.replace('_', '-'))[0] ?? locale;
    cache.clear();
  } catch {
    // The tag comes from the browser or from stored settings; a wrong one must not stop the panel.
  }
}

/** The BCP 47 tag in use. */
export function numberLocale(): string {
  return locale;
}

/** A number format of the user's locale; built once per option set because construction is slow. */
export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  cache.set(key, made);
  return made;
}
