import type { Cluster } from '../clusters/cluster';
import type { InstrumentKey } from '../market/instrument';
import type { AlertKind, AlertZone } from './alert-rule';

/** What the judge of alerts needs of one moment; a frame gives all of it. */
export interface AlertMoment {
  key: InstrumentKey;
  timeMs: number;
  /** Age of the price at `timeMs`, ms; told in the text, since a closed page is polled once a minute. */
  priceAgeMs: number;
  /** Quote currency. */
  price: number;
  /** One-hour ATR, quote currency; NaN when unknown. */
  atr: number;
  /** Most important first. */
  clusters: Cluster[];
  /** Those of them that have a card where the user looks. */
  shown: Cluster[];
  /** Forced closings received in the last minute, USD. */
  liquidatedLastMinuteUsd: number;
  /** Usual forced closings per minute, USD; NaN before there is a norm. */
  usualPerMinuteUsd: number;
  /** True when no source of the instrument answers. */
  isOffline: boolean;
}

/** What happened; worded by the panel's strings. */
export interface AlertEvent {
  ruleId: string;
  kind: AlertKind;
  key: InstrumentKey;
  timeMs: number;
  priceAgeMs: number;
  price: number;
  cluster: Cluster | null;
  /** The zone of a rule that watches one; null for every other rule. */
  zone: AlertZone | null;
  /** Kind-specific figure: distance in ATR, growth in percent, times the usual rate. */
  figure: number;
  detail: 'stop-inside' | 'before-liquidation' | '';
}

/** What is remembered between two moments; plain data, stored so that a restart does not ring twice. */
export interface AlertMemory {
  /** Rule and cluster -> false while the condition still holds after a firing. */
  armed: Record<string, boolean>;
  lastFiredMs: Record<string, number>;
  /** Instrument -> times of the last firings, ms. */
  fired: Record<string, number[]>;
  /** Cluster id -> samples [time ms, USD], oldest first, at most an hour. */
  sizes: Record<string, [number, number][]>;
  /** Cluster id -> life at the last moment. */
  lives: Record<string, Cluster['life']>;
}

/** Memory of an instrument that was never looked at. */
export function emptyAlertMemory(): AlertMemory {
  return { armed: {}, lastFiredMs: {}, fired: {}, sizes: {}, lives: {} };
}
