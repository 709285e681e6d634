import type { BrowserName } from './extension-build';
import { launchChrome } from './launch-chrome';
import { launchFirefox } from './launch-firefox';
import type { LaunchedBrowser, LaunchOptions } from './launched-browser';

/** Starts either browser. */
export function launchBrowser(name: BrowserName, options: LaunchOptions): Promise<LaunchedBrowser> {
  return name === 'chrome' ? launchChrome(options) : launchFirefox(options);
}
