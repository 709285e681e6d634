import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { SourceStatus } from '../core/market/source-status';
import type { Settings } from '../core/settings/settings';
import type { AnchorReport, SessionState } from './page-protocol';

/** What the popup shows of the tab in front. */
export interface TabStatus {
  /** Site id of the registry, the origin for a site the user may add, or null for pages nothing can run on. */
  siteId: string | null;
  host: string;
  isOn: boolean;
  hasPermission: boolean;
  /** Match patterns to ask permission for. */
  wantedOrigins: string[];
  session: SessionState | null;
  anchor: AnchorReport | null;
  frame: HeatmapFrame | null;
  /** Of now: those in the frame are of the moment it was made. */
  sources: SourceStatus[];
  /** Machine word of a store that takes nothing, null when all is well. */
  storeFault: string | null;
  /** End of the user's event mode, Unix ms; 0 when it is off. */
  eventModeUntilMs: number;
  /** Rules switched on, of every market. */
  armedAlerts: number;
}

/** Requests of the extension's own pages (popup, options, welcome), answered by `runtime.sendMessage`. */
export type ExtensionRequest =
  | { to: 'background'; type: 'tab-status'; tabId: number; url: string }
  | { to: 'background'; type: 'switch-site'; siteId: string; url: string; isOn: boolean }
  | { to: 'background'; type: 'get-settings' }
  | { to: 'background'; type: 'change-settings'; settings: Settings }
  | { to: 'background'; type: 'usage' }
  | { to: 'background'; type: 'export-data' }
  | { to: 'background'; type: 'import-data'; text: string }
  | { to: 'background'; type: 'delete-everything' }
  | { to: 'background'; type: 'open-demo' };

export interface UsageReport {
  storedBytes: number;
  /** Machine word of a store that takes nothing; null or absent when all is well. */
  fault?: string | null;
  capBytes: number;
  instruments: { key: string; bars: number; liquidations: number; newestMs: number }[];
  hosts: { host: string; requests: number; lastStatus: string; lastMs: number }[];
}
