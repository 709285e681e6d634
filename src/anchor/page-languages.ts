/** Languages in which a page may name the months: its own, then the user's. */
export function pageLanguages({ document, navigator }: Window): string[] {
  return [document.documentElement.lang, ...navigator.languages];
}
