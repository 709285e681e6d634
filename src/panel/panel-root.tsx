import type { JSX } from 'preact';
import { siteSettings } from '../core/settings/settings';
import type { SectionProps } from './sections/section';
import { PanelWindow } from './shell/panel-window';
import { Pill } from './shell/pill';

/** The panel in the page's own colours, open or as a pill. */
export function PanelRoot({ model, actions }: SectionProps): JSX.Element {
  const { isDark, surface } = model.theme.value;
  const { look } = siteSettings(model.settings.value, model.siteId.value);
  return (
    <div
      class={`liqlens ${isDark ? 'dark' : 'light'}`}
      style={surface ? { '--surface': surface } : undefined}
    >
      {look.panel === 'open' ? (
        <PanelWindow model={model} actions={actions} />
      ) : (
        <Pill model={model} actions={actions} />
      )}
    </div>
  );
}
