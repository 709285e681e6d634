import type { AlertKind, AlertRule } from '../../core/alerts/alert-rule';
import { formatPriceBand } from '../format/price';
import { type StringKey, text } from '../strings/text';
import { sideText } from './cluster-words';

/** Every kind of alert in the order offered, with its name. */
export const ALERT_KINDS: { kind: AlertKind; name: StringKey }[] = [
  { kind: 'approach', name: 'alertKindApproach' },
  { kind: 'spike', name: 'alertKindSpike' },
  { kind: 'cleared', name: 'alertKindCleared' },
  { kind: 'cascade', name: 'alertKindCascade' },
  { kind: 'plan', name: 'alertKindPlan' },
  { kind: 'offline', name: 'alertKindOffline' },
];

/** What a rule tells of, with the cluster of one that watches a single one; `tickSize` 0 where it is not known. */
export function ruleText({ kind, zone }: AlertRule, tickSize: number): string {
  const name = ALERT_KINDS.find((item) => item.kind === kind)?.name;
  const words = name ? text(name) : kind;
  if (!zone) return words;
  return `${words}: ${sideText(zone.side)} ${formatPriceBand(zone.lowPrice, zone.highPrice, tickSize)}`;
}
