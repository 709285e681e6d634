import type { Browser, Page } from 'puppeteer';
import type { BrowserName } from './extension-build';

/** What a launch needs. */
export interface LaunchOptions {
  /** Folder of the built extension; none is installed when null. */
  extensionDir: string | null;
  /** Port of the local exchange; null leaves the real network as it is. */
  serverPort: number | null;
  /** Default true. */
  isHeadless?: boolean;
  /** Leaves the tab with which the extension greets after its installation; closed by default. */
  keepsWelcome?: boolean;
  /** Device pixels per CSS pixel, default 1. */
  scale?: number;
  /** Size of the window, CSS px. */
  width?: number;
  height?: number;
  /** Profile to keep over a restart of the browser; a throw-away one by default. */
  profileDir?: string;
  /** Host of the extension's pages in Firefox, so that a restarted browser finds what it stored; random by default. */
  firefoxExtensionId?: string;
  /** Variables of the browser's process beside our own. */
  environment?: Record<string, string>;
  /** Firefox answers the extension's permission prompts with yes; Chrome has no such switch. */
  grantsPermissions?: boolean;
}

/** A running browser with the extension in it. */
export interface LaunchedBrowser {
  name: BrowserName;
  browser: Browser;
  /** Host part of the extension's pages; empty when none is installed. */
  extensionId: string;
  /** A tab on `url`, when its document is loaded. */
  openPage(url: string): Promise<Page>;
  /** A tab on one of the extension's own pages: `popup.html`. */
  openExtensionPage(path: string): Promise<Page>;
  close(): Promise<void>;
}
