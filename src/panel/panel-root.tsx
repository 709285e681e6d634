import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { siteSettings } from '../core/settings/settings';
import type { SectionProps } from './sections/section';
import { type PanelView, PanelWindow } from './shell/panel-window';
import { Pill } from './shell/pill';
import { applyPreset } from './shell/presets';
import { isTypingInto, type Shortcut, shortcutOf, steppedIntensity } from './shell/shortcuts';

/** The panel in the page's own colours, open or as a pill. */
export function PanelRoot({ model, actions }: SectionProps): JSX.Element {
  const view = useSignal<PanelView>('main');
  useShortcuts({ model, actions }, view);
  const { isDark, surface } = model.theme.value;
  const { look } = siteSettings(model.settings.value, model.siteId.value);
  return (
    <div
      class={`liqlens ${isDark ? 'dark' : 'light'}`}
      style={surface ? { '--surface': surface } : undefined}
    >
      {look.panel === 'open' ? (
        <PanelWindow model={model} actions={actions} view={view} />
      ) : (
        <Pill model={model} actions={actions} />
      )}
    </div>
  );
}

/** Keys of the page's own frame; the panel's fields keep theirs. */
function useShortcuts({ model, actions }: SectionProps, view: Signal<PanelView>): void {
  useEffect(() => {
    const stop = new AbortController();
    const look = () => siteSettings(model.settings.peek(), model.siteId.peek()).look;
    const follow = (shortcut: Shortcut): void => {
      if (shortcut.does === 'intensity') {
        actions.setLook({ intensity: steppedIntensity(look().intensity, shortcut.step) });
      } else if (shortcut.does === 'preset') {
        applyPreset(shortcut.id, actions);
      } else {
        view.value = 'plan';
        if (look().panel !== 'open') actions.togglePanel();
      }
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const shortcut = shortcutOf(event, isTypingInto(event));
      if (!shortcut) return;
      event.preventDefault();
      follow(shortcut);
    };
    document.addEventListener('keydown', onKeyDown, { signal: stop.signal });
    return () => stop.abort();
  }, [model, actions, view]);
}
