import type { JSX } from 'preact';
import {
  type AlertKind,
  type AlertRule,
  type AlertSettings,
  newAlertRule,
} from '../../core/alerts/alert-rule';
import { type InstrumentKey, instrumentKey } from '../../core/market/instrument';
import { formatNumber } from '../format/percent';
import { ALERT_KINDS, ruleText } from '../parts/alert-words';
import { useLeaving } from '../parts/use-leaving';
import { text } from '../strings/text';
import type { SectionProps } from './section';

const DISTANCES_ATR = [0.25, 0.5, 1, 2];

/** One switch a kind of alert for the instrument in view; they work with the page closed, too. */
export function AlertsSection({ model, actions }: SectionProps): JSX.Element | null {
  const { setAlerts } = actions;
  const instrument = model.frame.value?.instrument;
  if (!setAlerts || !instrument) return <p class="quiet">{text('provenanceNone')}</p>;
  const key = instrumentKey(instrument);
  const { alerts } = model.settings.value;
  const approach = ruleOf(alerts, key, 'approach');
  const ofClusters = alerts.rules.filter((rule) => rule.key === key && rule.zone);
  const change = (rule: AlertRule): void => setAlerts(withRule(alerts, rule));
  const remove = ({ id }: AlertRule): void => setAlerts(withoutRule(model.settings.value.alerts, id));
  return (
    <div class="form">
      <p class="quiet">{text('alertsNote', instrument.symbol)}</p>
      {ALERT_KINDS.map(({ kind, name }) => (
        <Check
          key={kind}
          isOn={ruleOf(alerts, key, kind)?.isOn ?? false}
          words={text(name)}
          onChange={(isOn) => setAlerts(withKind(alerts, key, kind, isOn))}
        />
      ))}
      {approach?.isOn && <ApproachDistance rule={approach} onChange={change} />}
      <ul class="plain-list">
        {ofClusters.map((rule) => (
          <ClusterRule
            key={rule.id}
            rule={rule}
            words={ruleText(rule, instrument.tickSize)}
            onChange={change}
            onRemove={remove}
          />
        ))}
      </ul>
    </div>
  );
}

interface CheckProps {
  isOn: boolean;
  words: string;
  onChange: (isOn: boolean) => void;
}

function Check({ isOn, words, onChange }: CheckProps): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {words}
    </label>
  );
}

interface RuleProps {
  rule: AlertRule;
  onChange: (rule: AlertRule) => void;
}

function ApproachDistance({ rule, onChange }: RuleProps): JSX.Element {
  return (
    <label class="field">
      <span>{text('alertDistance')}</span>
      <select
        value={rule.withinAtr}
        onChange={(event) => onChange({ ...rule, withinAtr: Number(event.currentTarget.value) })}
      >
        {DISTANCES_ATR.map((distance) => (
          <option key={distance} value={distance}>
            {text('atrDistance', formatNumber(distance, 2))}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ClusterRuleProps extends RuleProps {
  words: string;
  onRemove: (rule: AlertRule) => void;
}

/** The bell of one cluster. */
function ClusterRule({ rule, words, onChange, onRemove }: ClusterRuleProps): JSX.Element {
  const [isLeaving, setLeaving] = useLeaving(() => onRemove(rule));
  return (
    <li class="spread">
      <Check isOn={rule.isOn} words={words} onChange={(isOn) => onChange({ ...rule, isOn })} />
      <span class="quiet" role="status">
        {isLeaving && text('alertLeaving')}
      </span>
      <button type="button" class="button small" onClick={() => setLeaving(!isLeaving)}>
        {text(isLeaving ? 'alertUndo' : 'alertDelete')}
        <span class="hidden"> {words}</span>
      </button>
    </li>
  );
}

function ruleOf(alerts: AlertSettings, key: InstrumentKey, kind: AlertKind): AlertRule | undefined {
  return alerts.rules.find((rule) => rule.key === key && rule.kind === kind && !rule.zone);
}

/** A rule that was there before keeps its settings; a new one starts with the defaults of its kind. */
function withKind(alerts: AlertSettings, key: InstrumentKey, kind: AlertKind, isOn: boolean): AlertSettings {
  const known = ruleOf(alerts, key, kind) ?? newAlertRule(kind, key, `${key}:${kind}`);
  return withRule(alerts, { ...known, isOn });
}

function withRule(alerts: AlertSettings, rule: AlertRule): AlertSettings {
  const { rules } = withoutRule(alerts, rule.id);
  return { ...alerts, rules: [...rules, rule] };
}

function withoutRule(alerts: AlertSettings, id: string): AlertSettings {
  return { ...alerts, rules: alerts.rules.filter((rule) => rule.id !== id) };
}
