import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What each browser is called on PATH, the likeliest name first. */
export const BROWSER_NAMES = {
  chrome: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  firefox: ['firefox-esr', 'firefox'],
};

const PLACES = {
  chrome: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
  firefox: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};

/**
 * Path of an installed browser: the environment's LIQLENS_CHROME or LIQLENS_FIREFOX, names on PATH, usual places;
 * null when there is none.
 * @param {'chrome' | 'firefox'} browser
 * @returns {string | null}
 */
export function findBrowser(browser) {
  const given = process.env[browser === 'chrome' ? 'LIQLENS_CHROME' : 'LIQLENS_FIREFOX'];
  if (given) return given;
  const onPath = BROWSER_NAMES[browser].map(locate).find((path) => path !== null);
  return onPath ?? PLACES[browser].find((place) => existsSync(place)) ?? null;
}

function locate(name) {
  try {
    const finder = process.platform === 'win32' ? 'where' : 'which';
    return execFileSync(finder, [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')[0]
      .trim();
  } catch {
    return null;
  }
}
