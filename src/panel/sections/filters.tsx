import type { JSX } from 'preact';
import type { FrameQuery, LeverageGroup, ModelId } from '../../core/frame/frame-query';
import { siteSettings } from '../../core/settings/settings';
import { ToggleGroup } from '../parts/toggle-group';
import { shortSourceName, sourceName } from '../strings/source-name';
import { type StringKey, text } from '../strings/text';
import type { SectionProps } from './section';

const MODELS: { id: ModelId; name: StringKey; help: StringKey }[] = [
  { id: 'calibrated', name: 'modelCalibrated', help: 'modelCalibratedHelp' },
  { id: 'high-leverage', name: 'modelHighLeverage', help: 'modelHighLeverageHelp' },
  { id: 'all-leverage', name: 'modelAllLeverage', help: 'modelAllLeverageHelp' },
  { id: 'turnover', name: 'modelTurnover', help: 'modelTurnoverHelp' },
  { id: 'oi-delta', name: 'modelOiDelta', help: 'modelOiDeltaHelp' },
  { id: 'agreement', name: 'modelAgreement', help: 'modelAgreementHelp' },
];

const GROUPS: { id: LeverageGroup; label: StringKey }[] = [
  { id: 'low', label: 'groupLow' },
  { id: 'medium', label: 'groupMedium' },
  { id: 'high', label: 'groupHigh' },
];

const SIDES: { id: FrameQuery['side']; label: StringKey }[] = [
  { id: 'both', label: 'sideBoth' },
  { id: 'long', label: 'sideLongsOnly' },
  { id: 'short', label: 'sideShortsOnly' },
];

/** Which part of the estimate is asked for: model, leverage, side, exchanges. */
export function FiltersSection({ model, actions }: SectionProps): JSX.Element {
  const { query } = siteSettings(model.settings.value, model.siteId.value);
  const chosen = MODELS.find(({ id }) => id === query.model) ?? MODELS[0];
  const toggleGroup = (id: LeverageGroup): void => {
    const groups = toggled(
      GROUPS.map((group) => group.id),
      query.groups,
      id,
    );
    if (groups.length > 0) actions.setQuery({ groups });
  };
  return (
    <div class="form">
      <label class="field">
        <span>{text('filterModel')}</span>
        <select
          value={query.model}
          onChange={(event) => actions.setQuery({ model: event.currentTarget.value as ModelId })}
        >
          {MODELS.map(({ id, name }) => (
            <option key={id} value={id}>
              {text(name)}
            </option>
          ))}
        </select>
      </label>
      <p class="quiet">{text(chosen.help)}</p>
      <ToggleGroup
        label={text('filterLeverage')}
        options={GROUPS.map(({ id, label }) => ({ id, label: text(label), isOn: query.groups.includes(id) }))}
        onToggle={toggleGroup}
      />
      <ToggleGroup
        label={text('filterSide')}
        options={SIDES.map(({ id, label }) => ({ id, label: text(label), isOn: query.side === id }))}
        onToggle={(side) => actions.setQuery({ side })}
      />
      <ExchangeToggles query={query} model={model} actions={actions} />
    </div>
  );
}

function ExchangeToggles({
  query,
  model,
  actions,
}: SectionProps & { query: FrameQuery }): JSX.Element | null {
  const shares = model.frame.value?.provenance.shares ?? [];
  if (shares.length < 2) return null;
  const all = shares.map((share) => share.exchange);
  const chosen = query.exchanges ?? all;
  const toggle = (exchange: string): void => {
    const exchanges = toggled(all, chosen, exchange);
    if (exchanges.length > 0)
      actions.setQuery({ exchanges: exchanges.length === all.length ? null : exchanges });
  };
  return (
    <ToggleGroup
      label={text('filterExchanges')}
      options={shares.map(({ exchange, share }) => ({
        id: exchange,
        label: `${shortSourceName(exchange)} ${Math.round(share * 100)}%`,
        title: sourceName(exchange),
        isOn: chosen.includes(exchange),
      }))}
      onToggle={toggle}
    />
  );
}

/** `chosen` with `id` switched, in the order of `all`. */
function toggled<T>(all: T[], chosen: T[], id: T): T[] {
  return all.filter((item) => (item === id ? !chosen.includes(item) : chosen.includes(item)));
}
