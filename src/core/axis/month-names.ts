/** Month names of the page's languages, lower case without a final dot, to 1..12. */
export type MonthNames = ReadonlyMap<string, number>;

/** A word as the keys of `MonthNames` are spelled. */
export function monthKey(word: string): string {
  return word.toLowerCase().replace(/\.$/, '');
}

/**
 * Names of the months in the given languages and English, short and long, alone and beside a day (some languages
 * inflect them). Names with a digit, as in Chinese, are left out; so is what is no language tag.
 */
export function monthNames(languages: readonly string[]): Map<string, number> {
  const names = new Map<string, number>();
  for (const language of new Set([...languages, 'en']))
    for (const month of ['short', 'long'] as const)
      for (const day of [undefined, 'numeric'] as const)
        try {
          // Making a format is what costs, so one writes all months.
          const format = Intl.DateTimeFormat(language, { month, day });
          for (let m = 0; m < 12; m++) {
            const word = format.format(new Date(2020, m, 9)).match(/\p{L}{3,}/u);
            if (word) names.set(monthKey(word[0]), m + 1);
          }
        } catch {
          // A page may carry any text as its language.
        }
  return names;
}
