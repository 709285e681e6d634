import type { InstrumentKey } from '../market/instrument';
import type { PositionSide } from '../market/liquidation';

/** What an alert tells of. */
export type AlertKind = 'approach' | 'spike' | 'cleared' | 'cascade' | 'plan' | 'offline';

/** The cluster that one rule watches, kept by its edges: ids of clusters belong to the view they were found in. */
export interface AlertZone {
  side: PositionSide;
  /** Quote currency, in the unit of the page on which the rule was made. */
  lowPrice: number;
  highPrice: number;
  /** `HeatmapFrame.priceFactor` of that page; absent = 1. */
  priceFactor?: number;
}

/** One thing the user wants to be told; kept in the settings. */
export interface AlertRule {
  id: string;
  kind: AlertKind;
  key: InstrumentKey;
  /**
   * Approach and cleared: only this cluster; absent = approach: every cluster with a card, cleared: any that is no
   * noise.
   */
  zone?: AlertZone;
  isOn: boolean;
  /** Approach: distance in one-hour ATR at which to tell. */
  withinAtr: number;
  /** Spike: growth in percent .. */
  growthPct: number;
  /** .. within this many minutes. */
  growthMinutes: number;
  /** Least time between two firings, ms. */
  cooldownMs: number;
  /** Fires again by itself once its condition has gone away; otherwise it is switched off after firing. */
  rearms: boolean;
  sound: 'none' | 'soft' | 'bell' | 'urgent';
}

/** Limits for all rules together. */
export interface AlertSettings {
  rules: AlertRule[];
  /** Local hours between which nothing is shown, [from, to); equal = never quiet. */
  quietHours: [number, number];
  /** Most notifications per instrument and hour. */
  capPerHour: number;
}

/** The user's plan for one instrument, as far as alerts watch it; prices in quote currency, null when not given. */
export interface WatchedPlan {
  side: 'long' | 'short';
  stop: number | null;
  liquidationPrice: number | null;
}

/** No rules; never quiet (both hours equal); at most six alerts per market and hour. */
export const DEFAULT_ALERT_SETTINGS: AlertSettings = { rules: [], quietHours: [0, 0], capPerHour: 6 };

/** A rule with the defaults of its kind. */
export function newAlertRule(kind: AlertKind, key: InstrumentKey, id: string): AlertRule {
  return {
    id,
    kind,
    key,
    isOn: true,
    withinAtr: 1,
    growthPct: 50,
    growthMinutes: 15,
    cooldownMs: 15 * 60_000,
    rearms: true,
    sound: kind === 'cascade' || kind === 'plan' ? 'urgent' : 'soft',
  };
}
