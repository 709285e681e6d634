import type { JSX } from 'preact';
import type { Settings } from '../../core/settings/settings';
import { ToggleGroup } from '../parts/toggle-group';
import { text } from '../strings/text';
import type { ChangeSettings, OptionsApi } from './options-api';

interface OptionsModelProps {
  api: OptionsApi;
  settings: Settings;
  onChange: ChangeSettings;
}

/** Which exchanges are asked, what is fetched without asking, observed positions, beginner mode. */
export function OptionsModel({ api, settings, onChange }: OptionsModelProps): JSX.Element {
  const toggleExchange = (id: string): void =>
    onChange((old) => ({
      ...old,
      exchangesOff: old.exchangesOff.includes(id)
        ? old.exchangesOff.filter((other) => other !== id)
        : [...old.exchangesOff, id],
    }));
  return (
    <div class="form narrow">
      <ToggleGroup
        label={text('filterExchanges')}
        options={api.exchanges.map(({ id, name }) => ({
          id,
          label: name,
          isOn: !settings.exchangesOff.includes(id),
        }))}
        onToggle={toggleExchange}
      />
      <WatchList settings={settings} onChange={onChange} />
      <Check
        label={text('optionAlwaysLoad')}
        isOn={settings.alwaysLoadWhatIOpen}
        onChange={(alwaysLoadWhatIOpen) => onChange((old) => ({ ...old, alwaysLoadWhatIOpen }))}
      />
      <Check
        label={text('optionHyperliquid')}
        isOn={settings.useHyperliquidPositions}
        onChange={(useHyperliquidPositions) => onChange((old) => ({ ...old, useHyperliquidPositions }))}
      />
      <Check
        label={text('optionBeginner')}
        isOn={settings.isBeginner}
        onChange={(isBeginner) => onChange((old) => ({ ...old, isBeginner }))}
      />
    </div>
  );
}

function WatchList({ settings, onChange }: Omit<OptionsModelProps, 'api'>): JSX.Element {
  return (
    <label class="field">
      <span>{text('optionWatchList')}</span>
      <input
        type="text"
        value={settings.watchList.join(', ')}
        onChange={(event) => {
          const watchList = parseWatchList(event.currentTarget.value);
          onChange((old) => ({ ...old, watchList }));
        }}
      />
    </label>
  );
}

/** Base coins from free text: letters and digits, upper case, each once, at most twenty. */
export function parseWatchList(entered: string): string[] {
  const coins = entered.toUpperCase().match(/[A-Z0-9]+/g) ?? [];
  return [...new Set(coins)].slice(0, 20);
}

interface CheckProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

function Check({ label, isOn, onChange }: CheckProps): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
