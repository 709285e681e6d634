import { type AlertSettings, DEFAULT_ALERT_SETTINGS } from '../alerts/alert-rule';
import type { AtrChoice } from '../context/atr-choice';
import { DEFAULT_QUERY, type FrameQuery } from '../frame/frame-query';
import type { SavedPlan } from '../plan/saved-plan';

/** How the layer looks; kept per site. */
export interface LookSettings {
  palette: string;
  style: 'smooth' | 'banded';
  /** What the colour shows. */
  scale: 'salience' | 'usd';
  /** 0.05..0.7 */
  opacity: number;
  /** Handles of the intensity slider, 0..1; cells below the first are not drawn, above the second saturate. */
  intensity: [number, number];
  isScaleLocked: boolean;
  /** Spreads weak levels over more of the ramp; absent = linear. */
  isLog?: boolean;
  /** Master switch of everything on the chart (Alt+L). */
  showLayer: boolean;
  showHeat: boolean;
  showMap: boolean;
  showObserved: boolean;
  showLabels: boolean;
  /** Colours of the histogram beside the price axis; absent = by side. */
  mapColours?: 'side' | 'leverage';
  /** Sums from the price outward beside the histogram; absent = off. */
  showCumulative?: boolean;
  /** Unit of amounts on the chart; absent = USD. */
  unit?: 'usd' | 'coin';
  /** Colours of past-liquidation bars. */
  barColours: 'red-longs' | 'green-longs' | 'colour-blind';
  /** Cluster cards a side, 1..5; absent = 2. */
  cardsPerSide?: number;
  /** Unit of distances; absent = 14 bars of an hour. */
  atr?: AtrChoice;
  panel: 'open' | 'pill';
  panelPlace: { left: number; top: number } | null;
  /** Full height at an edge of the window; absent or `none`: floating. */
  panelDock?: 'none' | 'left' | 'right';
}

/** One site the user has switched on or off. */
export interface SiteSettings {
  isOn: boolean;
  look: LookSettings;
  query: FrameQuery;
}

/** Everything the user has chosen; the only thing that flows backwards. */
export interface Settings {
  version: 1;
  /** By site id, or by origin for sites the user added. */
  sites: Record<string, SiteSettings>;
  defaults: SiteSettings;
  /** Base coins fetched without asking. */
  watchList: string[];
  alwaysLoadWhatIOpen: boolean;
  exchangesOff: string[];
  useHyperliquidPositions: boolean;
  isWelcomeDone: boolean;
  isBeginner: boolean;
  /** Unix ms until which alerts are muted and the map is greyed; 0 = off. */
  eventModeUntilMs: number;
  locale: string | null;
  alerts: AlertSettings;
  /** The user's own plans by `exchange:symbol`; they never leave the browser. */
  plans?: Record<string, SavedPlan>;
}

/** The look before the user chose anything; `opacity` and `intensity` in 0..1. */
export const DEFAULT_LOOK: LookSettings = {
  palette: 'viridis',
  style: 'smooth',
  scale: 'salience',
  opacity: 0.45,
  intensity: [0.05, 1],
  isScaleLocked: false,
  showLayer: true,
  showHeat: true,
  showMap: true,
  showObserved: true,
  showLabels: true,
  barColours: 'red-longs',
  panel: 'pill',
  panelPlace: null,
};

/** The settings of a new profile. */
export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  sites: {},
  defaults: { isOn: true, look: DEFAULT_LOOK, query: DEFAULT_QUERY },
  watchList: ['BTC', 'ETH', 'SOL'],
  alwaysLoadWhatIOpen: false,
  exchangesOff: [],
  useHyperliquidPositions: false,
  isWelcomeDone: false,
  isBeginner: false,
  eventModeUntilMs: 0,
  locale: null,
  alerts: DEFAULT_ALERT_SETTINGS,
};

/** A site's own settings, or the defaults for a site never touched. */
export function siteSettings(settings: Settings, siteId: string): SiteSettings {
  return settings.sites[siteId] ?? settings.defaults;
}
