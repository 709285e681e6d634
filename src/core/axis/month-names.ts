/** Names of months and weekdays in the page's languages, lower case without a final dot: months to 1..12, weekdays to 0. */
export type MonthNames = Pick<ReadonlyMap<string, number>, 'get'>;

/** A word as the keys of `MonthNames` are spelled. */
export function monthKey(word: string): string {
  return word.toLowerCase().replace(/\.$/, '');
}

const NAME = /\p{L}{3,}/u;

/**
 * Names of the months in the given languages and English, short and long, alone and beside a day (some languages
 * inflect them), and of weekdays; a word that is both, as `mar` is in Spanish and French, is the month. Names with a
 * digit, as in Chinese, are left out; so is what is no language tag. They are written when a word is first looked up
 * that may be one: making the formats costs a page milliseconds, and most axes have no words.
 */
export function monthNames(languages: () => readonly string[]): MonthNames {
  let names: Map<string, number> | undefined;
  return {
    get: (word) => {
      if (!NAME.test(word)) return;
      names ??= namesIn(languages());
      return names.get(word);
    },
  };
}

function namesIn(languages: readonly string[]): Map<string, number> {
  const names = new Map<string, number>();
  /** Making a format is what costs, so one writes them all. */
  const add = (language: string, options: Intl.DateTimeFormatOptions, count: number) => {
    try {
      const format = Intl.DateTimeFormat(language, options);
      for (let i = 0; i < count; i++) {
        const word = format
          .format(options.weekday ? new Date(2020, 0, i + 1) : new Date(2020, i, 9))
          .match(NAME);
        if (word) names.set(monthKey(word[0]), options.weekday ? 0 : i + 1);
      }
    } catch {
      // A page may carry any text as its language.
    }
  };
  const all = new Set([...languages, 'en']);
  const styles = ['short', 'long'] as const;
  for (const language of all) for (const weekday of styles) add(language, { weekday }, 7);
  for (const language of all)
    for (const month of styles)
      for (const day of [undefined, 'numeric'] as const) add(language, { month, day }, 12);
  return names;
}
