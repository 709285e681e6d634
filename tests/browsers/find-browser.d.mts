/** Path of an installed browser; null when there is none. */
export function findBrowser(browser: 'chrome' | 'firefox'): string | null;
