import type { Cluster } from '../clusters/cluster';
import type { HeatmapFrame } from '../frame/heatmap-frame';
import { type InstrumentKey, instrumentKey } from '../market/instrument';
import { type AlertRule, type AlertSettings, newAlertRule } from './alert-rule';
import { liesInZone, rulesInUnit, zoneOfCluster } from './alert-zone';

/** What a bell at a cluster tells of: price coming near, or the cluster being cleared. */
export type BellKind = 'approach' | 'cleared';

type BellFrame = Pick<HeatmapFrame, 'instrument' | 'priceFactor'>;
type BellCluster = Pick<Cluster, 'side' | 'lowPrice' | 'highPrice'>;

/** The armed rule of a cluster's bell; null when the bell is off. */
export function bellOf(
  alerts: AlertSettings,
  frame: BellFrame,
  kind: BellKind,
  cluster: BellCluster,
): AlertRule | null {
  return rulesOfBell(alerts, frame, kind, cluster).find(({ isOn }) => isOn) ?? null;
}

/** The settings with a cluster's bell switched; switching it off deletes its rules, spent ones too. */
export function withBell(
  alerts: AlertSettings,
  frame: BellFrame,
  kind: BellKind,
  cluster: BellCluster,
  isOn: boolean,
): AlertSettings {
  const old = new Set(rulesOfBell(alerts, frame, kind, cluster).map(({ id }) => id));
  const rules = alerts.rules.filter(({ id }) => !old.has(id));
  return { ...alerts, rules: isOn ? [...rules, bellRule(frame, kind, cluster)] : rules };
}

function bellRule({ instrument, priceFactor }: BellFrame, kind: BellKind, cluster: BellCluster): AlertRule {
  const key = instrumentKey(instrument);
  const { side, lowPrice, highPrice } = cluster;
  return {
    ...newAlertRule(kind, key, `${key}:${kind}:${side}:${lowPrice}-${highPrice}`),
    zone: zoneOfCluster(cluster, priceFactor),
    // A cluster is cleared once.
    rearms: kind === 'approach',
  };
}

function rulesOfBell(
  { rules }: AlertSettings,
  { instrument, priceFactor = 1 }: BellFrame,
  kind: BellKind,
  cluster: BellCluster,
): AlertRule[] {
  const key: InstrumentKey = instrumentKey(instrument);
  return rulesInUnit(rules, priceFactor).filter(
    (rule) => rule.key === key && rule.kind === kind && rule.zone && liesInZone(cluster, rule.zone),
  );
}
