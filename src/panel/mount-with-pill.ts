import { effect, signal as signalOf } from '@preact/signals';
import { siteSettings } from '../core/settings/settings';
import { mountPanel } from './mount-panel';
import { factsOf, type PanelActions, type PanelModel } from './panel-model';
import { createPill } from './pill/pill-view';
import type { PanelView } from './shell/panel-window';
import { followShortcuts } from './shell/shortcuts';

/** Pill or panel, as the look says, where both come in one script: the demo and the gallery. Needs both style sheets. */
export function mountWithPill(
  root: HTMLElement,
  model: PanelModel,
  actions: PanelActions,
  signal: AbortSignal,
): void {
  const [pillPlace, panelPlace] = [document.createElement('div'), document.createElement('div')];
  root.append(pillPlace, panelPlace);
  const view = signalOf<PanelView>('main');
  const look = () => siteSettings(model.settings.value, model.siteId.value).look;
  const pill = createPill(pillPlace, {
    open: () => actions.setLook({ panel: 'open' }),
    prepare: () => undefined,
    move: (panelPlace) => actions.setLook({ panelPlace }),
    signal,
  });
  let panel: AbortController | null = null;
  const stop = effect(() => {
    pill.update(factsOf(model));
    const isOpen = look().panel === 'open';
    if (isOpen === (panel !== null)) return;
    pill.setShown(!isOpen);
    panel?.abort();
    panel = isOpen ? new AbortController() : null;
    if (panel) mountPanel(panelPlace, model, actions, panel.signal, view);
  });
  const openPlan = () => {
    view.value = 'plan';
    if (look().panel !== 'open') actions.togglePanel();
  };
  followShortcuts(document, { look, actions, openPlan }, signal);
  signal.addEventListener('abort', () => {
    stop();
    panel?.abort();
    root.replaceChildren();
  });
}
