/** Month names of the page's languages, lower case without a final dot, to 1..12. */
export type MonthNames = ReadonlyMap<string, number>;

/** Names of the months in the given languages and English, short and long. Unknown language tags are left out. */
export function monthNames(languages: readonly string[]): Map<string, number> {
  const names = new Map<string, number>();
  for (const language of ['en', ...languages])
    for (const style of ['short', 'long'] as const)
      try {
        const inDate = new Intl.DateTimeFormat(language, { month: style, day: 'numeric', timeZone: 'UTC' });
        const alone = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
        for (let month = 0; month < 12; month++) {
          const date = Date.UTC(2020, month, 15);
          const part = inDate.formatToParts(date).find((p) => p.type === 'month')?.value ?? '';
          for (const name of [part, alone.format(date)])
            if (/\D/.test(name)) names.set(name.toLowerCase().replace(/\.$/, ''), month + 1);
        }
      } catch {
        // A page may carry any text as its language.
      }
  return names;
}

/** A word as the keys of `MonthNames` are spelled. */
export function monthKey(word: string): string {
  return word.toLowerCase().replace(/\.$/, '');
}
