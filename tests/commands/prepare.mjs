import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../browsers/find-browser.mjs';
import { ROOT, run, runNpm, say } from './terminal.mjs';

/** The Debian package of each browser. */
export const DEBIAN_NAMES = { chrome: 'chromium', firefox: 'firefox-esr' };
const WORDS = { chrome: 'Chromium or Chrome', firefox: 'Firefox' };
const VARIABLES = { chrome: 'LIQLENS_CHROME', firefox: 'LIQLENS_FIREFOX' };

/** Installs the locked packages when they are missing or older than the lock file. */
export function preparePackages() {
  requireNode();
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  const isThere = existsSync(installed) && existsSync(join(ROOT, '.wxt', 'tsconfig.json'));
  if (isThere && statSync(installed).mtimeMs >= statSync(join(ROOT, 'package-lock.json')).mtimeMs) return;
  say('installing packages (npm ci, about half a minute) ...');
  if (!runNpm(['ci', '--no-audit', '--no-fund']).isOk) {
    say('npm ci failed; is the package registry reachable?');
    process.exit(1);
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Node 20.19 or newer is needed, this is ${process.versions.node}`);
  process.exit(1);
}

/**
 * Makes sure that the browsers are there, installing them where we may (Debian, as root).
 * @param {('chrome' | 'firefox')[]} browsers
 * @returns {('chrome' | 'firefox')[]} those that are still missing
 */
export function prepareBrowsers(browsers) {
  const missing = browsers.filter((browser) => findBrowser(browser) === null);
  if (missing.length > 0 && mayInstall()) {
    const names = missing.map((browser) => DEBIAN_NAMES[browser]);
    say(`installing ${names.join(' and ')} (apt-get, some minutes) ...`);
    const environment = { DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-q'], environment);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], environment);
  }
  const left = missing.filter((browser) => findBrowser(browser) === null);
  for (const browser of left) {
    say(
      `${WORDS[browser]} was not found. Install it (Debian: apt-get install ${DEBIAN_NAMES[browser]}) ` +
        `or set ${VARIABLES[browser]} to its path.`,
    );
  }
  return left;
}

function mayInstall() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}
