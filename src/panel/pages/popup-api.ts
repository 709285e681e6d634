import type { TabStatus } from '../../messages/popup-protocol';

/** What the popup needs of the extension; injected by the entrypoint. */
export interface PopupApi {
  version: string;
  /** The tab in front. */
  status(): Promise<TabStatus>;
  /** The browser's permission prompt; must be the first call of the click that asks. */
  requestPermission(origins: string[]): Promise<boolean>;
  switchSite(siteId: string, isOn: boolean): Promise<void>;
  openDemo(): void;
  openOptions(): void;
  openHelp(): void;
}
