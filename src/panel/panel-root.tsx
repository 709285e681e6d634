import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { SectionProps } from './sections/section';
import { type PanelView, PanelWindow } from './shell/panel-window';

interface PanelRootProps extends SectionProps {
  view: Signal<PanelView>;
}

/** The open panel in the page's own colours. */
export function PanelRoot({ model, actions, view }: PanelRootProps): JSX.Element {
  const { isDark, surface } = model.theme.value;
  return (
    <div
      class={`liqlens ${isDark ? 'dark' : 'light'}`}
      style={surface ? { '--surface': surface } : undefined}
    >
      <PanelWindow model={model} actions={actions} view={view} />
    </div>
  );
}
