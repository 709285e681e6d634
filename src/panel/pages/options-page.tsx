import type { ComponentChildren, JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import type { LookSettings, Settings, SiteSettings } from '../../core/settings/settings';
import { formatMoment } from '../format/time';
import { LookForm } from '../parts/look-form';
import { ReadingForm } from '../parts/reading-form';
import { type StringKey, text } from '../strings/text';
import { OptionsAlerts } from './options-alerts';
import type { ChangeSettings, OptionsApi } from './options-api';
import { OptionsData } from './options-data';
import { OptionsModel } from './options-model';
import { OptionsPrivacy } from './options-privacy';
import { OptionsSites } from './options-sites';
import { PageFrame } from './page-frame';
import { usePolled } from './use-polled';

/** All options on one page, in the order of how often they are needed. */
export function OptionsPage({ api }: { api: OptionsApi }): JSX.Element {
  const load = useCallback(() => api.settings(), [api]);
  const settings = usePolled(load, 0);
  const reload = async (): Promise<void> => {
    settings.value = await api.settings();
  };
  const change: ChangeSettings = (make) => {
    if (!settings.value) return;
    settings.value = make(settings.value);
    void api.changeSettings(settings.value);
  };
  const current = settings.value;
  return (
    <PageFrame name="options">
      <header>
        <h1>{text('optionsTitle')}</h1>
        <p class="quiet">{text('estimateNotice')}</p>
      </header>
      {current && (
        <OptionsGroups
          api={api}
          settings={current}
          onChange={change}
          onSettings={(next) => (settings.value = next)}
          onDeleted={() => void reload()}
        />
      )}
    </PageFrame>
  );
}

interface OptionsGroupsProps {
  api: OptionsApi;
  settings: Settings;
  onChange: ChangeSettings;
  /** The background has changed and stored them itself. */
  onSettings: (settings: Settings) => void;
  onDeleted: () => void;
}

function OptionsGroups({ api, settings, onChange, onSettings, onDeleted }: OptionsGroupsProps): JSX.Element {
  return (
    <main>
      <Group title="optionsSites" note="optionsSitesNote">
        <OptionsSites api={api} settings={settings} onSettings={onSettings} />
      </Group>
      <Group title="sectionLook" note="optionsLookNote">
        <DefaultLook settings={settings} onChange={onChange} />
      </Group>
      <Group title="optionsModel" note="optionsModelNote">
        <OptionsModel api={api} settings={settings} onChange={onChange} />
      </Group>
      <Group title="sectionAlerts" note="optionsAlertsNote">
        <OptionsAlerts settings={settings} onChange={onChange} />
        <EventMode settings={settings} onChange={onChange} />
      </Group>
      <Group title="optionsData">
        <OptionsData api={api} onDeleted={onDeleted} />
      </Group>
      <Group title="optionsPrivacy" note="optionsPrivacyNote">
        <OptionsPrivacy api={api} />
      </Group>
      <Group title="optionsKeys">
        <Keys api={api} />
      </Group>
      <About api={api} />
    </main>
  );
}

/** The look of sites that have none of their own. */
function DefaultLook({ settings, onChange }: SettingsProps): JSX.Element {
  const { look } = settings.defaults;
  const changeLook = (part: Partial<LookSettings>): void =>
    onChange((old) => withDefaults(old, { look: { ...old.defaults.look, ...part } }));
  return (
    <div class="form narrow">
      <ReadingForm look={look} onChange={changeLook} />
      <LookForm look={look} onChange={changeLook} />
    </div>
  );
}

function withDefaults(settings: Settings, change: Partial<SiteSettings>): Settings {
  return { ...settings, defaults: { ...settings.defaults, ...change } };
}

const EVENT_HOURS = 4;

interface SettingsProps {
  settings: Settings;
  onChange: ChangeSettings;
}

/** Mutes alerts and greys the map for some hours: news overrides the map. */
function EventMode({ settings, onChange }: SettingsProps): JSX.Element {
  const isOn = settings.eventModeUntilMs > Date.now();
  const untilMs = isOn ? 0 : Date.now() + EVENT_HOURS * 3_600_000;
  return (
    <div class="row">
      <button
        type="button"
        class="toggle"
        aria-pressed={isOn}
        onClick={() => onChange((old) => ({ ...old, eventModeUntilMs: untilMs }))}
      >
        {text('eventMode', EVENT_HOURS)}
      </button>
      {isOn && <span class="quiet">{text('eventModeUntil', formatMoment(settings.eventModeUntilMs))}</span>}
    </div>
  );
}

interface GroupProps {
  title: StringKey;
  note?: StringKey;
  children: ComponentChildren;
}

function Group({ title, note, children }: GroupProps): JSX.Element {
  return (
    <section class="group">
      <h2>{text(title)}</h2>
      {note && <p class="quiet">{text(note)}</p>}
      {children}
    </section>
  );
}

const KEYS: { keys: string; action: StringKey }[] = [
  { keys: 'Alt+L', action: 'actionToggleLayer' },
  { keys: 'Alt+Shift+L', action: 'keyPanel' },
  { keys: 'Alt+1 2 3', action: 'presetLabel' },
  { keys: 'Alt+[ ]', action: 'sectionIntensity' },
  { keys: 'Alt+K', action: 'sectionPlan' },
  { keys: 'Esc', action: 'actionCollapse' },
];

function Keys({ api }: { api: OptionsApi }): JSX.Element {
  return (
    <>
      <dl class="pairs narrow">
        {KEYS.map(({ keys, action }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{text(action)}</dd>
          </div>
        ))}
      </dl>
      {api.openShortcuts && (
        <button type="button" class="button" onClick={() => api.openShortcuts?.()}>
          {text('optionsShortcuts')}
        </button>
      )}
    </>
  );
}

function About({ api }: { api: OptionsApi }): JSX.Element {
  return (
    <footer class="row">
      <span class="quiet">
        {text('productName')} {api.version}. {text('translationStatus')}
      </span>
      <button type="button" class="button" onClick={() => api.openWelcome()}>
        {text('optionsShowWelcome')}
      </button>
      <button type="button" class="button" onClick={() => api.openDemo()}>
        {text('actionDemo')}
      </button>
    </footer>
  );
}
