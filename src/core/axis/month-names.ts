/** Month names of the page's languages, lower case without a final dot, to 1..12. */
export type MonthNames = Pick<ReadonlyMap<string, number>, 'get'>;

/** A word as the keys of `MonthNames` are spelled. */
export function monthKey(word: string): string {
  return word.toLowerCase().replace(/\.$/, '');
}

const NAME = /\p{L}{3,}/u;

/**
 * Names of the months in the given languages and English, short and long, alone and beside a day (some languages
 * inflect them). Names with a digit, as in Chinese, are left out; so is what is no language tag. They are written when
 * a word is first looked up that may be one: making the formats costs a page milliseconds, and most axes have no words.
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
  for (const language of new Set([...languages, 'en']))
    for (const month of ['short', 'long'] as const)
      for (const day of [undefined, 'numeric'] as const)
        try {
          // Making a format is what costs, so one writes all months.
          const format = Intl.DateTimeFormat(language, { month, day });
          for (let m = 0; m < 12; m++) {
            const word = format.format(new Date(2020, m, 9)).match(NAME);
            if (word) names.set(monthKey(word[0]), m + 1);
          }
        } catch {
          // A page may carry any text as its language.
        }
  return names;
}
