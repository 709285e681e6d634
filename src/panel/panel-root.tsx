import { useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { siteSettings } from '../core/settings/settings';
import type { SectionProps } from './sections/section';
import { PanelWindow } from './shell/panel-window';
import { Pill } from './shell/pill';

/** The panel in the page's own colours, open or as a pill. */
export function PanelRoot({ model, actions }: SectionProps): JSX.Element {
  useEndOfOldReplay({ model, actions });
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

/** A replay ends with its page: one found in the settings when the first answer comes is another visit's. */
function useEndOfOldReplay({ model, actions }: SectionProps): void {
  const isSettled = useRef(false);
  useSignalEffect(() => {
    const { query } = siteSettings(model.settings.value, model.siteId.value);
    if (isSettled.current || model.session.value === null) return;
    isSettled.current = true;
    if (typeof query.untilMs === 'number') actions.setQuery({ untilMs: null });
  });
}
