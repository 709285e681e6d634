import type { AlertKind } from '../../core/alerts/alert-rule';
import type { StringKey } from '../strings/text';

/** Every kind of alert in the order offered, with its name. */
export const ALERT_KINDS: { kind: AlertKind; name: StringKey }[] = [
  { kind: 'approach', name: 'alertKindApproach' },
  { kind: 'spike', name: 'alertKindSpike' },
  { kind: 'cleared', name: 'alertKindCleared' },
  { kind: 'cascade', name: 'alertKindCascade' },
  { kind: 'plan', name: 'alertKindPlan' },
  { kind: 'offline', name: 'alertKindOffline' },
];
