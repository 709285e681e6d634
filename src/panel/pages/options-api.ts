import type { Settings } from '../../core/settings/settings';
import type { UsageReport } from '../../messages/popup-protocol';

/** One site of the registry, with the browser's permission for it. */
export interface SiteChoice {
  id: string;
  name: string;
  origins: string[];
  hasPermission: boolean;
  /** How the adapter was checked. */
  verified: 'live' | 'fixture' | 'unverified';
}

/** What the options page needs of the extension; injected by the entrypoint. */
export interface OptionsApi {
  version: string;
  settings(): Promise<Settings>;
  changeSettings(settings: Settings): Promise<void>;
  sites(): Promise<SiteChoice[]>;
  /** The exchanges of the feed registry. */
  exchanges: { id: string; name: string }[];
  /** The browser's permission prompt; must be the first call of the click that asks. */
  requestPermission(origins: string[]): Promise<boolean>;
  switchSite(siteId: string, isOn: boolean): Promise<void>;
  usage(): Promise<UsageReport>;
  exportData(): Promise<string>;
  /** Rejects with words for the user when the file is not a Liqlens export of a known version. */
  importData(text: string): Promise<void>;
  deleteEverything(): Promise<void>;
  openDemo(): void;
  openWelcome(): void;
  /** Where the browser lets the user change shortcuts; null where a page cannot open it. */
  openShortcuts: (() => void) | null;
}

/** Makes new settings out of the old ones and stores them. */
export type ChangeSettings = (change: (settings: Settings) => Settings) => void;
