import type { PaneRect } from '../core/axis/axis-mapping';
import type { HeatGrid, HeatmapFrame } from '../core/frame/heatmap-frame';
import type { SourceStatus } from '../core/market/source-status';
import { DEFAULT_SETTINGS, type Settings } from '../core/settings/settings';
import type { AnchorReport, SessionState } from '../messages/page-protocol';
import type { RungAlert } from './status/rung-cluster';
import { DARK_THEME, type PanelTheme } from './theme/panel-theme';

/** The newest price of the instrument, quote currency. */
interface PriceTick {
  price: number;
  timeMs: number;
}

/** Everything that panel and pill show, as plain values. */
export interface PanelFacts {
  frame: HeatmapFrame | null;
  /** Null until the background has answered. */
  session: SessionState | null;
  /** Null while the page has not looked for a chart yet. */
  anchor: AnchorReport | null;
  sources: SourceStatus[];
  price: PriceTick | null;
  settings: Settings;
  /** Key of `settings.sites`. */
  siteId: string;
  badge: 'live' | 'demo' | 'replay';
  /** Unix ms; the page advances it once a second while the tab is visible. */
  now: number;
  /** False while the port to the background is down. */
  isConnected: boolean;
  isLayerOn: boolean;
  /** Columns known when a replay began, for what came after the replayed moment; null when live. */
  replayFuture: HeatGrid | null;
  /** Machine word of a store that takes nothing, null when all is well. */
  storeFault: string | null;
  /** The newest alert of this instrument; its card is marked for a minute. */
  rung: RungAlert | null;
  /** Colours measured on the page. */
  theme: PanelTheme;
  /** Chart area in the viewport of the top frame, for the place of the pill and the first one of the panel; null when unknown. */
  chartArea: PaneRect | null;
}

/** Nothing is known yet. `nowMs`: Unix ms. */
export function firstFacts(siteId: string, nowMs: number): PanelFacts {
  return {
    frame: null,
    session: null,
    anchor: null,
    sources: [],
    price: null,
    settings: DEFAULT_SETTINGS,
    siteId,
    badge: 'live',
    now: nowMs,
    isConnected: true,
    isLayerOn: true,
    replayFuture: null,
    storeFault: null,
    rung: null,
    theme: DARK_THEME,
    chartArea: null,
  };
}
