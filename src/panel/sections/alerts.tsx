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
  const remove = (id: string): void =>
    setAlerts({ ...alerts, rules: alerts.rules.filter((rule) => rule.id !== id) });
  return (
    <div class="form">
      <p class="quiet">{text('alertsNote', instrument.symbol)}</p>
      {ALERT_KINDS.map(({ kind, name }) => (
        <label key={kind} class="check">
          <input
            type="checkbox"
            checked={ruleOf(alerts, key, kind)?.isOn ?? false}
            onChange={(event) => setAlerts(withKind(alerts, key, kind, event.currentTarget.checked))}
          />
          {text(name)}
        </label>
      ))}
      {approach?.isOn && (
        <label class="field">
          <span>{text('alertDistance')}</span>
          <select
            value={approach.withinAtr}
            onChange={(event) =>
              setAlerts(withRule(alerts, { ...approach, withinAtr: Number(event.currentTarget.value) }))
            }
          >
            {DISTANCES_ATR.map((distance) => (
              <option key={distance} value={distance}>
                {text('atrDistance', formatNumber(distance, 2))}
              </option>
            ))}
          </select>
        </label>
      )}
      <ul class="plain-list">
        {ofClusters.map((rule) => (
          <li key={rule.id} class="spread">
            <label class="check">
              <input
                type="checkbox"
                checked={rule.isOn}
                onChange={(event) =>
                  setAlerts(withRule(alerts, { ...rule, isOn: event.currentTarget.checked }))
                }
              />
              {ruleText(rule, instrument.tickSize)}
            </label>
            <button type="button" class="button small" onClick={() => remove(rule.id)}>
              {text('alertDelete')}
              <span class="hidden"> {ruleText(rule, instrument.tickSize)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
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
  const others = alerts.rules.filter(({ id }) => id !== rule.id);
  return { ...alerts, rules: [...others, rule] };
}
