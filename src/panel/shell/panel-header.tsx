import type { JSX, TargetedPointerEvent } from 'preact';
import { siteSettings } from '../../core/settings/settings';
import { Icon } from '../parts/icon';
import { StatusBadges } from '../parts/status-badges';
import type { SectionProps } from '../sections/section';
import { statusBadges } from '../status/badges';
import { text } from '../strings/text';
import { applyPreset, PRESETS, presetOf } from './presets';

interface PanelHeaderProps extends SectionProps {
  onPointerDown: (event: TargetedPointerEvent<HTMLElement>) => void;
}

/** Symbol, range preset, layer switch, collapse, and below them the badges; dragged by its free area. */
export function PanelHeader({ model, actions, onPointerDown }: PanelHeaderProps): JSX.Element {
  const isLayerOn = model.isLayerOn.value;
  return (
    <header class="header" onPointerDown={onPointerDown}>
      <div class="row">
        <h2>
          <HeaderSymbol model={model} />
        </h2>
        <PresetSelect model={model} actions={actions} />
        <button
          type="button"
          class="button icon-button"
          aria-pressed={isLayerOn}
          aria-label={text('actionToggleLayer')}
          title={text('actionToggleLayer')}
          onClick={() => actions.toggleLayer()}
        >
          <Icon name={isLayerOn ? 'eye' : 'eyeOff'} />
        </button>
        <button
          type="button"
          class="button icon-button"
          aria-label={text('actionCollapse')}
          title={text('actionCollapse')}
          onClick={() => actions.togglePanel()}
        >
          <Icon name="collapse" />
        </button>
      </div>
      <HeaderBadges model={model} />
    </header>
  );
}

function HeaderSymbol({ model }: Pick<SectionProps, 'model'>): JSX.Element {
  const session = model.session.value;
  const instrument =
    model.frame.value?.instrument ?? (session && 'instrument' in session ? session.instrument : null);
  return <>{instrument ? instrument.symbol : text('productName')}</>;
}

/** Badges read the clock; kept apart so that a second's tick redraws nothing else. */
function HeaderBadges({ model }: Pick<SectionProps, 'model'>): JSX.Element {
  const badges = statusBadges({
    frame: model.frame.value,
    sources: model.sources.value,
    priceTimeMs: model.price.value?.timeMs ?? 0,
    anchor: model.anchor.value,
    badge: model.badge.value === 'live' ? (model.frame.value?.badge ?? 'live') : model.badge.value,
    isConnected: model.isConnected.value,
    nowMs: model.now.value,
  });
  return <StatusBadges badges={badges} />;
}

function PresetSelect({ model, actions }: SectionProps): JSX.Element {
  const { query } = siteSettings(model.settings.value, model.siteId.value);
  const current = presetOf(query);
  return (
    <select
      class="preset"
      aria-label={text('presetLabel')}
      value={current ?? ''}
      onChange={(event) => applyPreset(event.currentTarget.value, actions)}
    >
      {current === null && <option value="">{text('presetCustom')}</option>}
      {PRESETS.map(({ id, name }) => (
        <option key={id} value={id}>
          {text(name)}
        </option>
      ))}
    </select>
  );
}
