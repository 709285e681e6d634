import type { JSX } from 'preact';
import type { AlertRule, AlertSettings } from '../../core/alerts/alert-rule';
import type { Settings } from '../../core/settings/settings';
import { ruleText } from '../parts/alert-words';
import { SelectField } from '../parts/select-field';
import { type StringKey, text } from '../strings/text';
import type { ChangeSettings } from './options-api';

const soundNames = (): Record<AlertRule['sound'], string> => ({
  none: text('soundNone'),
  soft: text('soundSoft'),
  bell: text('soundBell'),
  urgent: text('soundUrgent'),
});

interface OptionsAlertsProps {
  settings: Settings;
  onChange: ChangeSettings;
}

/** Every rule with its switch, sound and delete button; quiet hours and the cap for all. */
export function OptionsAlerts({ settings, onChange }: OptionsAlertsProps): JSX.Element {
  const { alerts } = settings;
  const set = (change: Partial<AlertSettings>): void =>
    onChange((old) => ({ ...old, alerts: { ...old.alerts, ...change } }));
  const setRule = (rule: AlertRule): void =>
    set({ rules: alerts.rules.map((other) => (other.id === rule.id ? rule : other)) });
  const [quietFrom, quietTo] = alerts.quietHours;
  return (
    <div class="form narrow">
      {alerts.rules.length === 0 && <p class="quiet">{text('alertsNone')}</p>}
      <ul class="plain-list">
        {alerts.rules.map((rule) => (
          <Rule
            key={rule.id}
            rule={rule}
            onChange={setRule}
            onDelete={() => set({ rules: alerts.rules.filter(({ id }) => id !== rule.id) })}
          />
        ))}
      </ul>
      <HourField
        label="alertsQuietFrom"
        hour={quietFrom}
        onChange={(hour) => set({ quietHours: [hour, quietTo] })}
      />
      <HourField
        label="alertsQuietTo"
        hour={quietTo}
        onChange={(hour) => set({ quietHours: [quietFrom, hour] })}
      />
      <label class="field">
        <span>{text('alertsCap')}</span>
        <input
          type="number"
          min={1}
          max={60}
          value={alerts.capPerHour}
          onChange={(event) => set({ capPerHour: wholeNumber(event.currentTarget.value, 1, 60) })}
        />
      </label>
    </div>
  );
}

interface RuleProps {
  rule: AlertRule;
  onChange: (rule: AlertRule) => void;
  onDelete: () => void;
}

function Rule({ rule, onChange, onDelete }: RuleProps): JSX.Element {
  const name = `${rule.key} · ${ruleText(rule, 0)}`;
  return (
    <li class="rule">
      <label class="check">
        <input
          type="checkbox"
          checked={rule.isOn}
          onChange={(event) => onChange({ ...rule, isOn: event.currentTarget.checked })}
        />
        {name}
      </label>
      <div class="row">
        <label class="check">
          <input
            type="checkbox"
            checked={rule.rearms}
            onChange={(event) => onChange({ ...rule, rearms: event.currentTarget.checked })}
          />
          {text('alertRearms')}
        </label>
        <SelectField
          label="alertSound"
          value={rule.sound}
          options={soundNames()}
          onChange={(sound) => onChange({ ...rule, sound: soundOf(sound) })}
        />
        <button type="button" class="button" onClick={onDelete}>
          {text('alertDelete')}
          <span class="hidden"> {name}</span>
        </button>
      </div>
    </li>
  );
}

interface HourFieldProps {
  label: StringKey;
  hour: number;
  onChange: (hour: number) => void;
}

function HourField({ label, hour, onChange }: HourFieldProps): JSX.Element {
  return (
    <label class="field">
      <span>{text(label)}</span>
      <input
        type="number"
        min={0}
        max={23}
        value={hour}
        onChange={(event) => onChange(wholeNumber(event.currentTarget.value, 0, 23))}
      />
    </label>
  );
}

function soundOf(value: string): AlertRule['sound'] {
  return value === 'none' || value === 'bell' || value === 'urgent' ? value : 'soft';
}

function wholeNumber(entered: string, least: number, most: number): number {
  const value = Math.round(Number(entered));
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : least;
}
