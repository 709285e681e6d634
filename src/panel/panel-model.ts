import { type Signal, signal } from '@preact/signals';
import type { AlertSettings } from '../core/alerts/alert-rule';
import type { PaneRect } from '../core/axis/axis-mapping';
import type { FrameQuery } from '../core/frame/frame-query';
import type { HeatGrid, HeatmapFrame } from '../core/frame/heatmap-frame';
import type { ExchangeId, InstrumentKey } from '../core/market/instrument';
import type { SourceStatus } from '../core/market/source-status';
import type { PlanMark } from '../core/plan/plan-mark';
import type { SavedPlan } from '../core/plan/saved-plan';
import { DEFAULT_SETTINGS, type LookSettings, type Settings } from '../core/settings/settings';
import type { AnchorReport, SessionState } from '../messages/page-protocol';
import type { RungAlert } from './status/rung-cluster';
import { DARK_THEME, type PanelTheme } from './theme/panel-theme';

/** The newest price of the instrument, quote currency. */
export interface PriceTick {
  price: number;
  timeMs: number;
}

/** Everything the panel shows; the page writes, the panel only reads. */
export interface PanelModel {
  frame: Signal<HeatmapFrame | null>;
  /** Null until the background has answered. */
  session: Signal<SessionState | null>;
  /** Null while the page has not looked for a chart yet. */
  anchor: Signal<AnchorReport | null>;
  sources: Signal<SourceStatus[]>;
  price: Signal<PriceTick | null>;
  settings: Signal<Settings>;
  /** Key of `settings.sites`. */
  siteId: Signal<string>;
  badge: Signal<'live' | 'demo' | 'replay'>;
  /** Unix ms; the page advances it once a second while the tab is visible. */
  now: Signal<number>;
  /** False while the port to the background is down. */
  isConnected: Signal<boolean>;
  isLayerOn: Signal<boolean>;
  /** Columns known when a replay began, for what came after the replayed moment; null when live. */
  replayFuture: Signal<HeatGrid | null>;
  /** Machine word of a store that takes nothing, null when all is well. */
  storeFault: Signal<string | null>;
  /** The newest alert of this instrument; its card is marked for a minute. */
  rung: Signal<RungAlert | null>;
  /** Colours measured on the page. */
  theme: Signal<PanelTheme>;
  /** Chart area in the viewport of the top frame, for the first place of the panel; null when unknown. */
  chartArea: Signal<PaneRect | null>;
}

/** What the user can do; plain functions injected by the page. */
export interface PanelActions {
  setLook(change: Partial<LookSettings>): void;
  setQuery(change: Partial<FrameQuery>): void;
  /** Shows this tab as it was known at a moment, Unix ms; null = now. */
  setReplay(untilMs: number | null): void;
  loadInstrument(key: InstrumentKey, always: boolean): void;
  retrySource(exchange: ExchangeId): void;
  togglePanel(): void;
  toggleLayer(): void;
  startCalibration(): void;
  /** Copies versions and geometry of a chart that is not aligned; false where the page does not allow it. */
  copyReport?(): Promise<boolean>;
  openOptions(): void;
  /** Asks for the panel's second part; absent where everything came at once. */
  bringRest?(): void;
  exportPicture(): void;
  /** Stores the plan of one instrument; without it a plan lasts as long as the page. */
  savePlan?(key: InstrumentKey, saved: SavedPlan): void;
  /** Shows lines of the open plan on the chart; none takes them away. */
  markPlan?(marks: PlanMark[]): void;
  /** Stores the alert rules; without it the alerts section is not shown. */
  setAlerts?(alerts: AlertSettings): void;
}

/** A model with nothing in it yet. */
export function createPanelModel(siteId: string, nowMs: number): PanelModel {
  return {
    frame: signal(null),
    session: signal(null),
    anchor: signal(null),
    sources: signal([]),
    price: signal(null),
    settings: signal(DEFAULT_SETTINGS),
    siteId: signal(siteId),
    badge: signal('live'),
    now: signal(nowMs),
    isConnected: signal(true),
    isLayerOn: signal(true),
    replayFuture: signal(null),
    storeFault: signal(null),
    rung: signal(null),
    theme: signal(DARK_THEME),
    chartArea: signal(null),
  };
}
